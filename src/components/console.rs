//! The console: filters, rooms and pager beside a transcript. A narrow element shows one pane at a time.

mod bars;
mod elements;
mod filters;
mod keys;
mod list_pane;
mod rooms;

use leptos::{ev, prelude::*};
use web_sys::Element;

use self::{
    bars::RoomBar,
    elements::ConsoleElements,
    keys::{KeyPress, console_event},
    list_pane::ListPane,
};
use super::{context::RenderContext, room_timeline::RoomTimelines, transcript::RoomView};
use crate::{
    browser::dom::event_element,
    components::built::{IntoBuilt, dynamic},
    state::{
        console::{
            ConsoleState,
            navigation::{ConsoleEvent, Pane},
        },
        room::RoomState,
        settings::Settings,
    },
};

/// Root of `<happytalk-console>`: the first element in the shadow root.
#[component]
pub fn ConsoleApp() -> impl IntoView {
    let settings: Settings = expect_context();
    let console: ConsoleState = expect_context();
    let timelines = RoomTimelines::new();
    provide_context(timelines);
    let elements = ConsoleElements::new(timelines);
    provide_context(elements);
    console.attach(elements);
    let on_keydown = move |event: ev::KeyboardEvent| {
        if let Some(command) = KeyPress::of(&event).and_then(|key| console_event(&key)) {
            event.prevent_default();
            console.dispatch(command);
        }
    };
    let on_focusin = move |event: ev::FocusEvent| {
        // The next content of the transcript takes the focus from its body.
        if event_element(&event) != elements.transcript_body.get_untracked().map(Element::from) {
            console.dispatch(ConsoleEvent::FocusMoved);
        }
    };
    let view_name = move || match console.navigation().visible_pane() {
        Pane::List => "list",
        Pane::Transcript => "room",
    };
    view! {
        <div
            class="root console"
            data-theme=move || settings.theme.get().slug()
            lang=move || settings.lang.get().tag()
            data-view=view_name
            node_ref=elements.root
            on:keydown=on_keydown
            on:focusin=on_focusin
        >
            <ListPane />
            <RoomPane />
        </div>
    }
    .into_built()
}

/// Renders the pane of the open room.
#[component]
fn RoomPane() -> impl IntoView {
    let settings: Settings = expect_context();
    let room: RoomState = expect_context();
    let elements: ConsoleElements = expect_context();
    let bar = dynamic(move || {
        RenderContext::provide(settings.lang.get());
        view! { <RoomBar /> }
    });
    view! {
        <section
            class="pane"
            data-pane="transcript"
            data-state=move || room.data_state()
            aria-busy=move || room.is_busy.get().then_some("true")
            aria-label=move || settings.words().list.conversation
        >
            {bar}
            <div class="body" tabindex="-1" node_ref=elements.transcript_body>
                <RoomView pending_focus=elements.transcript_focus />
            </div>
        </section>
    }
    .into_built()
}
