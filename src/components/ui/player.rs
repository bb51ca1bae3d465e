//! Audio and video, under the same media policy as pictures. There is no autoplay.

use happytalk_model::message::media::Media;
use leptos::prelude::*;

use super::{
    icon::Icon,
    media_element::{AudioElement, VideoElement},
    media_frame::{MediaFrame, OriginalLink, RefusedMedia},
};
use crate::components::{
    built::IntoBuilt,
    context::{RowScope, use_render_context},
};

/// Kind of the media in a player.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlayerKind {
    /// Audio.
    Audio,
    /// Video.
    Video,
}

/// Returns a callback that keeps the row in the [`RowScope`] context mounted while its media are playing.
fn keep_row_while_playing() -> Callback<bool> {
    let scope = use_context::<RowScope>();
    let set_playing = move |is_playing: bool| {
        if let Some(RowScope { key, timeline }) = &scope {
            // The row may be disposed.
            timeline.ui.playing.try_update(|rows| {
                rows.retain(|row| row != key);
                rows.extend(is_playing.then(|| key.clone()));
            });
        }
    };
    on_cleanup({
        let set_playing = set_playing.clone();
        move || set_playing(false)
    });
    Callback::new(set_playing)
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
    let on_playing = keep_row_while_playing();
    let element = move || match kind {
        PlayerKind::Audio => view! { <AudioElement url=loaded.clone() on_playing=on_playing /> }.into_built(),
        PlayerKind::Video => view! { <VideoElement url=loaded.clone() on_playing=on_playing /> }.into_built(),
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
