//! Loading: requests, reloads, errors, and the events about them.

use std::time::Duration;

use happytalk_model::{RoomId, Transcript};

use super::{
    Generation, LiveEffect, Phase, RoomRequest, Update,
    reading::Purpose,
    thread::{Thread, Threads},
    timers::Timer,
};
use crate::{
    api::{
        ApiError, ProxyConfig,
        error::FailureKind,
        rooms::{Capabilities, RoomReading},
    },
    state::events::ElementEvent,
};

/// Minimum interval between retries of a load with a new token function.
const RETRY_INTERVAL: Duration = Duration::from_secs(10);

impl Update {
    /// Shows other content. New `data` replaces earlier `data` in place, so that kept rows stay mounted.
    pub(super) fn show(&mut self, request: RoomRequest) {
        let is_replacing_data =
            matches!((&self.state.request, &request), (RoomRequest::Data(_), RoomRequest::Data(Ok(_))));
        if !is_replacing_data {
            // Messages of one room must never be shown in another room.
            self.state.phase = Phase::Loading;
            self.state.shown = None;
        }
        self.state.token.is_requested = false;
        self.state.retried_at = None;
        self.state.capabilities = Capabilities::default();
        let thread = match &request {
            RoomRequest::Room(room) => Thread::new(self.state.proxy.clone(), room.clone()),
            _ => Thread::default(),
        };
        self.state.threads.enter(thread);
        self.state.request = request;
        self.load();
    }

    /// Loads the room from another proxy.
    pub(super) fn change_proxy(&mut self, proxy: ProxyConfig) {
        self.state.proxy = proxy;
        if let RoomRequest::Room(room) = &self.state.request {
            self.show(RoomRequest::Room(room.clone()));
        }
    }

    /// Uses the new authorization for the stream and the next request. Repeats a load only if the previous authorization may have
    /// caused its failure.
    pub(super) fn change_authorization(&mut self) {
        if self.state.request.room().is_none() {
            return;
        }
        if self.state.reads.is_loading() || self.is_refused() {
            self.reload();
        } else {
            self.follow();
        }
    }

    /// Repeats a refused load, because the new function may return another token. The rate is limited, because frameworks
    /// replace the function on every render.
    pub(super) fn retry_refused_load(&mut self) {
        if !self.is_refused() || self.state.timers.is_running(&Timer::Retry) {
            return;
        }
        let since = self.state.retried_at.map_or(i64::MAX, |retried_at| self.now.seconds_since(retried_at));
        let wait = RETRY_INTERVAL.saturating_sub(Duration::from_secs(since.try_into().unwrap_or_default()));
        if wait.is_zero() {
            self.retry();
        } else {
            self.start_timer(Timer::Retry, wait);
        }
    }

    pub(super) fn retry(&mut self) {
        if self.is_refused() {
            self.state.retried_at = Some(self.now);
            self.reload();
        }
    }

    /// Returns whether the last load failed because the token was missing, invalid or insufficient.
    fn is_refused(&self) -> bool {
        let Phase::Failed(error) = &self.state.phase else { return false };
        self.state.request.room().is_some() && matches!(error.kind, FailureKind::Unauthorized | FailureKind::Forbidden)
    }

    /// Loads the content again. Rows stay on screen until the response arrives; the skeleton replaces an error.
    pub(super) fn reload(&mut self) {
        if matches!(self.state.phase, Phase::Failed(_)) {
            self.state.phase = Phase::Loading;
        }
        self.load();
    }

    /// Ends all reads, timers and subscriptions of an unmounted element.
    pub(super) fn stop(&mut self) {
        self.begin_generation();
        self.stop_timers(|_| true);
        self.state.threads = Threads::default();
        self.state.request = RoomRequest::Nothing;
        self.state.phase = Phase::Idle;
        self.state.shown = None;
    }

    fn load(&mut self) {
        self.begin_generation();
        match self.state.request.clone() {
            RoomRequest::Nothing => self.state.phase = Phase::Idle,
            RoomRequest::Invalid(error) | RoomRequest::Data(Err(error)) => self.fail(error),
            RoomRequest::Data(Ok(reading)) => self.finish_load(reading),
            RoomRequest::Room(room) => self.read(room, Purpose::Load),
        }
    }

    /// Starts a new generation, and ends the effects of the previous one.
    fn begin_generation(&mut self) {
        self.state.generation = self.state.generation.next();
        self.state.is_rendered = false;
        self.stop_following();
        self.stop_timer(&Timer::Retry);
        self.abort_reads();
    }

    pub(super) fn finish_load(&mut self, reading: RoomReading) {
        self.state.capabilities = reading.capabilities;
        self.state.threads.current.reading = Some(reading.transcript);
        self.show_thread();
        self.effect(LiveEffect::AwaitRendering(self.state.generation));
    }

    pub(super) fn fail(&mut self, error: ApiError) {
        self.emit_error(&error);
        self.state.shown = None;
        self.state.phase = Phase::Failed(error.into());
    }

    /// Updates the rows, if rooms are on screen.
    pub(super) fn render(&mut self) {
        if self.state.is_loaded() {
            self.show_thread();
        }
    }

    /// Shows the latest reading with the pending messages. The same rooms stay mounted.
    fn show_thread(&mut self) {
        let thread = &mut self.state.threads.current;
        let Some(reading) = &thread.reading else { return };
        let before = self.state.shown.take();
        let shown = thread.pending.merge(reading, before.as_ref().map_or(reading, |before| &before.transcript));
        thread.forget_recorded();
        let are_same = before.is_some_and(|before| room_ids(&before.transcript).eq(room_ids(&shown.transcript)));
        if !are_same {
            self.state.mounts = self.state.mounts.wrapping_add(1);
        }
        self.state.phase = Phase::Loaded(self.state.mounts);
        self.state.shown = Some(shown.into());
    }

    /// Starts following and counting rows after the rows are on screen.
    pub(super) fn start_after_rendering(&mut self, generation: Generation) {
        if generation == self.state.generation && self.state.is_loaded() {
            self.state.is_rendered = true;
            self.follow();
            self.effect(LiveEffect::CountUndecoded(generation));
        }
    }

    pub(super) fn announce_load(&mut self, generation: Generation, messages: usize, undecoded: usize) {
        if generation != self.state.generation {
            return;
        }
        let requested = self.state.request.room().map(RoomId::as_str);
        let first = self.state.shown.as_ref().and_then(|shown| room_ids(&shown.transcript).next()?);
        let room = requested.or(first).unwrap_or_default().to_owned();
        self.emit(ElementEvent::Load { room, messages, undecoded });
    }

    pub(super) fn emit_error(&mut self, error: &ApiError) {
        let ApiError { kind, status, message, .. } = error;
        self.emit(ElementEvent::Error { kind: kind.slug(), status: *status, message: message.clone() });
    }

    fn emit(&mut self, event: ElementEvent) {
        self.effect(LiveEffect::Emit { event, only_for: Some(self.state.generation) });
    }
}

fn room_ids(transcript: &Transcript) -> impl Iterator<Item = Option<&str>> {
    transcript.rooms.iter().map(|room| room.info.id.as_deref())
}
