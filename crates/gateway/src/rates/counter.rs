//! Requests counted under a number each, in bounded memory.
//!
//! Those who have been silent long enough are forgotten. Should too many be active at once (many addresses asking at the
//! same time), they share counters: then some are slowed down who are not to blame, and memory stays what it was.

use std::{
    num::NonZeroU32,
    sync::atomic::{AtomicBool, AtomicU32, Ordering},
};

use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
};

/// Counted at the same time: a few megabytes.
const MOST: usize = 50_000;
/// What is shared beyond that.
const SHARED: u64 = 4096;
/// How many requests pass between two looks at the size.
const LOOK_EVERY: u32 = 256;

/// One rate, for everyone who is counted by it.
#[derive(Debug)]
pub(super) struct Counter {
    limiter: DefaultKeyedRateLimiter<u64>,
    clock: DefaultClock,
    requests: AtomicU32,
    is_full: AtomicBool,
    most: usize,
}

impl Counter {
    /// `burst` at once, then `per_second`; `None` where either is 0.
    pub(super) fn new(per_second: u32, burst: u32) -> Option<Self> {
        let quota = Quota::per_second(NonZeroU32::new(per_second)?).allow_burst(NonZeroU32::new(burst)?);
        Some(Self {
            limiter: RateLimiter::keyed(quota),
            clock: DefaultClock::default(),
            requests: AtomicU32::new(0),
            is_full: AtomicBool::new(false),
            most: MOST,
        })
    }

    /// Counts one; else the seconds to wait.
    pub(super) fn count(&self, bucket: u64) -> Result<(), u32> {
        if self.requests.fetch_add(1, Ordering::Relaxed).is_multiple_of(LOOK_EVERY) {
            self.look();
        }
        let bucket = if self.is_full.load(Ordering::Relaxed) { bucket % SHARED } else { bucket };
        self.limiter.check_key(&bucket).map_err(|early| {
            let wait = early.wait_time_from(self.clock.now());
            u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1)
        })
    }

    fn look(&self) {
        if self.limiter.len() > self.most / 2 {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
        self.is_full.store(self.limiter.len() >= self.most, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_let_through_and_then_there_is_a_time_to_wait() {
        let counter = Counter::new(1, 5).unwrap();
        for _ in 0..5 {
            assert_eq!(counter.count(1), Ok(()));
        }
        let seconds = counter.count(1).unwrap_err();
        assert!((1..=2).contains(&seconds), "{seconds}");
        assert_eq!(counter.count(2), Ok(()), "others go on");
    }

    #[test]
    fn memory_is_bounded_whoever_asks() {
        let counter = Counter { most: 1000, ..Counter::new(1, 1).unwrap() };
        for bucket in 0..100_000_u64 {
            let _ = counter.count(bucket.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        }
        let size = counter.limiter.len();
        assert!(size <= 1000 + LOOK_EVERY as usize + usize::try_from(SHARED).unwrap(), "{size}");
    }

    #[test]
    fn the_silent_are_forgotten() {
        let counter = Counter { most: 100, ..Counter::new(10_000, 1).unwrap() };
        for bucket in 0..900 {
            assert_eq!(counter.count(bucket), Ok(()));
        }
        let start = std::time::Instant::now();
        while counter.limiter.len() > 50 {
            assert!(start.elapsed().as_secs() < 20, "{}", counter.limiter.len());
            std::thread::sleep(std::time::Duration::from_millis(20));
            counter.look();
        }
    }
}
