//! The room on screen: one store, one writer.

use std::sync::Arc;

use happytalk_present::live::Shown;
use leptos::prelude::*;

use super::outbox::OutboxCommand;
use crate::api::{ApiError, error::FailureKind};

/// What is on screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// No room was requested.
    #[default]
    Idle,
    /// The first answer is pending.
    Loading,
    /// [`RoomState::shown`] holds the answer. Another number means other rooms: everything is mounted anew.
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

/// The room on screen, as signals. A context of the transcript's components; only the shell below writes it.
#[derive(Clone, Copy, Debug)]
pub struct RoomState {
    /// What is on screen.
    pub phase: RwSignal<Phase>,
    /// Whether an answer is pending; what is on screen may be older meanwhile.
    pub is_busy: RwSignal<bool>,
    /// The rooms with everything that is known beyond the last reading.
    pub shown: RwSignal<Option<Arc<Shown>>>,
    /// The requested room id; empty for the `data` property.
    pub room: RwSignal<String>,
    /// Why new messages may be missing.
    pub connection_problem: RwSignal<Option<ConnectionProblem>>,
    /// Whether the composer is shown.
    pub can_compose: RwSignal<bool>,
}

impl RoomState {
    /// Reads the room again. What is on screen stays until the answer arrives; an error gives way to the skeleton.
    pub fn reload(self) {
        leptos::logging::log!("not yet")
    }

    /// Runs a command of the reader on their own messages.
    pub fn run(self, _command: OutboxCommand) {
        leptos::logging::log!("not yet")
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
