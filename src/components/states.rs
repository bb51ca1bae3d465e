//! What stands in place of a transcript: one sentence, one action. Skeletons, not spinners.

use leptos::prelude::*;

use super::kit::{
    element::{El, div, el, span},
    icon::{self, Icon},
};
use crate::{app::context::Settings, i18n::Words, present::failure::FailureKind};

/// While the room is being loaded. Reads its [`Settings`] from the context.
#[component]
pub fn Skeleton() -> impl IntoView {
    let words = words();
    move || {
        let bubbles = ["a", "b", "c", "d", "e"].map(|shape| div("skeleton-bubble").attr("data-shape", shape));
        div("skeleton")
            .child(span("sr").attr("role", "status").text(words.get().loading))
            .child(div("skeleton-head").attr("aria-hidden", "true"))
            .child(div("skeleton-body").attr("aria-hidden", "true").children(bubbles))
            .into_any()
    }
}

/// No room was asked for.
#[component]
pub fn Idle() -> impl IntoView {
    let words = words();
    move || notice(Icon::Chat, words.get().idle, None, None)
}

/// The answer holds no room, or a room without a message.
#[component]
pub fn Empty(
    /// Reads the room again.
    retry: Callback<()>,
) -> impl IntoView {
    let words = words();
    move || {
        let words = words.get();
        notice(Icon::Chat, words.empty, None, Some((words.reload, retry)))
    }
}

/// The room could not be shown.
#[component]
pub fn Failed(
    /// Why.
    kind: FailureKind,
    /// What a developer should see beneath the sentence, if anything: never a secret.
    #[prop(optional_no_strip)]
    detail: Option<String>,
    /// Tries again.
    retry: Callback<()>,
) -> impl IntoView {
    let words = words();
    move || {
        let words = words.get();
        let icon = if kind == FailureKind::Offline { Icon::Offline } else { Icon::Warning };
        notice(icon, (words.failure)(kind), detail.clone(), Some((words.retry, retry)))
    }
}

fn words() -> Signal<&'static Words> {
    let settings = expect_context::<Settings>();
    Signal::derive(move || Words::of(settings.lang.get()))
}

fn notice(
    icon: Icon,
    sentence: &'static str,
    detail: Option<String>,
    action: Option<(&'static str, Callback<()>)>,
) -> AnyView {
    let button = action.map(|(label, run)| {
        el("button").attr("type", "button").class("action").text(label).on(leptos::ev::click, move |_| run.run(()))
    });
    div("notice")
        .child(icon::draw(icon))
        .child(el("p").class("notice-text").attr("role", "status").text(sentence))
        .maybe(detail.map(|detail| -> El { el("p").class("notice-detail").attr("dir", "auto").text(detail) }))
        .maybe(button)
        .into_any()
}
