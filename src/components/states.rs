//! What stands in place of a transcript: one sentence, one action. Skeletons, not spinners.

use std::rc::Rc;

use leptos::ev;

use super::kit::{
    element::{El, div, el, span},
    icon::{self, Icon},
};
use crate::{i18n::Words, present::failure::FailureKind};

/// Loads the room again.
pub type Retry = Rc<dyn Fn()>;

/// While the room is being loaded.
pub fn skeleton(words: &Words) -> El {
    let bubbles = ["a", "b", "c", "d", "e"].map(|shape| div("skeleton-bubble").attr("data-shape", shape));
    state(
        div("skeleton")
            .child(span("sr").attr("role", "status").text(words.loading))
            .child(div("skeleton-head").attr("aria-hidden", "true"))
            .child(div("skeleton-body").attr("aria-hidden", "true").children(bubbles)),
    )
}

/// No room was asked for.
pub fn idle(words: &Words) -> El {
    notice("status", Icon::Chat, words.idle, None, None)
}

/// The answer holds no room; `cut` says whether that is only because it ends in the middle.
pub fn empty(words: &Words, cut: bool, retry: Retry) -> El {
    let sentence = if cut { words.cut } else { words.no_room };
    notice("status", Icon::Chat, sentence, None, Some((words.reload, retry)))
}

/// The room could not be shown. `detail` is what a reader can quote to whoever runs the proxy, if anything.
pub fn failed(words: &Words, kind: FailureKind, detail: Option<String>, retry: Retry) -> El {
    let icon = if kind == FailureKind::Offline { Icon::Offline } else { Icon::Warning };
    notice("alert", icon, (words.failure)(kind), detail, Some((words.retry, retry)))
}

fn state(content: El) -> El {
    div("state").child(content)
}

fn notice(
    role: &'static str,
    icon: Icon,
    sentence: &'static str,
    detail: Option<String>,
    action: Option<(&'static str, Retry)>,
) -> El {
    let button = action.map(|(label, run)| {
        el("button").attr("type", "button").class("action").text(label).on(ev::click, move |_| run())
    });
    state(
        div("notice")
            .child(icon::draw(icon))
            .child(el("p").class("notice-text").attr("role", role).text(sentence))
            .maybe(detail.map(|detail| el("p").class("notice-detail").attr("dir", "auto").text(detail)))
            .maybe(button),
    )
}
