//! Pictures: in a message, as a thumbnail, and in the lightbox. Pictures that may not be loaded cause no request.

use happytalk_model::{
    link::{MediaUrl, RawUrl},
    message::media::Media,
};
use leptos::{ev, prelude::*};

use super::{
    icon::{Icon, icon},
    media_element::ImageElement,
    media_frame::{MediaFrame, OriginalLink, RefusedMedia},
};
use crate::components::{
    built::{IntoBuilt, dynamic},
    context::{RowScope, use_render_context},
    dialog_host::{Dialog, use_dialog_host},
};

/// Maximum number of rows of a room whose pictures are loaded eagerly. Eager pictures are complete when the reader scrolls,
/// and in automated printing, which does not wait for lazy loading.
const MAX_EAGER_ROWS: usize = 150;
/// Reserved width of a picture, in pixels.
const WIDTH: u32 = 280;
/// Maximum height of a picture, in pixels.
const MAX_HEIGHT: u32 = 420;

/// Renders a picture of a message in its reserved space. A click opens the lightbox. With a modifier key, it opens the file,
/// like any link.
///
/// # Panics
/// If the [`RowScope`] context is missing.
#[component]
pub fn Picture(
    /// The picture.
    media: Media,
    /// Index among the pictures of the message (`present::media::pictures`).
    index: usize,
) -> impl IntoView {
    let context = use_render_context();
    let Media { url, size } = media;
    let loaded = match context.media(&url) {
        Ok(loaded) => loaded,
        Err(refusal) => return view! { <RefusedMedia url=url refusal=refusal icon=Icon::Image /> }.into_built(),
    };
    let scope: RowScope = expect_context();
    let is_lazy = scope.timeline.content.read_untracked().count() > MAX_EAGER_ROWS;
    let address = PictureAddress::new(loaded, &url);
    let sized = size.and_then(|(width, height)| Some((shape(width, height)?, width, height)));
    let original = url.clone();
    view! {
        <MediaFrame
            class="picture"
            url=url
            icon=Icon::Image
            is_other_url=address.is_decoded()
            attr:data-sized=sized.map(|(shape, ..)| shape)
            attr:data-width=sized.map(|(_, width, _)| width)
            attr:data-height=sized.map(|(.., height)| height)
        >
            <OriginalLink
                url=original.clone()
                name=context.words.image
                class="picture-link"
                attr:aria-label=context.words.open_image
                attr:aria-haspopup="dialog"
                on:click=open_lightbox(scope.clone(), index)
                clone:address
            >
                <ImageElement url=address.current() size=size is_lazy=is_lazy />
            </OriginalLink>
        </MediaFrame>
    }
    .into_built()
}

/// The URL of a picture, and the one to load if that fails: with `&` in place of the `&amp;` of a sender's `htmlspecialchars`.
#[derive(Clone)]
struct PictureAddress {
    sent: MediaUrl,
    decoded: Option<(MediaUrl, RwSignal<bool>)>,
}

impl PictureAddress {
    fn new(loaded: MediaUrl, sent: &RawUrl) -> Self {
        let decoded = sent.without_entities().and_then(|url| use_render_context().media(&url).ok());
        Self { sent: loaded, decoded: decoded.map(|url| (url, RwSignal::new(false))) }
    }

    /// Returns whether the decoded URL is loaded; `None` if there is none.
    fn is_decoded(&self) -> Option<RwSignal<bool>> {
        self.decoded.as_ref().map(|(_, is_decoded)| *is_decoded)
    }

    /// Returns the URL to load.
    fn current(&self) -> MediaUrl {
        let decoded = self.decoded.as_ref().filter(|(_, is_decoded)| is_decoded.get_untracked());
        decoded.map_or(&self.sent, |(url, _)| url).clone()
    }
}

/// Returns a click handler that opens the lightbox, unless the page prevented the link or a modifier key is pressed.
fn open_lightbox(scope: RowScope, picture: usize) -> impl Fn(ev::MouseEvent) + Clone {
    move |click| {
        let has_modifier = click.alt_key() || click.ctrl_key() || click.meta_key() || click.shift_key();
        if !has_modifier && !click.default_prevented() {
            click.prevent_default();
            let (timeline, key) = (scope.timeline, scope.key.clone());
            use_dialog_host().open(Dialog::Lightbox { timeline, key, picture });
        }
    }
}

/// Returns how a picture fills its reserved space: `tall` if the height limits it, an empty string if the width does. `None`
/// for a smaller picture, which is not enlarged.
fn shape(width: u32, height: u32) -> Option<&'static str> {
    if height > MAX_HEIGHT && u64::from(height) * u64::from(WIDTH) > u64::from(width) * u64::from(MAX_HEIGHT) {
        Some("tall")
    } else {
        (width >= WIDTH).then_some("")
    }
}

/// Renders a picture of the lightbox in a frame of class `large`, without reserved space.
#[component]
pub fn LargePicture(
    /// The picture. The frame is empty if the picture may not be loaded.
    media: Media,
    /// Called on a click on the picture.
    on_click: Callback<()>,
) -> impl IntoView {
    let loaded = use_render_context().media(&media.url).ok();
    let address = loaded.map(|loaded| PictureAddress::new(loaded, &media.url));
    let is_decoded = address.as_ref().and_then(PictureAddress::is_decoded);
    view! {
        <MediaFrame class="large" url=media.url icon=Icon::Image is_other_url=is_decoded>
            {address
                .as_ref()
                .map(|address| view! { <ImageElement url=address.current() on:click=move |_| on_click.run(()) /> })}
        </MediaFrame>
    }
}

/// Renders a small picture. An icon replaces it if loading fails.
#[component]
pub fn Thumbnail(
    /// URL of the picture.
    url: MediaUrl,
    /// Width and height in pixels, as sent.
    size: Option<(u32, u32)>,
) -> impl IntoView {
    let has_failed = RwSignal::new(false);
    let content = dynamic(move || {
        if has_failed.get() {
            icon(Icon::Image).into_built()
        } else {
            let fail = move |_| has_failed.set(true);
            view! { <ImageElement url=url.clone() size=size is_lazy=true on:error=fail /> }.into_built()
        }
    });
    view! { <span class="thumbnail">{content}</span> }.into_built()
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn picture_is_never_enlarged_nor_higher_than_the_maximum() {
        assert_eq!([(481, 469), (280, 420), (1080, 1620)].map(|(width, height)| shape(width, height)), [Some(""); 3]);
        let tall = [(1080, 2340), (280, 421), (1, u32::MAX)];
        assert_eq!(tall.map(|(width, height)| shape(width, height)), [Some("tall"); 3]);
        assert_eq!([(120, 90), (100, 200), (279, 418)].map(|(width, height)| shape(width, height)), [None; 3]);
    }
}
