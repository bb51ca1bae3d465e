//! The warning before a token expires, so that the page can set another one.

use std::time::Duration;

use super::{LiveEffect, Update, timers::Timer};
use crate::{api::ApiError, state::events::ElementEvent};

/// Time before the expiry at which the page is warned.
const EXPIRY_WARNING: Duration = Duration::from_mins(1);
/// Maximum delay of one timer. Browsers limit a timer to 24 days.
const MAX_DELAY: Duration = Duration::from_hours(7 * 24);

/// State of the page's tokens.
#[derive(Debug, Default)]
pub(super) struct Token {
    /// `exp` of the last token that was sent.
    exp: Option<i64>,
    /// Whether another token was requested, and no token was accepted since.
    pub(super) is_requested: bool,
}

impl Update {
    /// Requests another token from the page, once until a token is accepted.
    pub(super) fn request_token(&mut self) {
        if !std::mem::replace(&mut self.state.token.is_requested, true) {
            self.emit_error(&ApiError::from_status(401, ""));
        }
    }

    /// Schedules the warning for a token. There is one warning per token.
    pub(super) fn watch_token(&mut self, exp: Option<i64>) {
        if self.state.token.exp == exp {
            return;
        }
        self.state.token.exp = exp;
        self.stop_timer(&Timer::TokenExpiry);
        self.await_token_expiry();
    }

    pub(super) fn warn_of_token_expiry(&mut self) {
        let Some(exp) = self.state.token.exp else { return };
        if self.delay_of_warning(exp).is_zero() {
            self.effect(LiveEffect::Emit { event: ElementEvent::TokenExpiring { exp }, only_for: None });
        } else {
            self.await_token_expiry();
        }
    }

    fn await_token_expiry(&mut self) {
        if let Some(exp) = self.state.token.exp {
            self.start_timer(Timer::TokenExpiry, self.delay_of_warning(exp).min(MAX_DELAY));
        }
    }

    fn delay_of_warning(&self, exp: i64) -> Duration {
        let seconds_left = exp.saturating_sub(self.now.epoch_millis() / 1000);
        Duration::from_secs(u64::try_from(seconds_left).unwrap_or_default()).saturating_sub(EXPIRY_WARNING)
    }
}
