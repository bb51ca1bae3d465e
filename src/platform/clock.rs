//! The reader's clock, read for what it says of Korea.

use happytalk_model::timestamp::Timestamp;
use js_sys::Date;

/// The calendar day it is in Korea, `2025-10-01`; empty where the clock is set to a year that no calendar has.
pub fn today() -> String {
    #[expect(clippy::cast_possible_truncation, reason = "whole seconds since 1970")]
    let now = (Date::now() / 1000.0) as i64;
    Timestamp::from_epoch_seconds(now).map(|now| now.day()).unwrap_or_default()
}
