//! Keyboard navigation of the rows.
//!
//! One row is a tab stop. ↓ ↑ Home End move the focus to another row. Enter moves it into the message, and Escape back to
//! the row. Tab always moves to the next control.

use happytalk_present::row_key::RowKey;
use leptos::{ev, prelude::*};
use web_sys::HtmlElement;

use crate::{
    browser::{dom::event_element, focus::focus_first_control, scroll::Visibility},
    components::room_timeline::RoomTimeline,
};

/// Handles a key press in a row.
pub fn handle_key(timeline: RoomTimeline, key: &RowKey, row: &HtmlElement, event: &ev::KeyboardEvent) {
    // A key combination, or a key that a control inside the row has handled.
    let has_modifier = event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key();
    if has_modifier || event.default_prevented() {
        return;
    }
    let (position, last) = {
        let content = timeline.content.read_untracked();
        let Some(position) = content.position(key) else { return };
        (position, content.count() - 1)
    };
    let is_inside = event_element(event).as_ref() != Some(row);
    let next = match event.key().as_str() {
        "Escape" if is_inside => position,
        _ if is_inside => return,
        // A row that is taller than the view scrolls to its end first.
        "ArrowDown" if position < last && !Visibility::of(row).reaches_below() => position + 1,
        "ArrowUp" if position > 0 && !Visibility::of(row).reaches_above() => position - 1,
        "Home" => 0,
        "End" => last,
        "Enter" => {
            if focus_first_control(row) {
                event.prevent_default();
            }
            return;
        }
        _ => return,
    };
    event.prevent_default();
    timeline.focus_position(next);
}
