//! Following a room: its event stream, polling, and connection problems.

use std::time::Duration;

use happytalk_present::options::ProxyMode;

use super::{ConnectionProblem, EffectId, LiveEffect, Update, timers::Timer};
use crate::api::{error::FailureKind, events::StreamSignal};

/// Interval between readings of a followed room.
pub(super) const POLL_INTERVAL: Duration = Duration::from_secs(30);
/// Interval between readings of a followed room behind a proxy without a stream.
pub(super) const POLL_INTERVAL_WITHOUT_STREAM: Duration = Duration::from_secs(10);

/// The attributes `live` and `compose`.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    /// Whether to follow new messages.
    pub(super) live: bool,
    /// Whether to show the composer.
    pub(super) compose: bool,
}

/// State of a followed room.
#[derive(Debug)]
pub(super) struct Following {
    /// The event stream; `None` if the proxy does not permit one.
    subscription: Option<EffectId>,
}

impl Update {
    pub(super) fn change_attributes(&mut self, live: bool, compose: bool) {
        let before = std::mem::replace(&mut self.state.attributes, Attributes { live, compose });
        if before.live != live {
            self.follow();
        }
    }

    /// Starts or restarts following, if the attribute `live` is set and the rows are on screen.
    pub(super) fn follow(&mut self) {
        self.stop_following();
        if !self.state.attributes.live || !self.state.is_rendered || !self.state.is_loaded() {
            return;
        }
        let Some(room) = self.state.request.room().cloned() else { return };
        let subscription = self.state.capabilities.live.then(|| self.next_id());
        self.state.following = Some(Following { subscription });
        if let Some(subscription) = subscription {
            self.effect(LiveEffect::Subscribe { subscription, room });
        }
        self.await_poll();
    }

    pub(super) fn stop_following(&mut self) {
        self.state.connection_problem = None;
        self.stop_timer(&Timer::Poll);
        if self.state.following.take().is_some_and(|following| following.subscription.is_some()) {
            self.effect(LiveEffect::Unsubscribe);
        }
    }

    /// Reads the room when the page becomes visible, because it is not polled while hidden.
    pub(super) fn change_visibility(&mut self, is_visible: bool) {
        self.state.is_page_visible = is_visible;
        self.stop_timer(&Timer::Poll);
        self.poll();
    }

    /// Reads a followed room while the page is visible.
    pub(super) fn poll(&mut self) {
        if self.state.following.is_some() && self.state.is_page_visible {
            self.await_poll();
            self.refresh();
        }
    }

    fn await_poll(&mut self) {
        if self.state.is_page_visible {
            let interval = match self.state.proxy.mode {
                ProxyMode::Passthrough => POLL_INTERVAL_WITHOUT_STREAM,
                ProxyMode::Gateway => POLL_INTERVAL,
            };
            self.start_timer(Timer::Poll, interval);
        }
    }

    /// Handles a signal of the stream. Ignores signals of an earlier subscription.
    pub(super) fn receive_signal(&mut self, subscription: EffectId, signal: StreamSignal) {
        if self.state.following.as_ref().and_then(|following| following.subscription) != Some(subscription) {
            return;
        }
        match signal {
            StreamSignal::Message { bytes, received } => {
                if self.state.threads.current.pending.add_received(&bytes, *received, self.now) {
                    self.render();
                }
                self.refresh_later();
            }
            StreamSignal::Ended => {
                self.state.threads.current.pending.mark_ended();
                self.render();
                self.refresh_later();
            }
            // Earlier events are lost, and the vendor's record may not contain their messages yet.
            StreamSignal::Connected => {
                self.state.token.is_requested = false;
                self.state.connection_problem = None;
                self.refresh();
                self.refresh_later();
            }
            StreamSignal::Missed => self.refresh(),
            StreamSignal::Lost => self.state.connection_problem = Some(ConnectionProblem::Lost),
            StreamSignal::Refused(kind @ FailureKind::Unauthorized) => {
                self.request_token();
                self.state.connection_problem = Some(ConnectionProblem::Refused(kind));
            }
            // Polling replaces a stream, such as behind a proxy that does not send its capabilities.
            StreamSignal::Refused(_) => {
                self.state.connection_problem.take_if(|problem| *problem == ConnectionProblem::Lost);
            }
        }
    }

    /// Clears the connection problem after a successful reading.
    pub(super) fn recover(&mut self) {
        let has_stream = self.state.capabilities.live;
        match self.state.connection_problem {
            // The stream was refused because of a token that was replaced.
            Some(ConnectionProblem::Refused(FailureKind::Unauthorized)) if has_stream => self.follow(),
            // The stream itself reports when it is open again.
            Some(ConnectionProblem::Lost) if has_stream && self.state.proxy.mode == ProxyMode::Gateway => {}
            _ => self.state.connection_problem = None,
        }
    }
}
