//! Reads of the room, one at a time.

use std::time::Duration;

use happytalk_model::RoomId;

use super::{ConnectionProblem, EffectId, LiveEffect, Update, timers::Timer};
use crate::api::{ApiError, error::FailureKind, rooms::RoomReading};

/// Delay from an event to the next reading, because the vendor's record lags behind its webhook.
pub(super) const REFRESH_DELAY: Duration = Duration::from_secs(2);

/// Reads of the room on screen.
#[derive(Debug, Default)]
pub(super) struct Reads {
    in_flight: Option<Read>,
    /// Whether a check by the reader starts when the read in flight ends.
    is_check_due: bool,
    /// Whether another refresh was requested while one was scheduled.
    is_refresh_due_again: bool,
}

/// A read in flight.
#[derive(Debug)]
struct Read {
    id: EffectId,
    purpose: Purpose,
}

/// Purpose of a read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A load or reload. An error replaces the content on screen.
    Load,
    /// An update of the content on screen. An error keeps the content.
    Refresh {
        /// Whether the reader requested it to check for a message.
        is_check: bool,
    },
}

impl Reads {
    /// Returns whether a load is in flight.
    pub(super) fn is_loading(&self) -> bool {
        self.in_flight.as_ref().is_some_and(|read| read.purpose == Purpose::Load)
    }
}

impl Update {
    /// Aborts the read in flight, and cancels scheduled ones.
    pub(super) fn abort_reads(&mut self) {
        self.stop_timer(&Timer::Refresh);
        if std::mem::take(&mut self.state.reads).in_flight.is_some() {
            self.effect(LiveEffect::AbortRead);
        }
    }

    pub(super) fn read(&mut self, room: RoomId, purpose: Purpose) {
        let read = self.next_id();
        self.state.reads.in_flight = Some(Read { id: read, purpose });
        self.effect(LiveEffect::ReadRoom { read, room });
    }

    /// Refreshes the room on screen. During a read, schedules the refresh.
    pub(super) fn refresh(&mut self) {
        let Some(room) = self.state.request.room().filter(|_| self.state.is_loaded()).cloned() else { return };
        if self.state.reads.in_flight.is_some() {
            self.refresh_later();
        } else {
            let is_check = std::mem::take(&mut self.state.reads.is_check_due);
            self.read(room, Purpose::Refresh { is_check });
        }
    }

    /// Schedules a refresh. Further calls before it is due cause one more refresh after it.
    pub(super) fn refresh_later(&mut self) {
        if self.state.timers.is_running(&Timer::Refresh) {
            self.state.reads.is_refresh_due_again = true;
        } else {
            self.start_timer(Timer::Refresh, REFRESH_DELAY);
        }
    }

    pub(super) fn refresh_when_due(&mut self) {
        if std::mem::take(&mut self.state.reads.is_refresh_due_again) {
            self.refresh_later();
        }
        self.refresh();
    }

    /// Refreshes the room for the reader. Waits for a read in flight, which may have started too early.
    pub(super) fn check(&mut self) {
        self.state.reads.is_check_due = true;
        if self.state.reads.in_flight.is_none() {
            self.refresh();
        }
    }

    /// Handles the result of a read. Ignores the result of an earlier read.
    pub(super) fn finish_read(&mut self, id: EffectId, result: Result<RoomReading, ApiError>) {
        let Some(Read { purpose, .. }) = self.state.reads.in_flight.take_if(|read| read.id == id) else { return };
        match (purpose, result) {
            (Purpose::Load, Ok(reading)) => self.finish_load(reading),
            (Purpose::Load, Err(error)) => self.fail(error),
            (Purpose::Refresh { is_check }, Ok(reading)) => self.finish_refresh(reading, is_check),
            (Purpose::Refresh { is_check }, Err(error)) => self.fail_refresh(error.kind, is_check),
        }
        if self.state.reads.is_check_due {
            self.refresh();
        }
    }

    fn finish_refresh(&mut self, reading: RoomReading, is_check: bool) {
        let had_stream = std::mem::replace(&mut self.state.capabilities, reading.capabilities).live;
        if !reading.capabilities.live {
            // Without a stream, only a reading shows that the token is accepted.
            self.state.token.is_requested = false;
        }
        let thread = &mut self.state.threads.current;
        thread.reading = Some(reading.transcript);
        if is_check {
            thread.pending.mark_checked(self.now);
        }
        self.render();
        if self.state.following.is_some() && had_stream != reading.capabilities.live {
            self.follow();
        } else {
            self.recover();
        }
    }

    fn fail_refresh(&mut self, kind: FailureKind, is_check: bool) {
        if kind == FailureKind::Unauthorized {
            self.request_token();
        }
        if !self.state.attributes.live && !is_check {
            return;
        }
        let is_refusal = matches!(kind, FailureKind::Unauthorized | FailureKind::Forbidden | FailureKind::NotFound);
        let is_stream_lost = self.state.connection_problem == Some(ConnectionProblem::Lost);
        // A stream reports its own loss. Without one, polling is the connection.
        let is_connected = !self.state.attributes.live || (self.state.capabilities.live && !is_stream_lost);
        let is_lost = !is_refusal && !is_connected;
        let problem = if is_lost { ConnectionProblem::Lost } else { ConnectionProblem::Refused(kind) };
        self.state.connection_problem = Some(problem);
    }
}
