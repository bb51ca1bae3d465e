//! The only `<a href>`. It takes a checked [`SafeUrl`], and emits `happytalk-action` before the URL is opened.

use happytalk_model::link::{Refusal, SafeUrl};
use happytalk_present::words::Words;
use leptos::{ev, prelude::*};

use super::icon::{Icon, icon};
use crate::{
    components::{
        built::{BuiltChildren, IntoBuilt},
        context::{RowScope, use_render_context},
    },
    state::events::ElementEvent,
};

/// The kind of a link: `type` of `happytalk-action`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// A button, quick reply or V1 link.
    WebLink,
    /// A coupon.
    Coupon,
    /// A URL in a text.
    TextLink,
    /// The file of a picture, audio or video.
    Media,
    /// A file.
    File,
}

impl LinkKind {
    fn slug(self) -> &'static str {
        match self {
            Self::WebLink => "WEB_LINK",
            Self::Coupon => "COUPON",
            Self::TextLink => "LINK",
            Self::Media => "MEDIA",
            Self::File => "FILE",
        }
    }
}

/// Renders a link. `happytalk-action` contains the id of the message in the [`RowScope`] context, if present. A handler that
/// is added with `on:click` runs after the event, and can check whether the page prevented it.
#[component]
pub fn Link(
    /// The destination.
    url: SafeUrl,
    /// The kind.
    kind: LinkKind,
    /// The `name` of `happytalk-action`.
    #[prop(into)]
    name: String,
    /// The class.
    #[prop(optional)]
    class: Option<&'static str>,
    /// The content.
    children: BuiltChildren,
) -> impl IntoView {
    let events = use_render_context().events;
    let scope = use_context::<RowScope>();
    let href = url.href().to_owned();
    let emit = move |click: &ev::MouseEvent| {
        let action = ElementEvent::Action {
            message_id: scope.as_ref().and_then(RowScope::message_id),
            action: kind.slug(),
            name: name.clone(),
            url: href.clone(),
        };
        if !events.emit(&action) {
            click.prevent_default();
        }
    };
    let emit_middle = emit.clone();
    view! {
        <a
            class=class
            href=url.href().to_owned()
            rel="noopener noreferrer"
            target=opens_window(&url).then_some("_blank")
            on:click=move |click| emit(&click)
            // The middle button opens a link without a `click` event.
            on:auxclick=move |click| {
                if click.button() == 1 {
                    emit_middle(&click);
                }
            }
        >
            {children.build()}
        </a>
    }
}

/// Renders the host of a link if its label does not contain it, with a warning if the label names another host.
#[component]
pub fn HostNote(
    /// The URL of the link.
    url: SafeUrl,
    /// The label of the link.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let words = use_render_context().words;
    url.unsaid(&label).map(|host| {
        let is_belied = url.is_belied(&label);
        let text = if is_belied { [words.actual_host, " ", host].concat() } else { host.to_owned() };
        view! {
            <span class="host" dir="ltr" data-belied=is_belied>
                {text}
            </span>
        }
    })
}

/// Renders the icon of an external link, with a text for screen readers. The text includes the carousel block, because screen
/// readers can list links without their context.
#[component]
pub fn ExternalMark(
    /// The URL of the link.
    url: SafeUrl,
    /// Index of the carousel block that contains the link.
    #[prop(optional_no_strip)]
    block: Option<usize>,
) -> impl IntoView {
    let words = use_render_context().words;
    view! {
        <span class="leaves">
            {icon(Icon::External)} {opens_window(&url).then(|| view! { <span class="sr">{words.new_window}</span> })}
            {block.map(|block| view! { <span class="sr">{format!("{} {}", words.slide, block + 1)}</span> })}
        </span>
    }
    .into_built()
}

/// Returns the notice why a URL is not a link; `None` for an empty field.
pub fn refusal_text(refusal: &Refusal, words: &Words) -> Option<String> {
    match refusal {
        Refusal::Empty => None,
        Refusal::NotAbsolute => Some(words.no_address.to_owned()),
        Refusal::Scheme(scheme) => Some((words.not_linked)(scheme)),
        Refusal::Host(host) | Refusal::PrivateAddress(host) => Some((words.media_refused)(host)),
    }
}

/// Returns whether a link opens a window. `tel` and `mailto` have no host and open none.
fn opens_window(url: &SafeUrl) -> bool {
    !url.host().is_empty()
}
