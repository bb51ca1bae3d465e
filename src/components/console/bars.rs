//! The bars of the panes: the pager below the list, and the bar above the transcript.
//!
//! A button without effect has `aria-disabled`, so that it keeps the focus. `disabled` would remove the focus.

use happytalk_present::list::group_thousands;
use leptos::prelude::*;

use super::elements::ConsoleElements;
use crate::{
    components::{
        built::{IntoBuilt, dynamic_on},
        context::use_render_context,
        ui::icon::{Icon, icon},
    },
    state::console::{
        ConsoleState,
        navigation::{ConsoleEvent, Direction},
    },
};

/// Renders the number of rooms, the page number, and the buttons to refresh the list and to change the page.
#[component]
pub fn Pager() -> impl IntoView {
    let console: ConsoleState = expect_context();
    let words = use_render_context().words;
    let pages = move || console.navigation().pages();
    let position = dynamic_on(pages, move |pages| {
        pages.map(|pages| {
            let (total, count) = (pages.total.map(group_thousands), pages.count.map(group_thousands));
            let text = (words.list.pages)(total.as_deref(), &group_thousands(pages.page.into()), count.as_deref());
            view! { <span class="page-count">{text}</span> }.into_built()
        })
    });
    let turn = move |direction, shape, label| {
        let is_off = move || (!console.has_adjacent_page(direction)).then_some("true");
        view! {
            <button
                type="button"
                class="small step-page"
                aria-disabled=is_off
                aria-label=label
                title=label
                on:click=move |_| console.dispatch(ConsoleEvent::PageTurned(direction))
            >
                {icon(shape)}
            </button>
        }
    };
    let [previous, next] = words.list.adjacent_pages;
    view! {
        <nav class="pager" aria-label=words.list.pagination>
            <div class="pages">{position}</div>
            <button
                type="button"
                class="small step-page"
                aria-label=words.reload
                title=words.reload
                on:click=move |_| console.dispatch(ConsoleEvent::RefreshPressed)
            >
                {icon(Icon::Again)}
            </button>
            {turn(Direction::Backward, Icon::Left, previous)}
            {turn(Direction::Forward, Icon::Right, next)}
        </nav>
    }
    .into_built()
}

/// Renders the buttons to the list and to the adjacent rooms. A wide element hides the first one.
#[component]
pub fn RoomBar() -> impl IntoView {
    let console: ConsoleState = expect_context();
    let elements: ConsoleElements = expect_context();
    let words = use_render_context().words;
    let step = move |direction, shape, label, keys| {
        let is_off = move || (!console.has_adjacent_room(direction)).then_some("true");
        // The style sheet may hide the text, so the button needs a label.
        view! {
            <button
                type="button"
                class="small step-page"
                aria-disabled=is_off
                aria-label=label
                aria-keyshortcuts=keys
                on:click=move |_| console.dispatch(ConsoleEvent::AdjacentRoomRequested(direction))
            >
                {icon(shape)}
                <span class="tool-name">{label}</span>
            </button>
        }
    };
    let [previous, next] = words.list.adjacent_rooms;
    view! {
        <div class="bar">
            <button
                type="button"
                class="small back"
                node_ref=elements.back_button
                on:click=move |_| console.dispatch(ConsoleEvent::RoomLeft)
            >
                {icon(Icon::Left)}
                <span class="tool-name">{words.list.back}</span>
            </button>
            {step(Direction::Backward, Icon::Up, previous, "Alt+ArrowUp")}
            {step(Direction::Forward, Icon::Down, next, "Alt+ArrowDown")}
        </div>
    }
    .into_built()
}
