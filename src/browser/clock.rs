//! The current time, from the browser's clock.

use happytalk_model::timestamp::Timestamp;
use js_sys::Date;

/// Returns the seconds since 1970.
fn current_epoch_seconds() -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "whole seconds since 1970")]
    let seconds = (Date::now() / 1000.0) as i64;
    seconds
}

/// Returns the current time; 1970 if the clock is set to a year outside the calendar.
///
/// # Panics
/// Never: 1970 is in the calendar.
pub fn current_timestamp() -> Timestamp {
    let now = Timestamp::from_epoch_seconds(current_epoch_seconds()).or_else(|| Timestamp::from_epoch_seconds(0));
    now.expect("1970 is in the calendar")
}

/// Returns the current calendar day in Korea, such as `2025-10-01`.
pub fn current_day() -> String {
    current_timestamp().day()
}
