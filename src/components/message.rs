//! What was said, by kind: one exhaustive match, so that a kind without a drawing does not compile.

pub mod carousel;
pub mod file;
pub mod media;
pub mod normal;
pub mod template;
pub mod text;
pub mod unknown;
pub mod unreadable;

use std::rc::Rc;

use happytalk_model::Body;

use super::{
    kit::{
        element::{El, div},
        player::Plays,
        source,
    },
    look::Scope,
    timeline::Scene,
};

/// A message's contents, drawn.
#[derive(Debug, Default)]
pub struct Drawn {
    /// What stands beside the time: the bubble or card.
    pub main: Option<El>,
    /// What follows below it: a carousel, quick replies.
    pub below: Vec<El>,
}

impl Drawn {
    /// A bubble or card with nothing below it.
    pub fn main(main: El) -> Self {
        Self { main: Some(main), below: Vec::new() }
    }
}

/// Draws the contents of the row at `at` in the scene's list.
pub fn body(scene: &Rc<Scene>, scope: &Scope, at: usize) -> Drawn {
    let content = scene.content();
    let message = content.message(at);
    let source = || source::button(scope.words, scene.source_toggle(at));
    match &message.body {
        Body::Text(said) => Drawn::main(text::text(scope, said)),
        Body::Image(picture) => Drawn::main(media::image(scope, picture)),
        Body::Audio(sound) => Drawn::main(media::playing(scope, sound, Plays::Audio)),
        Body::Video(film) => Drawn::main(media::playing(scope, film, Plays::Video)),
        Body::File(offered) => Drawn::main(file::file(scope, offered)),
        Body::Normal(mixed) => Drawn::main(normal::normal(scope, mixed)),
        Body::Template(filled) => template::template(scope, filled, content.chosen(at)),
        Body::Unknown { contents_type } => Drawn::main(unknown::unknown(scope, contents_type, source())),
        Body::Unreadable(reason) => Drawn::main(unreadable::unreadable(scope, *reason, source())),
    }
}

/// A bubble around text.
fn bubble() -> El {
    div("bubble").attr("part", "bubble")
}

/// A card: a bubble of fixed width whose parts reach its edges.
fn card() -> El {
    div("card").attr("part", "bubble")
}
