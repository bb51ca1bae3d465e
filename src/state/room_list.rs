//! The state of the room list on screen: the current page and the request in flight.

use std::sync::Arc;

use happytalk_model::list::{ListRequest, Page};
use leptos::{prelude::*, task::spawn_local};

use super::events::{ElementEvent, EventSink};
use crate::api::{AbortHandle, ApiError, Client, rooms::load_room_list};

/// Content of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ListState {
    /// The first response is pending.
    #[default]
    Loading,
    /// A page; it is empty if no room matches.
    Page(Arc<Page>),
    /// The load failed.
    Failed(Arc<ApiError>),
}

impl ListState {
    /// Returns the value of `data-state`.
    pub fn data_state(&self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Page(page) if page.rooms.is_empty() => "empty",
            Self::Page(_) => "ready",
            Self::Failed(_) => "error",
        }
    }
}

/// The content of the list, and the request in flight.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct RoomList {
    state: ListState,
    is_busy: bool,
    generation: Generation,
}

/// Number of a request. Responses to older requests are ignored.
type Generation = u32;

impl RoomList {
    /// Starts a request, replacing the one in flight. `keeps_current` has no effect without a current page.
    fn start(&mut self, keeps_current: bool) -> Generation {
        if !keeps_current || !matches!(self.state, ListState::Page(_)) {
            self.state = ListState::Loading;
        }
        self.is_busy = true;
        self.generation = self.generation.wrapping_add(1);
        self.generation
    }

    /// Completes a request. Returns false if a newer request has replaced it.
    fn finish(&mut self, generation: Generation, result: Result<Page, ApiError>) -> bool {
        let is_current = generation == self.generation;
        if is_current {
            self.is_busy = false;
            self.state = match result {
                Ok(page) => ListState::Page(Arc::new(page)),
                Err(error) => ListState::Failed(Arc::new(error)),
            };
        }
        is_current
    }
}

/// The state of the room list, as signals.
#[derive(Clone, Copy, Debug)]
pub struct RoomListState {
    model: RwSignal<RoomList>,
    events: EventSink,
    /// Handle of the request in flight. Dropping it aborts the request.
    request: StoredValue<Option<AbortHandle>, LocalStorage>,
}

impl RoomListState {
    /// Returns a state without a request. A request in flight is aborted with the current reactive owner.
    pub fn new(events: EventSink) -> Self {
        let model = RwSignal::new(RoomList::default());
        Self { model, events, request: StoredValue::new_local(None) }
    }

    /// Returns the content of the list; tracked.
    pub fn state(self) -> ListState {
        self.model.read().state.clone()
    }

    /// Returns whether a request is in flight; tracked. The content may be outdated until it completes.
    pub fn is_busy(self) -> bool {
        self.model.read().is_busy
    }

    /// Loads a page, replacing the request in flight. `on_change` is called with the result, unless another request has replaced
    /// this one.
    pub fn load(
        self,
        client: Client,
        request: ListRequest,
        keeps_current: bool,
        on_change: impl FnOnce(&ListState) + 'static,
    ) {
        let abort = AbortHandle::new();
        let signal = abort.signal();
        // Dropping the previous handle aborts the previous request.
        self.request.set_value(Some(abort));
        let Some(generation) = self.model.try_update(|list| list.start(keeps_current)) else { return };
        spawn_local(async move {
            let result = load_room_list(&client, &request, &signal).await;
            if self.model.try_update(|list| list.finish(generation, result)) != Some(true) {
                return;
            }
            let state = self.model.read_untracked().state.clone();
            on_change(&state);
            if let ListState::Failed(error) = state {
                let ApiError { kind, status, message, .. } = &*error;
                self.events.emit(&ElementEvent::Error { kind: kind.slug(), status: *status, message: message.clone() });
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use happytalk_model::room::RoomInfo;

    use super::*;
    use crate::api::error::FailureKind;

    fn page(rooms: usize) -> Page {
        Page { rooms: vec![RoomInfo::default(); rooms], ..Page::default() }
    }

    fn shown(rooms: usize) -> RoomList {
        let mut list = RoomList::default();
        let generation = list.start(false);
        list.finish(generation, Ok(page(rooms)));
        list
    }

    fn error() -> ApiError {
        ApiError::new(FailureKind::Offline, "offline")
    }

    #[test]
    fn first_request_shows_the_skeleton_and_then_its_page() {
        let mut list = RoomList::default();
        let generation = list.start(true);
        assert_eq!((list.state.data_state(), list.is_busy), ("loading", true));
        assert!(list.finish(generation, Ok(page(2))));
        assert_eq!((list.state.data_state(), list.is_busy), ("ready", false));
    }

    #[test]
    fn page_without_rooms_is_empty() {
        assert_eq!(shown(0).state.data_state(), "empty");
    }

    #[test]
    fn page_stays_during_a_refresh() {
        let mut list = shown(2);
        let generation = list.start(true);
        assert_eq!((list.state.data_state(), list.is_busy), ("ready", true));
        list.finish(generation, Ok(page(0)));
        assert_eq!((list.state.data_state(), list.is_busy), ("empty", false));
    }

    #[test]
    fn other_request_replaces_the_page_with_the_skeleton() {
        let mut list = shown(2);
        list.start(false);
        assert_eq!(list.state, ListState::Loading);
    }

    #[test]
    fn failure_replaces_the_page_until_the_next_request() {
        let mut list = shown(2);
        let generation = list.start(true);
        list.finish(generation, Err(error()));
        assert_eq!((list.state.data_state(), list.is_busy), ("error", false));
        list.start(true);
        assert_eq!(list.state, ListState::Loading, "a failure is not kept");
    }

    #[test]
    fn response_to_an_older_request_is_ignored() {
        let mut list = shown(2);
        let old = list.start(false);
        let new = list.start(false);
        assert!(!list.finish(old, Err(error())));
        assert_eq!((list.state.data_state(), list.is_busy), ("loading", true), "the newer one is still in flight");
        assert!(list.finish(new, Ok(page(1))));
        assert!(!list.finish(old, Ok(page(0))));
        assert_eq!(list.state.data_state(), "ready");
    }
}
