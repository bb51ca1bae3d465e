//! Keyboard navigation of the rows.
//!
//! One row is a tab stop. From it, ↓ and ↑ go to the next and previous message, Home and End to the first and last, Enter into the
//! message, Escape back to its row. Tab always leads on.

use happytalk_present::row_key::RowKey;
use leptos::ev;

use super::RoomTimeline;
use crate::browser::{dom, focus};

/// Handles a key that was pressed in a row.
pub fn handle_key(timeline: RoomTimeline, key: &RowKey, row: &web_sys::HtmlElement, event: &ev::KeyboardEvent) {
    // A chord, or a key that a control inside the row has used.
    if dom::has_modifier(event) || event.default_prevented() {
        return;
    }
    let (position, last) = {
        let content = timeline.content.read_untracked();
        let Some(position) = content.position(key) else { return };
        (position, content.count() - 1)
    };
    let is_inside = !dom::is_target(event, row);
    let next = match event.key().as_str() {
        "Escape" if is_inside => position,
        _ if is_inside => return,
        // A row taller than the view is read to its end first.
        "ArrowDown" if position < last && !focus::reaches_below_view(row) => position + 1,
        "ArrowUp" if position > 0 && !focus::reaches_above_view(row) => position - 1,
        "Home" => 0,
        "End" => last,
        "Enter" => {
            if focus::focus_first_control(row) {
                event.prevent_default();
            }
            return;
        }
        _ => return,
    };
    event.prevent_default();
    timeline.focus_position(next);
}
