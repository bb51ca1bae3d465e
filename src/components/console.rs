//! What stands in a console besides the transcript: the two panes, and the bars at their edges.

pub mod filters;
pub mod rooms;

use std::rc::Rc;

use leptos::{ev, tachys::renderer::types::Element};
use wasm_bindgen::JsCast as _;

use super::{
    kit::{
        element::{El, div, el, span},
        icon::{self, Icon},
    },
    states::{self, Again},
};
use crate::{
    i18n::Words,
    platform::keys,
    present::list::{Pages, grouped},
};

/// The pane of the list.
pub fn list_pane() -> El {
    el("section").class("pane").attr("data-pane", "list")
}

/// The pane of the transcript.
pub fn room_pane() -> El {
    el("section").class("pane").attr("data-pane", "transcript")
}

/// The list's name as a heading, for those who go by headings.
pub fn heading(words: &Words) -> El {
    el("h2").class("sr").text(words.list.rooms)
}

/// While the list is being loaded.
pub fn skeleton(words: &Words) -> El {
    let rows = (0..6).map(|_| div("skeleton-row").attr("aria-hidden", "true"));
    div("skeleton").child(span("sr").attr("role", "status").text(words.list.loading)).children(rows)
}

/// There is no room here; the button leads to where there may be one.
pub fn empty(sentence: &str, action: (&'static str, Again)) -> El {
    states::notice("status", Icon::Chat, sentence, None, Some(action))
}

/// Whether a key asks for another room (Alt+↑, Alt+↓), and whether for the next. Not where the browser's own controls use
/// it: in a text, and on a list of choices.
pub fn is_step(event: &ev::KeyboardEvent) -> Option<bool> {
    let forward = match event.key().as_str() {
        "ArrowDown" => true,
        "ArrowUp" => false,
        _ => return None,
    };
    (!is_on(event, "input, select, textarea") && takes(event, keys::ALT)).then_some(forward)
}

/// Whether a key leads across: Enter on the open room into its transcript, Escape from a message or from what is being
/// written back to the list. By its number, which is another one while an input method uses the key.
pub fn is_crossing(event: &ev::KeyboardEvent) -> Option<bool> {
    let (into, from) = match event.key_code() {
        13 => (true, ".room-row[aria-current]"),
        27 => (false, "article, textarea"),
        _ => return None,
    };
    (is_on(event, from) && takes(event, 0)).then_some(into)
}

#[inline(never)]
fn is_on(event: &ev::KeyboardEvent, selector: &str) -> bool {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    target.is_some_and(|target| target.matches(selector).unwrap_or_default())
}

/// Uses a key that nothing has used, if no more than this is held with it.
#[inline(never)]
fn takes(event: &ev::KeyboardEvent, held: u8) -> bool {
    let takes = keys::held(event) == held && !event.default_prevented();
    if takes {
        event.prevent_default();
    }
    takes
}

/// The bar over the transcript: back to the list where that is out of sight, and to the rooms beside.
pub fn bar(words: &Words, close: impl Fn() + 'static, steps: &Steps) -> El {
    let to_list = button("small back")
        .child(icon::draw(Icon::Left))
        .child(span("tool-name").text(words.list.back))
        .on(ev::click, move |_| close());
    div("bar").child(to_list).children(pair([Icon::Up, Icon::Down], words.list.step, true, steps))
}

/// The bar under the list: how many rooms, which page, and to the others; reads again.
pub fn pager(
    words: &Words,
    turns: &Steps,
    reload: impl Fn() + 'static,
    pages: impl Fn() -> Option<El> + 'static,
) -> El {
    let again = button("small step-page").attr("aria-label", words.reload).attr("title", words.reload);
    el("nav")
        .class("pager")
        .attr("aria-label", words.list.paging)
        .child(div("pages").changing(pages))
        .child(again.child(icon::draw(Icon::Again)).on(ev::click, move |_| reload()))
        .children(pair([Icon::Left, Icon::Right], words.list.turn, false, turns))
}

/// `총 1,051건 · 1 / 22`.
pub fn pages(pages: &Pages, words: &Words) -> El {
    let (total, count) = (pages.total.map(grouped), pages.count.map(grouped));
    let text = (words.list.pages)(total.as_deref(), &grouped(pages.page.into()), count.as_deref());
    span("page-count").text(text)
}

/// Leads back (false) and forth (true): whether there is a way, which may change, and going it.
pub struct Steps {
    /// Whether it leads anywhere.
    pub can: Rc<dyn Fn(bool) -> bool>,
    /// Goes there.
    pub go: Rc<dyn Fn(bool)>,
}

impl std::fmt::Debug for Steps {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Steps")
    }
}

/// Buttons back and forth. One that leads nowhere says so and keeps the keyboard, which it would lose if it were disabled.
#[inline(never)]
fn pair(icons: [Icon; 2], names: [&'static str; 2], has_words: bool, steps: &Steps) -> Vec<El> {
    let keys = ["Alt+ArrowUp", "Alt+ArrowDown"];
    let one = |at: usize| {
        let (can, go, forward) = (Rc::clone(&steps.can), Rc::clone(&steps.go), at == 1);
        let button = button("small step-page")
            .live("aria-disabled", move || (!can(forward)).then_some("true".into()))
            .on(ev::click, move |_| go(forward))
            // Also where there is no room for its words.
            .attr("aria-label", names[at])
            .child(icon::draw(icons[at]));
        if has_words {
            button.attr("aria-keyshortcuts", keys[at]).child(span("tool-name").text(names[at]))
        } else {
            button.attr("title", names[at])
        }
    };
    vec![one(0), one(1)]
}

fn button(class: &'static str) -> El {
    el("button").attr("type", "button").class(class)
}
