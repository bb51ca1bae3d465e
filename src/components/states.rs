//! What stands in place of a transcript: one sentence, one action. Skeletons, not spinners.

use std::rc::Rc;

use leptos::{ev, task::spawn_local};

use super::kit::{
    element::{El, Handle, div, el, span},
    icon::{self, Icon},
};
use crate::{i18n::Words, present::failure::FailureKind};

/// The button that loads the room again.
pub struct Again {
    /// What it does.
    pub run: Rc<dyn Fn()>,
    /// Whether the reader pressed such a button just now, which took the keyboard with it.
    pub takes_keyboard: bool,
}

impl std::fmt::Debug for Again {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Again").field("takes_keyboard", &self.takes_keyboard).finish_non_exhaustive()
    }
}

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
pub fn empty(words: &Words, cut: bool, again: Again) -> El {
    let sentence = if cut { words.cut } else { words.no_room };
    notice("status", Icon::Chat, sentence, None, Some((words.reload, again)))
}

/// Something could not be shown: why, and what the button does. `detail` is what a reader can quote to whoever runs the
/// proxy, if anything.
pub fn failed(sentence: &str, kind: FailureKind, detail: Option<String>, action: (&'static str, Again)) -> El {
    let icon = if kind == FailureKind::Offline { Icon::Offline } else { Icon::Warning };
    notice("alert", icon, sentence, detail, Some(action))
}

fn state(content: El) -> El {
    div("state").child(content)
}

/// One sentence, and one action.
pub fn notice(
    role: &'static str,
    icon: Icon,
    sentence: &str,
    detail: Option<String>,
    action: Option<(&'static str, Again)>,
) -> El {
    let button = action.map(|(label, Again { run, takes_keyboard })| {
        let button = el("button").attr("type", "button").class("action").text(label).on(ev::click, move |_| run());
        if takes_keyboard { focused(button) } else { button }
    });
    state(
        div("notice")
            .child(icon::draw(icon))
            .child(el("p").class("notice-text").attr("role", role).text(sentence))
            .maybe(detail.map(|detail| el("p").class("notice-detail").attr("dir", "auto").text(detail)))
            .maybe(button),
    )
}

/// Gives an element the keyboard once it stands in the document.
fn focused(element: El) -> El {
    let handle = Handle::default();
    let element = element.handle(&handle);
    element.follow(move || {
        let handle = handle.clone();
        spawn_local(async move { handle.focus() });
    })
}
