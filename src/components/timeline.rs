//! The rows of one room. The first screen is mounted at once, the rest in slices while the browser is idle.
//!
//! All rows are eventually in the document, for the browser's find, printing and screen readers. [`RoomTimeline`] decides which
//! rows are mounted; [`row`] renders them.

pub mod day;
pub mod delivery;
pub mod keyboard;
pub mod row;
pub mod row_list;
pub mod source;
pub mod withheld;

use leptos::prelude::*;

use self::{row::MessageRow, row_list::mount_rows};
use super::{built::IntoBuilt, context::use_render_context, room_timeline::RoomTimeline};

/// Renders the rows of a room.
#[component]
pub fn Timeline(
    /// The room.
    timeline: RoomTimeline,
) -> impl IntoView {
    let words = use_render_context().words;
    let settings = use_render_context().settings;
    timeline.mount_rest_in_slices();
    // A request to mount everything before this room was created does not apply to it.
    let first_request = settings.mount_all.get_untracked();
    Effect::new(move || {
        if settings.mount_all.get() != first_request {
            timeline.mount_all();
        }
    });
    let rows = Memo::new(move |_| timeline.mounted_rows());
    let list = NodeRef::new();
    let row = move |key| view! { <MessageRow row_key=key timeline=timeline /> }.into_built();
    mount_rows(list, rows, row, move |index| timeline.focus_successor(index));
    view! {
        <div
            class="timeline"
            part="timeline"
            role="group"
            aria-label=words.messages
            aria-description=words.keyboard_help
            node_ref=list
        ></div>
    }
    .into_built()
}
