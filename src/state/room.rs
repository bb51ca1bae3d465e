//! The room on screen, as signals.
//!
//! The reducer in [`live`] decides what happens when; the shell runs it, writes the signals that changed, and runs the
//! effects.

mod effects;
mod shell;

use std::sync::Arc;

use happytalk_present::live::TranscriptSnapshot;
use js_sys::Math;
use leptos::prelude::*;

use self::shell::Shell;
use super::{
    events::EventSink,
    live::{self, Event},
    outbox::OutboxCommand,
};
use crate::{
    api::{Client, EarlyResponse, token::token_expiry},
    browser::{clock::current_timestamp, random::random_key},
};
pub use live::{ConnectionProblem, Phase, RoomRequest};

/// The room on screen, as signals. A context of the transcript's components; only the shell writes it.
#[derive(Clone, Copy)]
pub struct RoomState {
    /// What is on screen.
    pub phase: RwSignal<Phase>,
    /// Whether an answer is pending; what is on screen may be older meanwhile.
    pub is_busy: RwSignal<bool>,
    /// The rooms with everything that is known beyond the last reading. `None` if none are on screen.
    pub shown: RwSignal<Option<Arc<TranscriptSnapshot>>>,
    /// The requested room id; empty for the `data` property.
    pub room: RwSignal<String>,
    /// Why new messages may be missing.
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
    /// Returns a state that shows nothing yet. It ends with the current reactive owner: requests, timers and the subscription are
    /// given up then.
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

    /// Shows something else. `early` is the loader's own request for the room, if it sent one.
    pub fn show(self, request: RoomRequest, early: Option<EarlyResponse>) {
        self.set_early_response(early);
        self.dispatch(Event::Requested(request));
    }

    /// Sends requests with another client from now on. Loads the room again if the proxy is another one, or if the authorization so
    /// far may have kept it from being loaded. An equal client changes nothing until the next request.
    pub fn set_client(self, client: Client) {
        let client = client.watch_token(move |token| self.dispatch(Event::TokenSent { exp: token_expiry(token) }));
        if let Some(event) = self.replace_client(client) {
            self.dispatch(event);
        }
    }

    /// Returns the current client. The page is warned of the expiry of its tokens, also where they are sent for other data.
    ///
    /// # Panics
    /// After the end of the reactive owner.
    pub fn client(self) -> Client {
        self.shell.with_value(|shell| shell.client().clone())
    }

    /// Sets whether new messages are followed and whether there is a composer (attributes `live` and `compose`).
    pub fn set_follow(self, live: bool, compose: bool) {
        self.dispatch(Event::AttributesChanged { live, compose });
    }

    /// Reads the room again. What is on screen stays until the answer arrives; an error gives way to the skeleton.
    pub fn reload(self) {
        self.dispatch(Event::ReloadRequested);
    }

    /// Reads the room again for the reader: a room on screen stays, also if that fails; what failed is loaded again.
    pub fn refresh(self) {
        if matches!(*self.phase.read_untracked(), Phase::Loaded(_)) {
            self.run(OutboxCommand::Check);
        } else {
            self.reload();
        }
    }

    /// Runs a command of the reader on their own messages.
    pub fn run(self, command: OutboxCommand) {
        // Without `crypto`, a key that is unique in this page at least.
        let fresh_key = random_key().unwrap_or_else(|| format!("{}-{}", current_timestamp().iso(), Math::random()));
        self.dispatch(Event::Outbox { command, fresh_key });
    }

    /// Gives up everything that is under way, and shows nothing.
    pub fn stop(self) {
        self.dispatch(Event::Stopped);
    }

    /// The value of `data-state`; tracked.
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
