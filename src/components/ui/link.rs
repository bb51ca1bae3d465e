//! The only `<a href>`. It takes a judged [`SafeUrl`], and emits `happytalk-action` before it opens.

use happytalk_model::link::{Refusal, SafeUrl};
use happytalk_present::words::Words;
use leptos::{ev, prelude::*};

use super::icon::{Icon, icon};
use crate::{
    components::context::{RowScope, use_render_context},
    state::events::ElementEvent,
};

/// What a link opens: `type` of `happytalk-action`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// A button, quick reply or V1 link.
    WebLink,
    /// A coupon.
    Coupon,
    /// An address in a text.
    TextLink,
    /// A picture, audio or video by itself.
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

/// Renders a link. `happytalk-action` names the message of the [`RowScope`], if there is one. A handler added with `on:click`
/// runs after the event, and sees whether it was prevented.
#[component]
pub fn Link(
    /// Where it leads.
    url: SafeUrl,
    /// What it opens.
    kind: LinkKind,
    /// Its label, as `happytalk-action` tells it.
    #[prop(into)]
    name: String,
    /// Its class.
    #[prop(optional)]
    class: Option<&'static str>,
    /// Its content.
    children: Children,
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
            // The middle button opens a link without a click.
            on:auxclick=move |click| {
                if click.button() == 1 {
                    emit_middle(&click);
                }
            }
        >
            {children()}
        </a>
    }
}

/// Renders where a link leads, if its label does not say so; with a warning if the label says otherwise.
#[component]
pub fn HostNote(
    /// The link's address.
    url: SafeUrl,
    /// The link's label.
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

/// Renders the sign that a link leaves the page, for screen readers in words. They also learn the carousel block, because links of
/// the same name are often listed without their context.
#[component]
pub fn ExternalMark(
    /// The link's address.
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
}

/// Returns in words why an address is not a link; `None` for an empty field.
pub fn refusal_text(refusal: &Refusal, words: &Words) -> Option<String> {
    match refusal {
        Refusal::Empty => None,
        Refusal::NotAbsolute => Some(words.no_address.to_owned()),
        Refusal::Scheme(scheme) => Some((words.not_linked)(scheme)),
        Refusal::Host(host) | Refusal::PrivateAddress(host) => Some((words.media_refused)(host)),
    }
}

/// `tel` and `mailto` have no host, and open no window.
fn opens_window(url: &SafeUrl) -> bool {
    !url.host().is_empty()
}
