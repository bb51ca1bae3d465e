//! The only `src`: images, audio and video, from a checked [`MediaUrl`].
//!
//! `src` is the last attribute, because it starts the request, and later attributes would not apply to it.

use happytalk_model::link::MediaUrl;
use leptos::prelude::*;

use crate::components::{built::IntoBuilt, context::use_render_context};

/// Renders an `<img>`.
#[component]
pub fn ImageElement(
    /// URL of the image.
    url: MediaUrl,
    /// Width and height in pixels, as sent.
    #[prop(optional_no_strip)]
    size: Option<(u32, u32)>,
    /// Whether loading is deferred until the image is near the viewport.
    #[prop(optional)]
    is_lazy: bool,
) -> impl IntoView {
    let context = use_render_context();
    // Printed pages include images that were never near the viewport.
    let is_printing = context.settings.is_printing;
    view! {
        <img
            decoding="async"
            referrerpolicy="no-referrer"
            alt=context.words.image
            width=size.map(|(width, _)| width)
            height=size.map(|(_, height)| height)
            loading=move || (is_lazy && !is_printing.get()).then_some("lazy")
            src=url.href().to_owned()
        />
    }
}

/// Renders an `<audio>` with the browser's controls. Loads nothing before playback.
#[component]
pub fn AudioElement(
    /// URL of the audio.
    url: MediaUrl,
    /// Called when playback starts (true) and stops (false).
    on_playing: Callback<bool>,
) -> impl IntoView {
    let words = use_render_context().words;
    view! {
        <audio
            controls=true
            preload="none"
            aria-label=words.audio
            on:play=move |_| on_playing.run(true)
            on:pause=move |_| on_playing.run(false)
            src=url.href().to_owned()
        ></audio>
    }
    .into_built()
}

/// Renders a `<video>` with the browser's controls. Loads only the duration and the first frame before playback.
#[component]
pub fn VideoElement(
    /// URL of the video.
    url: MediaUrl,
    /// Called when playback starts (true) and stops (false).
    on_playing: Callback<bool>,
) -> impl IntoView {
    let words = use_render_context().words;
    view! {
        <video
            controls=true
            playsinline=true
            preload="metadata"
            aria-label=words.video
            on:play=move |_| on_playing.run(true)
            on:pause=move |_| on_playing.run(false)
            src=url.href().to_owned()
        ></video>
    }
    .into_built()
}
