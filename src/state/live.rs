//! The reducer of the live room: `(State, LiveEvent, now) -> (State, Vec<LiveEffect>)`.
//!
//! It makes all decisions about reading, following and sending. It is pure: the shell in [`super::room`] runs the effects
//! and reports their results as events. Each effect with a result has an [`EffectId`]. A report with an id that is no longer
//! pending is ignored.

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
pub use effect::{EffectId, Generation, LiveEffect};
pub use event::{LiveEvent, RoomRequest};
use following::{Attributes, Following};
use reading::Reads;
use thread::Threads;
use timers::Timers;
use token::Token;

/// Phase of the live room, which determines the content of the transcript.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// No room was requested.
    #[default]
    Idle,
    /// The first response is pending.
    Loading,
    /// The rooms are on screen. Another number means other rooms, which are mounted again.
    Loaded(u32),
    /// The load failed.
    Failed(Arc<ApiError>),
}

/// Reason why new messages may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectionProblem {
    /// The stream, or polling, is interrupted.
    Lost,
    /// The room could not be refreshed, or may not be followed.
    Refused(FailureKind),
}

/// The part of a [`State`] that components render.
#[derive(Clone, Debug)]
pub struct VisibleState {
    /// The current phase.
    pub phase: Phase,
    /// Whether a load is pending. The content on screen may be outdated until it completes.
    pub is_busy: bool,
    /// The rooms of the latest reading with the pending messages.
    pub shown: Option<Arc<TranscriptSnapshot>>,
    /// The requested room id; empty if no room was requested.
    pub room: String,
    /// Reason why new messages may be missing.
    pub connection_problem: Option<ConnectionProblem>,
    /// Whether the composer is shown.
    pub can_compose: bool,
}

/// The state of the live room of one element.
#[derive(Debug)]
pub struct State {
    proxy: ProxyConfig,
    request: RoomRequest,
    phase: Phase,
    /// Number of times that rooms were mounted.
    mounts: u32,
    shown: Option<Arc<TranscriptSnapshot>>,
    /// Incremented by each load. Reports of earlier generations are ignored.
    generation: Generation,
    /// Whether the rows of this generation are on screen. Following starts after that.
    is_rendered: bool,
    /// Time of the last retry of a refused load with a new token function.
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
    /// Returns the state of an element without a request.
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

    /// Returns the part that components render.
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

    /// Returns the current generation.
    pub fn generation(&self) -> Generation {
        self.generation
    }

    /// Returns whether rooms are on screen.
    fn is_loaded(&self) -> bool {
        matches!(self.phase, Phase::Loaded(_))
    }
}

/// Applies an event. Returns the new state and the effects.
pub fn update(state: State, event: LiveEvent, now: Timestamp) -> (State, Vec<LiveEffect>) {
    let mut update = Update { state, now, effects: Vec::new() };
    update.apply(event);
    (update.state, update.effects)
}

/// One application of an event: the state, and the effects so far.
struct Update {
    state: State,
    now: Timestamp,
    effects: Vec<LiveEffect>,
}

impl Update {
    fn apply(&mut self, event: LiveEvent) {
        match event {
            LiveEvent::Requested(request) => self.show(request),
            LiveEvent::ProxyChanged(proxy) => self.change_proxy(proxy),
            LiveEvent::AuthorizationChanged => self.change_authorization(),
            LiveEvent::TokenFunctionReplaced => self.retry_refused_load(),
            LiveEvent::AttributesChanged { live, compose } => self.change_attributes(live, compose),
            LiveEvent::ReloadRequested => self.reload(),
            LiveEvent::Outbox { command, fresh_key } => self.run(command, fresh_key),
            LiveEvent::RoomRead { read, result } => self.finish_read(read, result),
            LiveEvent::Rendered(generation) => self.start_after_rendering(generation),
            LiveEvent::UndecodedCounted { generation, messages, undecoded } => {
                self.announce_load(generation, messages, undecoded);
            }
            LiveEvent::Stream { subscription, signal } => self.receive_signal(subscription, signal),
            LiveEvent::MessageAnswered { sending, outcome } => self.finish_sending(sending, outcome),
            LiveEvent::TimerElapsed(timer) => self.finish_timer(timer),
            LiveEvent::PageChanged { is_visible } => self.change_visibility(is_visible),
            LiveEvent::TokenSent { exp } => self.watch_token(exp),
            LiveEvent::Stopped => self.stop(),
        }
    }

    fn effect(&mut self, effect: LiveEffect) {
        self.effects.push(effect);
    }

    fn next_id(&mut self) -> EffectId {
        self.state.last_id = self.state.last_id.next();
        self.state.last_id
    }
}

#[cfg(test)]
mod tests;
