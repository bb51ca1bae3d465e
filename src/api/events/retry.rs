//! When a connection is opened again.

use std::time::Duration;

use happytalk_present::failure::FailureKind;

use super::super::error::kind_of_status;

/// Pause after the first failure, unless the server sends another one (`retry`).
pub const DEFAULT_PAUSE: Duration = Duration::from_secs(3);
/// Longest pause between attempts while the connection is lost. A connection that lasted longer was no failure.
pub const MAX_PAUSE: Duration = Duration::from_mins(1);
/// Longest pause between attempts while the stream is refused, and longest `Retry-After` that is honoured.
const MAX_PAUSE_REFUSED: Duration = Duration::from_mins(10);

/// What to do after a connection ended, or was not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Ask the page for another token and try again at once.
    RetryWithNewToken,
    /// Tell subscribers that the connection is lost, and try again after a pause.
    Reconnect,
    /// Tell subscribers that the stream is refused, and try again after a pause: a load balancer may answer so during a rollout.
    RetryRefused(FailureKind),
    /// Tell subscribers that the stream is refused, and stop until the authorization changes.
    Stop(FailureKind),
}

impl Step {
    /// Decides by the status of an answer that was no stream; `None` if there was a stream or no answer.
    ///
    /// `may_retry_token`: the page has a token function that was not yet called again since the last success.
    pub fn after(status: Option<u16>, may_retry_token: bool) -> Self {
        match status {
            None | Some(408 | 425 | 429 | 500..) => Self::Reconnect,
            Some(401) if may_retry_token => Self::RetryWithNewToken,
            Some(401) => Self::Stop(FailureKind::Unauthorized),
            Some(status) => Self::RetryRefused(kind_of_status(status)),
        }
    }

    /// Returns the pause before the next attempt; `None` if there is none.
    ///
    /// It doubles with each failure in a row. `jitter` is a random number from 0 to 1 that spreads the clients.
    pub fn pause(self, initial: Duration, failures: u32, jitter: f64, retry_after: Duration) -> Option<Duration> {
        let max = match self {
            Self::Stop(_) => return None,
            Self::RetryWithNewToken => return Some(Duration::ZERO),
            Self::Reconnect => MAX_PAUSE,
            Self::RetryRefused(_) => MAX_PAUSE_REFUSED,
        };
        let factor = 2_u32.saturating_pow(failures.saturating_sub(1));
        let doubled = initial.saturating_mul(factor).min(max);
        Some(doubled.mul_f64(0.5 + jitter).max(retry_after.min(MAX_PAUSE_REFUSED)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn millis(initial: u64, failures: u32, jitter: f64, retry_after: Duration) -> u128 {
        let pause = Step::Reconnect.pause(Duration::from_millis(initial), failures, jitter, retry_after);
        pause.expect("it is retried").as_millis()
    }

    #[test]
    fn pauses_grow_to_a_minute_and_are_spread() {
        let middle = |failures| millis(3_000, failures, 0.5, Duration::ZERO);
        assert_eq!([1, 2, 3, 4, 5, 6, 2_000].map(middle), [3_000, 6_000, 12_000, 24_000, 48_000, 60_000, 60_000]);
        assert_eq!([0.0, 0.999].map(|jitter| millis(3_000, 1, jitter, Duration::ZERO)), [1_500, 4_497]);
        assert_eq!(millis(500, 0, 0.5, Duration::ZERO), 500, "the server sets the first pause");
    }

    #[test]
    fn retry_after_is_a_lower_bound_within_ten_minutes() {
        assert_eq!(millis(3_000, 1, 0.5, Duration::from_secs(30)), 30_000);
        assert_eq!(millis(u64::MAX, 9, 0.5, Duration::from_secs(u64::MAX)), 600_000);
    }

    #[test]
    fn pauses_of_a_refused_stream_grow_further() {
        let refused = Step::RetryRefused(FailureKind::NotFound);
        let pause = refused.pause(DEFAULT_PAUSE, 20, 0.5, Duration::ZERO);
        assert_eq!(pause, Some(Duration::from_mins(10)));
    }

    #[test]
    fn passing_failures_are_lost_connections() {
        let passing = [None, Some(408), Some(425), Some(429), Some(500), Some(502), Some(503), Some(504)];
        assert!(passing.into_iter().all(|status| Step::after(status, true) == Step::Reconnect));
    }

    #[test]
    fn refusals_are_reported_and_retried() {
        for (status, kind) in [
            (200, FailureKind::Unreadable),
            (204, FailureKind::Unreadable),
            (400, FailureKind::BadRequest),
            (403, FailureKind::Forbidden),
            (404, FailureKind::NotFound),
            (406, FailureKind::Unreadable),
        ] {
            assert_eq!(Step::after(Some(status), true), Step::RetryRefused(kind), "{status}");
        }
    }

    #[test]
    fn refused_token_is_requested_once_more_and_then_final() {
        assert_eq!(Step::after(Some(401), true), Step::RetryWithNewToken);
        let stop = Step::after(Some(401), false);
        assert_eq!(stop, Step::Stop(FailureKind::Unauthorized));
        assert_eq!(stop.pause(DEFAULT_PAUSE, 1, 0.5, Duration::ZERO), None);
    }
}
