//! The rows of one room. [`RoomTimeline`] decides which of them are mounted; [`row`] renders them.

pub mod day;
pub mod delivery;
pub mod keyboard;
pub mod row;
pub mod row_list;
pub mod source;
pub mod window_edge;
pub mod withheld;

use leptos::prelude::*;

use self::{
    day::DaySeparator,
    row::MessageRow,
    row_list::mount_rows,
    window_edge::{ReadOnButton, WindowNotice},
};
use super::{
    built::{IntoBuilt, dynamic_on},
    context::use_render_context,
    room_timeline::{RoomTimeline, WindowEnd},
};

/// Renders the rows of a room.
#[component]
pub fn Timeline(
    /// The room.
    timeline: RoomTimeline,
) -> impl IntoView {
    let words = use_render_context().words;
    timeline.complete_in_slices();
    let rows = Memo::new(move |_| timeline.mounted_rows());
    let row = move |key| view! { <MessageRow row_key=key timeline=timeline /> }.into_built();
    let list = NodeRef::new();
    mount_rows(list, rows, row, move |unmounted_focus| {
        timeline.settle();
        if let Some(index) = unmounted_focus {
            timeline.focus_successor(index);
        }
    });
    let visible_day = dynamic_on(
        move || timeline.visible_day(),
        |day| day.map(|day| view! { <div class="visible-day" aria-hidden="true"><DaySeparator day=day /></div> }),
    );
    view! {
        <div
            class="timeline"
            part="timeline"
            role="group"
            aria-label=words.messages
            aria-description=words.keyboard_help
            data-windowed=move || timeline.is_windowed.get().then_some("")
            node_ref=timeline.list
        >
            <WindowNotice timeline=timeline />
            {visible_day}
            <ReadOnButton timeline=timeline end=WindowEnd::Before />
            <div class="rows" node_ref=list></div>
            <ReadOnButton timeline=timeline end=WindowEnd::After />
        </div>
    }
    .into_built()
}
