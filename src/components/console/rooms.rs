//! The rows of the list. One row is a tab stop; ↑ ↓ Home End move the focus. Where the transcript is visible, it follows.

use std::sync::Arc;

use happytalk_present::{
    header::{FieldValue, RoomField},
    list::{self, RoomListItem},
    live::TranscriptSnapshot,
    summary::message_summary,
};
use leptos::{ev, html, prelude::*};

use super::{
    elements::ConsoleElements,
    keys::{KeyPress, row_target},
};
use crate::{
    components::{
        built::{IntoBuilt, dynamic_on},
        context::use_render_context,
        ui::time::{ClockTime, ShortTime},
    },
    state::{
        console::{
            ConsoleState,
            navigation::{ConsoleEvent, Pane},
        },
        room::{Phase, RoomState},
        room_list::ListState,
    },
};

/// Renders the rooms of the current page.
///
/// Rows are keyed by their index, like focus and tab stop. A refreshed list updates the text of rows in place.
#[component]
pub fn RoomList() -> impl IntoView {
    let console: ConsoleState = expect_context();
    let words = use_render_context().words;
    let count = Memo::new(move |previous| match console.list.state() {
        ListState::Page(page) => page.rooms.len(),
        // The skeleton is about to replace the list.
        ListState::Loading | ListState::Failed(_) => previous.copied().unwrap_or_default(),
    });
    view! {
        <ul class="room-list" aria-label=words.list.rooms aria-description=words.list.keyboard_help>
            <For each=move || 0..count.get() key=|index| *index let(index)>
                <li>
                    <RoomButton index=index count=count />
                </li>
            </For>
        </ul>
    }
    .into_built()
}

/// Renders the row at an index: a button that opens its room.
#[component]
fn RoomButton(
    /// Index of the row.
    index: usize,
    /// Number of rows.
    count: Memo<usize>,
) -> impl IntoView {
    let console: ConsoleState = expect_context();
    let elements: ConsoleElements = expect_context();
    let button = NodeRef::<html::Button>::new();
    elements.register_row(index, button);
    let id = move || match console.list.state() {
        ListState::Page(page) => page.rooms.get(index).and_then(list::room_id),
        ListState::Loading | ListState::Failed(_) => None,
    };
    let is_open = Memo::new(move |_| {
        let id = id();
        id.is_some() && id.as_ref() == console.navigation().selected_room()
    });
    let row = dynamic_on(row_view(index, is_open), |row| row.map(|row| view! { <RowContent row=row /> }));
    let on_keydown = move |event: ev::KeyboardEvent| {
        let Some(key) = KeyPress::of(&event) else { return };
        if key.is_enter() && is_open.get_untracked() {
            event.prevent_default();
            console.dispatch(ConsoleEvent::OtherPaneRequested(Pane::Transcript));
        } else if let Some(target) = row_target(&key, index, count.get_untracked()) {
            event.prevent_default();
            if target != index {
                console.dispatch(ConsoleEvent::RowFocused(target));
            }
        }
    };
    view! {
        <button
            type="button"
            class="room-row"
            data-index=index
            data-room=move || id().map(|id| id.to_string())
            aria-disabled=move || id().is_none().then_some("true")
            aria-current=move || is_open.get().then_some("true")
            tabindex=move || if console.navigation().tab_stop() == index { "0" } else { "-1" }
            node_ref=button
            on:click=move |_| console.dispatch(ConsoleEvent::RowClicked(index))
            on:keydown=on_keydown
        >
            {row}
        </button>
    }
    .into_built()
}

/// Returns the content of a row. The row of the open room shows the data of the transcript, which may be newer.
fn row_view(index: usize, is_open: Memo<bool>) -> impl Fn() -> Option<RoomListItem> + Send + use<> {
    let console: ConsoleState = expect_context();
    let room: RoomState = expect_context();
    let context = use_render_context();
    move || {
        // The list is about to be replaced.
        let ListState::Page(page) = console.list.state() else { return None };
        let info = page.rooms.get(index)?;
        let shown = is_open.get().then(|| room_on_screen(room)).flatten();
        let now = shown.as_ref().and_then(|shown| {
            let locked = context.settings.locked.get();
            let last = shown.last_message().map(|message| message_summary(message, locked, context.words));
            Some((shown.transcript.rooms.first()?, last))
        });
        Some(list::room_list_item(info, now, context.words))
    }
}

/// Returns the room on screen; `None` while another one is loading.
fn room_on_screen(room: RoomState) -> Option<Arc<TranscriptSnapshot>> {
    let is_loaded = matches!(*room.phase.read(), Phase::Loaded(_));
    room.shown.get().filter(|_| is_loaded)
}

/// Renders title, status, last message and fields of a room. Labels of people are for screen readers only.
#[component]
fn RowContent(
    /// The content of the row.
    row: RoomListItem,
) -> impl IntoView {
    let status = row.status.clone().map(|(tone, text)| {
        view! {
            <span class="status" data-tone=tone.slug()>
                {text}
            </span>
        }
    });
    let last = row.last_message.clone().map(|last| {
        view! {
            <span class="room-last" dir="auto">
                {last}
            </span>
        }
    });
    view! {
        <span class="room-top">
            <span class="room-title" dir="auto">
                {row.title.clone()}
            </span>
            {status}
        </span>
        {last}
        <FactLine facts=row.people.clone() name_class="sr" />
        <FactLine facts=row.fields.clone() name_class="" />
    }
    .into_built()
}

/// Renders fields in one line, each after its label. A date is not repeated.
#[component]
fn FactLine(
    /// The fields.
    facts: Vec<RoomField>,
    /// Class of the labels.
    name_class: &'static str,
) -> impl IntoView {
    let mut day = None;
    let facts = facts.into_iter().map(|RoomField { name, value }| {
        let value = match value {
            FieldValue::Text(text) | FieldValue::Number(_, text) => view! { <bdi>{text}</bdi> }.into_built(),
            FieldValue::Moment(moment) if day.replace(moment.day()) == Some(moment.day()) => {
                view! { <ClockTime moment=moment /> }.into_built()
            }
            FieldValue::Moment(moment) => view! { <ShortTime moment=moment /> }.into_built(),
        };
        view! {
            <span class="room-fact">
                <span class=name_class>{name} " "</span>
                {value}
            </span>
        }
    });
    view! { <span class="room-facts">{facts.collect_view()}</span> }.into_built()
}
