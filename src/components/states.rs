//! What stands in place of a transcript: one sentence, one action. Skeletons, not spinners.

use leptos::{ev, prelude::*};

use super::kit::{
    element::{El, div, el, span},
    icon::{self, Icon},
};
use crate::{app::context::Settings, i18n::Words, present::failure::FailureKind};

/// While the room is being loaded. Reads its [`Settings`] from the context.
#[component]
pub fn Skeleton() -> impl IntoView {
    following(|words| {
        let bubbles = ["a", "b", "c", "d", "e"].map(|shape| div("skeleton-bubble").attr("data-shape", shape));
        div("skeleton")
            .child(span("sr").attr("role", "status").text(words.loading))
            .child(div("skeleton-head").attr("aria-hidden", "true"))
            .child(div("skeleton-body").attr("aria-hidden", "true").children(bubbles))
    })
}

/// No room was asked for.
#[component]
pub fn Idle() -> impl IntoView {
    following(|words| notice("status", Icon::Chat, words.idle, None, None))
}

/// The answer holds no room.
#[component]
pub fn Empty(
    /// Whether that is only because it ends in the middle.
    cut: bool,
    /// Reads the room again.
    retry: Callback<()>,
) -> impl IntoView {
    following(move |words| {
        let sentence = if cut { words.cut } else { words.no_room };
        notice("status", Icon::Chat, sentence, None, Some((words.reload, retry)))
    })
}

/// The room could not be shown.
#[component]
pub fn Failed(
    /// Why.
    kind: FailureKind,
    /// What a reader can quote to whoever runs the proxy, if anything.
    #[prop(optional_no_strip)]
    detail: Option<String>,
    /// Tries again.
    retry: Callback<()>,
) -> impl IntoView {
    let icon = if kind == FailureKind::Offline { Icon::Offline } else { Icon::Warning };
    following(move |words| notice("alert", icon, (words.failure)(kind), detail.clone(), Some((words.retry, retry))))
}

fn following(draw: impl Fn(&'static Words) -> El + 'static) -> AnyView {
    let lang = expect_context::<Settings>().lang;
    div("state").changing(move || Some(draw(Words::of(lang.get())))).into_any()
}

fn notice(
    role: &'static str,
    icon: Icon,
    sentence: &'static str,
    detail: Option<String>,
    action: Option<(&'static str, Callback<()>)>,
) -> El {
    let button = action.map(|(label, run)| {
        el("button").attr("type", "button").class("action").text(label).on(ev::click, move |_| run.run(()))
    });
    div("notice")
        .child(icon::draw(icon))
        .child(el("p").class("notice-text").attr("role", role).text(sentence))
        .maybe(detail.map(|detail| el("p").class("notice-detail").attr("dir", "auto").text(detail)))
        .maybe(button)
}
