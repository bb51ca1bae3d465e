//! The state of the room on screen, as signals.
//!
//! The reducer in [`live`] makes all decisions. The shell applies events, writes the changed signals, and runs the effects.

mod effects;
mod shell;

use std::sync::Arc;

use happytalk_present::live::TranscriptSnapshot;
use js_sys::Math;
use leptos::prelude::*;

use self::shell::Shell;
use super::{
    events::EventSink,
    live::{self, LiveEvent},
    outbox::OutboxCommand,
};
use crate::{
    api::{Client, EarlyResponse, token::token_expiry},
    browser::{clock::current_timestamp, random::random_key},
};
pub use live::{ConnectionProblem, Phase, RoomRequest};

/// The state of the room on screen, as signals. Provided as a context to the components. Only the shell writes the signals.
#[derive(Clone, Copy)]
pub struct RoomState {
    /// The current phase.
    pub phase: RwSignal<Phase>,
    /// Whether a load is pending. The content on screen may be outdated until it completes.
    pub is_busy: RwSignal<bool>,
    /// The rooms of the latest reading with the pending messages; `None` if no rooms are on screen.
    pub shown: RwSignal<Option<Arc<TranscriptSnapshot>>>,
    /// The requested room id; empty for the `data` property.
    pub room: RwSignal<String>,
    /// Reason why new messages may be missing.
    pub connection_problem: RwSignal<Option<ConnectionProblem>>,
    /// Whether the composer is shown.
    pub can_compose: RwSignal<bool>,
    shell: StoredValue<Shell, LocalStorage>,
}

impl std::fmt::Debug for RoomState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RoomState").field("phase", &self.phase).finish_non_exhaustive()
    }
}

impl RoomState {
    /// Returns a state without a request. Its requests, timers and subscription end with the current reactive owner.
    pub fn new(client: Client, events: EventSink) -> Self {
        let room = Self {
            phase: RwSignal::default(),
            is_busy: RwSignal::default(),
            shown: RwSignal::default(),
            room: RwSignal::default(),
            connection_problem: RwSignal::default(),
            can_compose: RwSignal::default(),
            shell: StoredValue::new_local(Shell::new(client.clone(), events)),
        };
        room.watch_page();
        room.set_client(client);
        room
    }

    /// Shows other content. `early` is the request of the loader for the room, if it sent one.
    pub fn show(self, request: RoomRequest, early: Option<EarlyResponse>) {
        self.set_early_response(early);
        self.dispatch(LiveEvent::Requested(request));
    }

    /// Replaces the client. Reloads the room if the proxy changed, or if the previous authorization may have caused a failure.
    /// An equal client changes nothing until the next request.
    pub fn set_client(self, client: Client) {
        let client = client.watch_token(move |token| self.dispatch(LiveEvent::TokenSent { exp: token_expiry(token) }));
        if let Some(event) = self.replace_client(client) {
            self.dispatch(event);
        }
    }

    /// Returns the current client. The state watches its tokens, so the page is warned before they expire.
    ///
    /// # Panics
    /// If the reactive owner has ended.
    pub fn client(self) -> Client {
        self.shell.with_value(|shell| shell.client().clone())
    }

    /// Sets whether new messages are followed and whether the composer is shown (attributes `live` and `compose`).
    pub fn set_follow(self, live: bool, compose: bool) {
        self.dispatch(LiveEvent::AttributesChanged { live, compose });
    }

    /// Reloads the room. Rows stay on screen until the response arrives; the skeleton replaces an error.
    pub fn reload(self) {
        self.dispatch(LiveEvent::ReloadRequested);
    }

    /// Refreshes the room for the reader. Rows stay on screen even if that fails. A failed load is repeated.
    pub fn refresh(self) {
        if matches!(*self.phase.read_untracked(), Phase::Loaded(_)) {
            self.run(OutboxCommand::Check);
        } else {
            self.reload();
        }
    }

    /// Runs a command on messages sent from this page.
    pub fn run(self, command: OutboxCommand) {
        // Without `crypto`, the key is unique only within this page.
        let fresh_key =
            random_key().unwrap_or_else(|| format!("{}-{:x}", current_timestamp().iso(), Math::random().to_bits()));
        self.dispatch(LiveEvent::Outbox { command, fresh_key });
    }

    /// Ends all requests, timers and subscriptions, and shows nothing.
    pub fn stop(self) {
        self.dispatch(LiveEvent::Stopped);
    }

    /// Returns whether no room has been requested, or the first response is awaited. False after the end of the reactive owner.
    pub fn is_waiting(self) -> bool {
        matches!(self.phase.try_get_untracked(), Some(Phase::Idle | Phase::Loading))
    }

    /// Returns the value of `data-state`; tracked.
    pub fn data_state(self) -> &'static str {
        match self.phase.get() {
            Phase::Idle => "idle",
            Phase::Loading => "loading",
            Phase::Failed(_) => "error",
            Phase::Loaded(_) if self.shown.read().as_ref().is_some_and(|shown| shown.has_rows()) => "ready",
            Phase::Loaded(_) => "empty",
        }
    }
}
