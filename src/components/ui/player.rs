//! Audio and video, under the same media policy as pictures. There is no autoplay.

use happytalk_model::message::media::Media;
use leptos::prelude::*;

use super::{
    icon::Icon,
    media_element::{AudioElement, VideoElement},
    media_frame::{MediaFrame, OriginalLink, RefusedMedia},
};
use crate::components::{built::IntoBuilt, context::use_render_context};

/// Kind of the media in a player.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlayerKind {
    /// Audio.
    Audio,
    /// Video.
    Video,
}

/// Renders a player, and a link to the file for print and for browsers that can't play it.
#[component]
pub fn Player(
    /// The audio or video.
    media: Media,
    /// Audio or video.
    kind: PlayerKind,
) -> impl IntoView {
    let context = use_render_context();
    let words = context.words;
    let url = media.url;
    let loaded = match context.media(&url) {
        Ok(loaded) => loaded,
        Err(refusal) => return view! { <RefusedMedia url=url refusal=refusal icon=Icon::Play /> }.into_built(),
    };
    let (class, label) = match kind {
        PlayerKind::Audio => ("player-audio", words.audio),
        PlayerKind::Video => ("player-video", words.video),
    };
    let element = move || match kind {
        PlayerKind::Audio => view! { <AudioElement url=loaded.clone() /> }.into_built(),
        PlayerKind::Video => view! { <VideoElement url=loaded.clone() /> }.into_built(),
    };
    view! {
        <div class="player">
            <MediaFrame class=class url=url.clone() icon=Icon::Play>
                {element()}
            </MediaFrame>
            <OriginalLink url=url name=label class="media-open" attr:data-what=label>
                {words.open_original}
            </OriginalLink>
        </div>
    }
    .into_built()
}
