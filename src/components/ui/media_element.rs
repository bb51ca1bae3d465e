//! The only `src`: images, audio and video, from a judged [`MediaUrl`].
//!
//! `src` is the last attribute of each: the request starts with it, and what comes later would not apply to it.

use happytalk_model::link::MediaUrl;
use leptos::prelude::*;

use crate::components::context::use_render_context;

/// Renders an `<img>`.
#[component]
pub fn ImageElement(
    /// Where the image is loaded from.
    url: MediaUrl,
    /// Width and height in pixels, as sent.
    #[prop(optional_no_strip)]
    size: Option<(u32, u32)>,
    /// Whether it is loaded only once it is near the viewport.
    #[prop(optional)]
    is_lazy: bool,
) -> impl IntoView {
    let context = use_render_context();
    // Paper shows images that were never near the viewport.
    let is_printing = move || context.settings.mount_all.get() > 0;
    view! {
        <img
            decoding="async"
            referrerpolicy="no-referrer"
            alt=context.words.image
            width=size.map(|(width, _)| width)
            height=size.map(|(_, height)| height)
            loading=move || (is_lazy && !is_printing()).then_some("lazy")
            src=url.href().to_owned()
        />
    }
}

/// Renders an `<audio>` with the browser's controls. Nothing is loaded before it is played.
#[component]
pub fn AudioElement(
    /// Where the audio is loaded from.
    url: MediaUrl,
) -> impl IntoView {
    let words = use_render_context().words;
    view! { <audio controls=true preload="none" aria-label=words.audio src=url.href().to_owned()></audio> }
}

/// Renders a `<video>` with the browser's controls. Only its length and first frame are loaded before it is played.
#[component]
pub fn VideoElement(
    /// Where the video is loaded from.
    url: MediaUrl,
) -> impl IntoView {
    let words = use_render_context().words;
    view! {
        <video
            controls=true
            playsinline=true
            preload="metadata"
            aria-label=words.video
            src=url.href().to_owned()
        ></video>
    }
}
