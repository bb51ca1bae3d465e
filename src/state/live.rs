//! The live room, as a pure reducer: `(State, Event, now) -> (State, Vec<Effect>)`.
//!
//! Decides what is read, followed and sent, and when. Knows no browser, no signals and no timers: the shell in
//! [`super::room`] runs the effects and reports their results as events. Every effect that reports back has an
//! [`EffectId`], and a report with an id that is no longer awaited is ignored.

mod effect;
mod event;
mod following;
mod loading;
mod reading;
mod sending;
mod thread;
mod timers;
mod token;

use std::sync::Arc;

use happytalk_model::timestamp::Timestamp;
use happytalk_present::live::TranscriptSnapshot;

use crate::api::{ApiError, ProxyConfig, error::FailureKind, rooms::Capabilities};
pub use effect::{Effect, EffectId, Generation};
pub use event::{Event, RoomRequest};
use following::{Attributes, Following};
use reading::Reads;
use thread::Threads;
use timers::Timers;
use token::Token;

/// What is on screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// No room was requested.
    #[default]
    Idle,
    /// The first answer is pending.
    Loading,
    /// The answer is on screen. Another number means other rooms: everything is mounted anew.
    Loaded(u32),
    /// There is nothing to show.
    Failed(Arc<ApiError>),
}

/// Why new messages may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectionProblem {
    /// The stream, or polling, is interrupted.
    Lost,
    /// The room could not be read again, or may not be followed.
    Refused(FailureKind),
}

/// The part of a [`State`] that components see.
#[derive(Clone, Debug)]
pub struct VisibleState {
    /// What is on screen.
    pub phase: Phase,
    /// Whether a load is pending; what is on screen may be older meanwhile.
    pub is_busy: bool,
    /// The rooms, with everything that is known beyond the last reading.
    pub shown: Option<Arc<TranscriptSnapshot>>,
    /// The requested room id; empty if no room was requested.
    pub room: String,
    /// Why new messages may be missing.
    pub connection_problem: Option<ConnectionProblem>,
    /// Whether the composer is shown.
    pub can_compose: bool,
}

/// Everything that is known about the live room of one element.
#[derive(Debug)]
pub struct State {
    proxy: ProxyConfig,
    request: RoomRequest,
    phase: Phase,
    /// Number of times that rooms were mounted anew.
    mounts: u32,
    shown: Option<Arc<TranscriptSnapshot>>,
    /// Changes with each load: what belongs to an earlier load is ignored.
    generation: Generation,
    /// Whether the rows of this generation are on screen. Nothing is followed before.
    is_rendered: bool,
    /// When a refused load was repeated because of a new token function.
    retried_at: Option<Timestamp>,
    capabilities: Capabilities,
    attributes: Attributes,
    is_page_visible: bool,
    threads: Threads,
    reads: Reads,
    /// `None` while the room is not followed.
    following: Option<Following>,
    connection_problem: Option<ConnectionProblem>,
    token: Token,
    timers: Timers,
    last_id: EffectId,
}

impl State {
    /// Returns the state of an element that has requested nothing yet.
    pub fn new(proxy: ProxyConfig, is_page_visible: bool) -> Self {
        Self {
            proxy,
            request: RoomRequest::Nothing,
            phase: Phase::Idle,
            mounts: 0,
            shown: None,
            generation: Generation::default(),
            is_rendered: false,
            retried_at: None,
            capabilities: Capabilities::default(),
            attributes: Attributes::default(),
            is_page_visible,
            threads: Threads::default(),
            reads: Reads::default(),
            following: None,
            connection_problem: None,
            token: Token::default(),
            timers: Timers::default(),
            last_id: EffectId::default(),
        }
    }

    /// Returns the part that components see.
    pub fn visible(&self) -> VisibleState {
        VisibleState {
            phase: self.phase.clone(),
            is_busy: self.reads.is_loading(),
            shown: self.shown.clone(),
            room: self.request.room().map(ToString::to_string).unwrap_or_default(),
            connection_problem: self.connection_problem,
            can_compose: self.attributes.compose && self.capabilities.send,
        }
    }

    /// Returns the generation of what is on screen.
    pub fn generation(&self) -> Generation {
        self.generation
    }

    /// Whether rooms are on screen.
    fn is_loaded(&self) -> bool {
        matches!(self.phase, Phase::Loaded(_))
    }
}

/// Returns the state after an event, and the effects that the event has.
pub fn update(state: State, event: Event, now: Timestamp) -> (State, Vec<Effect>) {
    let mut update = Update { state, now, effects: Vec::new() };
    update.apply(event);
    (update.state, update.effects)
}

/// One update: the state it changes, and the effects it has so far.
struct Update {
    state: State,
    now: Timestamp,
    effects: Vec<Effect>,
}

impl Update {
    fn apply(&mut self, event: Event) {
        match event {
            Event::Requested(request) => self.show(request),
            Event::ProxyChanged(proxy) => self.change_proxy(proxy),
            Event::AuthorizationChanged => self.change_authorization(),
            Event::TokenFunctionReplaced => self.retry_refused_load(),
            Event::AttributesChanged { live, compose } => self.change_attributes(live, compose),
            Event::ReloadRequested => self.reload(),
            Event::Outbox { command, fresh_key } => self.run(command, fresh_key),
            Event::RoomRead { read, result } => self.finish_read(read, result),
            Event::Rendered(generation) => self.start_after_rendering(generation),
            Event::UndecodedCounted { generation, messages, undecoded } => {
                self.announce_load(generation, messages, undecoded);
            }
            Event::Stream { subscription, signal } => self.receive_signal(subscription, signal),
            Event::MessageAnswered { sending, outcome } => self.finish_sending(sending, outcome),
            Event::TimerElapsed(timer) => self.finish_timer(timer),
            Event::PageChanged { is_visible } => self.change_visibility(is_visible),
            Event::TokenSent { exp } => self.watch_token(exp),
            Event::Stopped => self.stop(),
        }
    }

    fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    fn next_id(&mut self) -> EffectId {
        self.state.last_id = self.state.last_id.next();
        self.state.last_id
    }
}

#[cfg(test)]
mod tests;
