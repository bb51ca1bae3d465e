//! The state of the console: the shell of its reducer.
//!
//! The reducer [`navigation`] decides, and the shell runs the effects. The [`ConsoleView`] runs effects on rendered
//! elements, and reports focus and visibility.

pub mod navigation;

use std::{ops::Deref, rc::Rc, time::Duration};

use happytalk_model::{RoomId, list::ListRequest};
use happytalk_present::{list::group_thousands, location::ConsoleLocation, words::Words};
use leptos::prelude::*;

use self::navigation::{ConsoleEffect, ConsoleEvent, Direction, Facts, Navigation, ViewEffect};
use super::{
    announcer::Announcer,
    events::EventSink,
    room::{RoomRequest, RoomState},
    room_list::{ListState, RoomListState},
    settings::Settings,
};
use crate::{
    api::{Client, EarlyResponse},
    browser::timers::{Timer, call_after},
};

/// Debounce of opening the focused row after an arrow key. Longer than the repeat interval of a held key.
const SELECTION_DELAY: Duration = Duration::from_millis(150);

/// The interface of the reducer to the rendered console.
pub trait ConsoleView {
    /// Returns the current focus and visibility.
    fn facts(&self) -> Facts;

    /// Changes the focus or a scroll position.
    fn run(&self, effect: ViewEffect);
}

type SetRoomAttribute = Box<dyn Fn(Option<&RoomId>)>;

/// The state of the console, as signals. Provided as a context to its components.
#[derive(Clone, Copy)]
pub struct ConsoleState {
    /// The room list.
    pub list: RoomListState,
    /// Announces changes of the list. The transcript pane has its own announcer.
    pub list_announcer: Announcer,
    navigation: RwSignal<Navigation>,
    room: RoomState,
    settings: Settings,
    events: EventSink,
    set_room_attribute: StoredValue<SetRoomAttribute, LocalStorage>,
    view: StoredValue<Option<Rc<dyn ConsoleView>>, LocalStorage>,
    selection_delay: StoredValue<Option<Timer>, LocalStorage>,
    early: StoredValue<Option<EarlyResponse>, LocalStorage>,
}

impl ConsoleState {
    /// Returns a console at a location. It ends with the current reactive owner.
    ///
    /// `set_room_attribute` sets the `room` attribute of the host, or removes it.
    pub fn new(
        location: ConsoleLocation,
        room: RoomState,
        list: RoomListState,
        settings: Settings,
        events: EventSink,
        set_room_attribute: impl Fn(Option<&RoomId>) + 'static,
    ) -> Self {
        let navigation = RwSignal::new(Navigation::new(location));
        Self {
            list,
            list_announcer: Announcer::new(),
            navigation,
            room,
            settings,
            events,
            set_room_attribute: StoredValue::new_local(Box::new(set_room_attribute)),
            view: StoredValue::new_local(None),
            selection_delay: StoredValue::new_local(None),
            early: StoredValue::new_local(None),
        }
    }

    /// Loads the list, and the room of the location. `early` is the request of the loader for the room, if it sent one.
    pub fn start(self, early: Option<EarlyResponse>) {
        self.early.set_value(early);
        self.dispatch(ConsoleEvent::Mounted);
        // Dropping an unused request aborts it.
        self.early.set_value(None);
    }

    /// Navigates to a location that the page set.
    pub fn go(self, query: &str) {
        self.dispatch(ConsoleEvent::LocationSet(ConsoleLocation::parse(query)));
    }

    /// Opens the room that the page set, or closes the open room.
    pub fn show(self, room: Option<RoomId>) {
        self.dispatch(ConsoleEvent::RoomSet(room));
    }

    /// Replaces the client of list and room. With `is_other_proxy`, responses of the previous client are no longer valid.
    pub fn set_client(self, client: Client, is_other_proxy: bool) {
        self.room.set_client(client);
        self.dispatch(ConsoleEvent::ClientReplaced { is_other_proxy });
    }

    /// Reloads the list and the room.
    pub fn reload(self) {
        self.dispatch(ConsoleEvent::ReloadRequested);
    }

    /// Returns the location, for the address bar.
    pub fn query(self) -> String {
        self.navigation.read_untracked().location().query()
    }

    /// Returns the request of the current list; not tracked.
    pub fn list_request(self) -> ListRequest {
        self.navigation.read_untracked().list_request()
    }

    /// Returns the state of the navigation; tracked.
    pub fn navigation(self) -> impl Deref<Target = Navigation> {
        self.navigation.read()
    }

    /// Returns whether an adjacent room can be opened; tracked.
    pub fn has_adjacent_room(self, direction: Direction) -> bool {
        self.navigation.read().adjacent_room(direction).is_some()
    }

    /// Returns whether there is an adjacent page; tracked.
    pub fn has_adjacent_page(self, direction: Direction) -> bool {
        self.navigation.read().adjacent_page(direction).is_some()
    }

    /// Sets the view after it is rendered.
    pub fn attach(self, view: impl ConsoleView + 'static) {
        self.view.set_value(Some(Rc::new(view)));
    }

    /// Applies an event and runs its effects.
    pub fn dispatch(self, event: ConsoleEvent) {
        let facts = self.view().map(|view| view.facts()).unwrap_or_default();
        let mut effects = Vec::new();
        self.navigation.maybe_update(|navigation| {
            let before = navigation.clone();
            effects = navigation.apply(event, facts);
            *navigation != before
        });
        // The borrow ends here, because an effect can dispatch further events.
        for effect in effects {
            self.run(effect);
        }
    }

    fn view(self) -> Option<Rc<dyn ConsoleView>> {
        self.view.get_value()
    }

    fn run(self, effect: ConsoleEffect) {
        match effect {
            ConsoleEffect::LoadList { keeps_current } => {
                self.list.load(self.room.client(), self.list_request(), keeps_current, move |state| match state {
                    ListState::Page(page) => self.dispatch(ConsoleEvent::ListLoaded(page.clone())),
                    ListState::Loading | ListState::Failed(_) => self.dispatch(ConsoleEvent::ListFailed),
                });
            }
            ConsoleEffect::ShowRoom(Some(room)) => {
                let early = self.early.try_update_value(Option::take).flatten();
                self.room.show(RoomRequest::Room(room), early);
            }
            ConsoleEffect::ShowRoom(None) => self.room.show(RoomRequest::Nothing, None),
            ConsoleEffect::ReloadRoom => self.room.reload(),
            ConsoleEffect::RefreshRoom => self.room.refresh(),
            ConsoleEffect::SetRoomAttribute(room) => self.set_room_attribute.with_value(|set| set(room.as_ref())),
            ConsoleEffect::Emit(event) => {
                self.events.emit(&event);
            }
            ConsoleEffect::StartSelectionDelay => {
                let timer = call_after(SELECTION_DELAY, move || self.dispatch(ConsoleEvent::SelectionDelayElapsed));
                self.selection_delay.set_value(Some(timer));
            }
            ConsoleEffect::AnnounceRoomCount(count) => {
                let words = Words::of(self.settings.lang.get_untracked());
                self.list_announcer.announce((words.list.result_count)(&group_thousands(count)));
            }
            ConsoleEffect::View(effect) => {
                if let Some(view) = self.view() {
                    view.run(effect);
                }
            }
        }
    }
}

impl std::fmt::Debug for ConsoleState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ConsoleState").field("navigation", &self.navigation).finish_non_exhaustive()
    }
}
