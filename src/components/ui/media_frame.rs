//! The frame of media, with the states for failed media and for media that may not be loaded.

use happytalk_model::link::{RawUrl, Refusal, SafeUrl};
use happytalk_present::media::is_upgraded_to_https;
use leptos::{html, prelude::*, task::spawn_local};

use super::{
    button::ActionButton,
    icon::{Icon, icon as icon_view},
    link::{HostNote, Link, LinkKind},
};
use crate::{
    browser::focus::focus_element,
    components::{
        built::{BuiltChildren, BuiltChildrenFn, IntoBuilt, dynamic},
        context::use_render_context,
    },
};

/// Renders media. If loading fails, a sentence, a retry button and the URL replace the media.
#[component]
pub fn MediaFrame(
    /// Class of the frame.
    class: &'static str,
    /// URL of the media, as sent.
    url: RawUrl,
    /// Icon beside the sentence.
    icon: Icon,
    /// Whether the media's other URL is loaded, if they have one. Set by the first failure.
    #[prop(optional_no_strip)]
    is_other_url: Option<RwSignal<bool>>,
    /// The media. Rendered again for each retry.
    children: BuiltChildrenFn,
) -> impl IntoView {
    let words = use_render_context().words;
    let frame = NodeRef::<html::Div>::new();
    let has_failed = RwSignal::new(false);
    let was_retried = RwSignal::new(false);
    // The button removes itself. The focus moves to the frame once it is focusable.
    let retry = Callback::new(move |()| {
        was_retried.set(true);
        spawn_local(async move {
            leptos::task::tick().await;
            if let Some(Some(frame)) = frame.try_get_untracked() {
                focus_element(&frame);
            }
            has_failed.try_set(false);
        });
    });
    let fail = move |_| match is_other_url {
        Some(is_other_url) if !is_other_url.get_untracked() => is_other_url.set(true),
        _ => has_failed.set(true),
    };
    let content = dynamic(move || {
        if let Some(is_other_url) = is_other_url {
            is_other_url.track();
        }
        if has_failed.get() {
            view! { <FailedMedia url=url.clone() icon=icon on_retry=retry /> }.into_built()
        } else {
            children.build()
        }
    });
    // `error` does not bubble.
    view! {
        <div
            class=class
            node_ref=frame
            tabindex=move || was_retried.get().then_some("-1")
            role=move || was_retried.get().then_some("group")
            aria-label=move || was_retried.get().then_some(words.loading_media)
            on:error:capture=fail
        >
            {content}
        </div>
    }
}

/// Renders that media failed to load.
#[component]
fn FailedMedia(
    /// URL of the media, as sent.
    url: RawUrl,
    /// Icon beside the sentence.
    icon: Icon,
    /// Retries loading.
    on_retry: Callback<()>,
) -> impl IntoView {
    let context = use_render_context();
    let words = context.words;
    let judged = (context.media(&url), SafeUrl::judge(&url, context.urls()));
    let was_upgraded = matches!(judged, (Ok(loaded), Ok(written)) if is_upgraded_to_https(&loaded, &written));
    view! {
        <div class="media-off">
            {icon_view(icon)}
            <span class="media-why">{if was_upgraded { words.media_upgraded } else { words.media_broken }}</span>
            <ActionButton label=words.retry on:click=move |_| on_retry.run(()) /> <MediaAddress url=url />
        </div>
    }
    .into_built()
}

/// Renders why media may not be loaded, and their URL. No request is sent.
#[component]
pub fn RefusedMedia(
    /// URL of the media, as sent.
    url: RawUrl,
    /// The reason.
    refusal: Refusal,
    /// Icon beside the sentence.
    icon: Icon,
) -> impl IntoView {
    let words = use_render_context().words;
    let sentence = match refusal {
        Refusal::Host(host) | Refusal::PrivateAddress(host) => (words.media_refused)(&host),
        _ => words.media_missing.to_owned(),
    };
    view! {
        <div class="media-off">
            {icon_view(icon)} <span class="media-why">{sentence}</span> <MediaAddress url=url />
        </div>
    }
    .into_built()
}

/// Renders a URL: a link if it can be opened, otherwise text.
#[component]
fn MediaAddress(
    /// The URL, as sent.
    url: RawUrl,
) -> impl IntoView {
    let written = url.as_written().to_owned();
    match SafeUrl::judge(&url, use_render_context().urls()) {
        Ok(safe) => view! {
            <Link url=safe.clone() kind=LinkKind::Media name=written.clone() class="media-address">
                {written.clone()}
                <HostNote url=safe label=written />
            </Link>
        }
        .into_built(),
        Err(Refusal::Empty) => ().into_built(),
        Err(_) => view! {
            <span class="media-address" dir="ltr">
                {written}
            </span>
        }
        .into_built(),
    }
}

/// Renders a link to the media file; nothing if its URL can't be opened.
#[component]
pub fn OriginalLink(
    /// URL of the media, as sent.
    url: RawUrl,
    /// The `name` of `happytalk-action`.
    name: &'static str,
    /// Class of the link.
    class: &'static str,
    /// Content of the link.
    children: BuiltChildren,
) -> impl IntoView {
    SafeUrl::judge(&url, use_render_context().urls()).ok().map(|url| {
        view! {
            <Link url=url kind=LinkKind::Media name=name class=class>
                {children.build()}
            </Link>
        }
    })
}
