//! The only `<audio src>` and `<video src>`, under the same rules as pictures. Nothing plays by itself.

use happytalk_model::message::media::Media;

use super::{
    element::{El, div, el},
    icon::Icon,
    picture::{loading, original, refused},
};
use crate::components::look::Scope;

/// Sound or film.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plays {
    /// A sound: nothing is fetched before it is started.
    Audio,
    /// A film: its first picture is.
    Video,
}

/// A player with the browser's own controls.
pub fn player(scope: &Scope, media: &Media, plays: Plays) -> El {
    let url = match scope.media(&media.url) {
        Ok(url) => url,
        Err(refusal) => return refused(scope, &media.url, &refusal, Icon::Play),
    };
    let (tag, class, label, preload) = match plays {
        Plays::Audio => ("audio", "player-audio", scope.words.audio, "none"),
        Plays::Video => ("video", "player-video", scope.words.video, "metadata"),
    };
    // For print, and for browsers that can't play it.
    let original = original(scope, media, label)
        .map(|link| link.class("media-open").attr("data-what", label).text(scope.words.open_original));
    let player = loading(div(class), scope.clone(), media.url.clone(), Icon::Play, move |watch| {
        watch(
            el(tag)
                .attr("controls", "")
                .attr("playsinline", "")
                .attr("preload", preload)
                .attr("aria-label", label)
                .attr("src", url.href()),
        )
    });
    div("player").child(player).maybe(original)
}
