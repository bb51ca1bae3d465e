//! Timers. Browsers delay them in a hidden page.

use std::time::Duration;

use gloo_timers::{callback::Timeout, future::TimeoutFuture};

/// Resolves after a duration.
pub async fn sleep(duration: Duration) {
    TimeoutFuture::new(milliseconds(duration)).await;
}

/// Calls a function after a duration. Dropping the timer cancels it.
#[must_use = "dropping the timer cancels it"]
pub fn call_after(duration: Duration, call: impl FnOnce() + 'static) -> Timer {
    Timer(Timeout::new(milliseconds(duration), call))
}

/// A timer with a pending call.
#[derive(Debug)]
pub struct Timer(#[expect(dead_code, reason = "cancels the call when it is dropped")] Timeout);

/// Returns the delay in milliseconds, limited to the signed 32-bit number that browsers support.
fn milliseconds(duration: Duration) -> u32 {
    u32::try_from(duration.as_millis()).unwrap_or(u32::MAX).min(i32::MAX.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delay_is_limited_to_the_maximum_of_browsers() {
        assert_eq!(milliseconds(Duration::from_secs(3)), 3_000);
        assert_eq!(milliseconds(Duration::from_secs(1 << 40)), 2_147_483_647);
    }
}
