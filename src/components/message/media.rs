//! Messages of type `image`, `audio` and `video`.

use happytalk_model::message::media::Media;
use leptos::prelude::*;

use crate::components::{
    built::IntoBuilt,
    ui::{
        picture::Picture,
        player::{Player, PlayerKind},
    },
};

/// Renders a picture message.
#[component]
pub fn ImageMessage(
    /// The picture.
    media: Media,
) -> impl IntoView {
    view! {
        <div class="media" part="bubble">
            <Picture media=media index=0 />
        </div>
    }
    .into_built()
}

/// Renders an audio or video message.
#[component]
pub fn PlayerMessage(
    /// The audio or video.
    media: Media,
    /// Audio or video.
    kind: PlayerKind,
) -> impl IntoView {
    view! {
        <div class="media" part="bubble">
            <Player media=media kind=kind />
        </div>
    }
    .into_built()
}
