//! The list of rooms. The tab key stops at one of them; ↑ ↓ Home End go from one to another and open it beside, where there
//! is room for both; the one that is open says so (`aria-current`).

use std::rc::Rc;

use leptos::{
    ev,
    tachys::renderer::{Rndr, types::Element},
    task::spawn_local,
};
use wasm_bindgen::JsCast as _;

use crate::{
    app::knob::Knob,
    components::kit::{
        element::{El, Handle, el, span},
        stamp,
    },
    i18n::Words,
    platform::{focus, keys::held},
    present::{
        header::{Fact, Value},
        list::RoomRow,
    },
};
use happytalk_model::RoomId;

/// What the rows follow, and whom they tell.
pub struct Rooms {
    /// The open room.
    pub selected: Knob<Option<RoomId>>,
    /// Where the tab key stops, by place in the list.
    pub stop: Knob<usize>,
    /// Whether it also has the keyboard once it stands.
    pub takes_keyboard: bool,
    /// A room was picked.
    pub pick: Rc<dyn Fn(usize)>,
    /// The arrow keys lead to another.
    pub go: Rc<dyn Fn(usize)>,
}

impl std::fmt::Debug for Rooms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rooms").field("takes_keyboard", &self.takes_keyboard).finish_non_exhaustive()
    }
}

/// Finds the row at a place in the list.
pub fn selector(at: usize) -> String {
    ["[data-index='", &at.to_string(), "']"].concat()
}

/// The list.
pub fn list(rows: &[RoomRow], words: &Words, rooms: Rooms) -> El {
    let Rooms { selected, stop, takes_keyboard, pick, go } = rooms;
    let count = rows.len();
    let drawn = rows.iter().enumerate().map(|(at, row)| {
        let (stop, here, pick) = (stop.clone(), selected.clone(), Rc::clone(&pick));
        let id = row.id.clone();
        let takes_keyboard = takes_keyboard && stop.get_untracked() == at;
        let button = el("button")
            .attr("type", "button")
            .class("room-row")
            .children(content(row, words))
            .attr("data-index", at.to_string())
            .maybe_attr("data-room", row.id.as_ref().map(RoomId::as_str))
            .maybe_attr("aria-disabled", row.id.is_none().then_some("true"))
            .live("tabindex", move || Some(if stop.get() == at { "0" } else { "-1" }.into()))
            .live("aria-current", move || (id.is_some() && here.get() == id).then_some("true".into()))
            .on(ev::click, move |_| pick(at));
        el("li").child(if takes_keyboard { focused(button) } else { button })
    });
    let pressed = move |event: ev::KeyboardEvent| {
        let is_chord = held(&event) != 0;
        let Some(at) = place(&event).filter(|_| !is_chord) else { return };
        let to = match event.key().as_str() {
            "ArrowDown" => at + 1,
            "ArrowUp" => at.saturating_sub(1),
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        if to != at && to < count {
            go(to);
        }
    };
    let name =
        el("ul").class("room-list").attr("aria-label", words.list.rooms).attr("aria-description", words.list.keys);
    name.on(ev::keydown, pressed).children(drawn)
}

fn place(event: &ev::KeyboardEvent) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.get_attribute("data-index")?.parse().ok()
}

/// Says something else in a row that stands.
pub fn fill(place: &Element, row: &RoomRow, words: &Words) {
    place.set_text_content(None);
    // Nothing in there listens or follows: there is nothing to keep.
    let (content, _) = El::build_all(content(row, words));
    Rndr::insert_node(place, &content, None);
}

fn content(row: &RoomRow, words: &Words) -> Vec<El> {
    let status = row.status.as_ref().map(|(tone, text)| span("status").attr("data-tone", tone.slug()).text(text));
    let last = row.last.as_ref().map(|last| span("room-last").attr("dir", "auto").text(last));
    let top = span("room-top").child(span("room-title").attr("dir", "auto").text(&row.title)).maybe(status);
    let facts = [facts(&row.people, "sr", words), facts(&row.facts, "", words)];
    [top].into_iter().chain(last).chain(facts).collect()
}

/// Particulars in a line, each after its name. The day is not said twice.
fn facts(facts: &[Fact], name_class: &'static str, words: &Words) -> El {
    let mut day = String::new();
    span("room-facts").children(facts.iter().map(|fact| {
        let value = match &fact.value {
            Value::Text(text) | Value::Number(_, text) => el("bdi").text(text),
            Value::Moment(moment) if day == moment.day() => stamp::clock(*moment, words),
            Value::Moment(moment) => {
                day = moment.day();
                stamp::short(*moment, words)
            }
        };
        span("room-fact").child(span(name_class).text(&fact.name).text(" ")).child(value)
    }))
}

/// Gives a row the keyboard once it stands.
fn focused(row: El) -> El {
    let handle = Handle::default();
    let row = row.handle(&handle);
    row.follow(move || {
        let handle = handle.clone();
        spawn_local(async move { handle.get().iter().for_each(focus::give) });
    })
}
