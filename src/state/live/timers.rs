//! Running timers by purpose.

use std::{num::NonZeroU32, time::Duration};

use super::{EffectId, LiveEffect, Update, thread::ThreadKey};

/// Purpose of a timer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Timer {
    /// The next poll of a followed room.
    Poll,
    /// A scheduled refresh.
    Refresh,
    /// A final refresh for a sent message that no reading contains yet.
    FinalRefresh(ThreadKey, NonZeroU32),
    /// A retry of a refused load.
    Retry,
    /// The warning before the token expires.
    TokenExpiry,
}

/// The running timers.
#[derive(Debug, Default)]
pub(super) struct Timers(Vec<(EffectId, Timer)>);

impl Timers {
    pub(super) fn is_running(&self, timer: &Timer) -> bool {
        self.0.iter().any(|(_, running)| running == timer)
    }
}

impl Update {
    pub(super) fn start_timer(&mut self, timer: Timer, after: Duration) {
        let id = self.next_id();
        self.state.timers.0.push((id, timer));
        self.effect(LiveEffect::StartTimer { timer: id, after });
    }

    pub(super) fn stop_timer(&mut self, timer: &Timer) {
        self.stop_timers(|running| running == timer);
    }

    pub(super) fn stop_timers(&mut self, is_stopped: impl Fn(&Timer) -> bool) {
        let timers = std::mem::take(&mut self.state.timers.0);
        for (id, timer) in timers {
            if is_stopped(&timer) {
                self.effect(LiveEffect::StopTimer(id));
            } else {
                self.state.timers.0.push((id, timer));
            }
        }
    }

    /// Handles an elapsed timer. Ignores a stopped timer.
    pub(super) fn finish_timer(&mut self, id: EffectId) {
        let Some(at) = self.state.timers.0.iter().position(|(running, _)| *running == id) else { return };
        match self.state.timers.0.swap_remove(at).1 {
            Timer::Poll => self.poll(),
            Timer::Refresh => self.refresh_when_due(),
            Timer::FinalRefresh(thread, number) => self.run_final_refresh(&thread, number),
            Timer::Retry => self.retry(),
            Timer::TokenExpiry => self.warn_of_token_expiry(),
        }
    }
}
