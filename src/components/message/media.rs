//! `image`, `audio`, `video`.

use happytalk_model::message::media::Media;

use crate::components::{
    kit::{
        element::{El, div},
        picture::picture,
        player::{Plays, player},
    },
    look::Scope,
};

/// A picture by itself.
pub fn image(scope: &Scope, media: &Media) -> El {
    div("media").attr("part", "bubble").child(picture(scope, media))
}

/// A sound or film by itself.
pub fn playing(scope: &Scope, media: &Media, plays: Plays) -> El {
    div("media").attr("part", "bubble").child(player(scope, media, plays))
}
