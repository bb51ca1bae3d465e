//! Warning that the token expires soon, so that the page can set another one.

use std::time::Duration;

use super::{Effect, Update, timers::Timer};
use crate::state::events::ElementEvent;

/// Time before the expiry at which the page is warned.
const EXPIRY_WARNING: Duration = Duration::from_secs(60);
/// Longest delay of one timer. Browsers can't wait longer than 24 days at once.
const MAX_DELAY: Duration = Duration::from_secs(7 * 24 * 3600);

impl Update {
    /// Schedules the warning for a token. The same token is warned of once.
    pub(super) fn watch_token(&mut self, exp: Option<i64>) {
        if self.state.token_exp == exp {
            return;
        }
        self.state.token_exp = exp;
        self.stop_timer(&Timer::TokenExpiry);
        self.await_token_expiry();
    }

    pub(super) fn warn_of_token_expiry(&mut self) {
        let Some(exp) = self.state.token_exp else { return };
        if self.delay_of_warning(exp).is_zero() {
            self.effect(Effect::Emit { event: ElementEvent::TokenExpiring { exp }, only_for: None });
        } else {
            self.await_token_expiry();
        }
    }

    fn await_token_expiry(&mut self) {
        if let Some(exp) = self.state.token_exp {
            self.start_timer(Timer::TokenExpiry, self.delay_of_warning(exp).min(MAX_DELAY));
        }
    }

    fn delay_of_warning(&self, exp: i64) -> Duration {
        let seconds_left = exp.saturating_sub(self.now.epoch_millis() / 1000);
        Duration::from_secs(u64::try_from(seconds_left).unwrap_or_default()).saturating_sub(EXPIRY_WARNING)
    }
}
