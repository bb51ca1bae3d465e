//! What a windowed list has around its rows: the notice that only a part of the room is in the page, and the ways past the window for
//! screen readers, which read only what is in the page.

use leptos::prelude::*;

use crate::components::{
    built::{IntoBuilt, dynamic_on},
    context::use_render_context,
    room_timeline::{RoomTimeline, WindowEnd},
    ui::button::ActionButton,
};

/// Renders the notice above the first row of a windowed list.
#[component]
pub fn WindowNotice(
    /// The timeline of the room.
    timeline: RoomTimeline,
) -> impl IntoView {
    let words = use_render_context().words;
    dynamic_on(
        move || timeline.is_windowed.get().then(|| timeline.content.read().count()),
        move |count| count.map(|count| view! { <p class="window-notice">{(words.windowed)(count)}</p> }),
    )
}

/// Renders the button that moves the focus to the first row beyond an end of the window; nothing at the end of the room. It is not a tab
/// stop: a keyboard moves between messages with the arrow keys.
#[component]
pub fn ReadOnButton(
    /// The timeline of the room.
    timeline: RoomTimeline,
    /// The end.
    end: WindowEnd,
) -> impl IntoView {
    let words = use_render_context().words;
    let label = match end {
        WindowEnd::Before => words.read_before,
        WindowEnd::After => words.read_on,
    };
    dynamic_on(
        move || timeline.row_beyond(end).is_some(),
        move |has_more| {
            has_more.then(|| {
                let read_on = move |_| {
                    if let Some(position) = untrack(|| timeline.row_beyond(end)) {
                        timeline.focus_position(position);
                    }
                };
                view! {
                    <div class="sr">
                        <ActionButton label=label attr:tabindex="-1" on:click=read_on />
                    </div>
                }
            })
        },
    )
    .into_built()
}
