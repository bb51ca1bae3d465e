//! Vendor times: local Korean time (KST, +09:00, no daylight saving), written without a zone.

use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// A moment in Korean local time. Orders by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub(crate) PrimitiveDateTime);

/// Korea's distance from UTC; the same all year, and since before there was any vendor.
const KST_SECONDS: i32 = 9 * 3600;

impl Timestamp {
    /// The parts of a Korean local time; `None` when there is no such moment (February 30, 25 o'clock).
    pub fn from_parts(year: i32, month: u8, day: u8, hour: u8, minute: u8, second: u8) -> Option<Self> {
        let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
        let time = Time::from_hms(hour, minute, second).ok()?;
        (1..=9999).contains(&year).then(|| Self(PrimitiveDateTime::new(date, time)))
    }

    /// Seconds since 1970-01-01T00:00:00Z; `None` outside the years 1 to 9999.
    pub fn from_epoch_seconds(seconds: i64) -> Option<Self> {
        let offset = UtcOffset::from_whole_seconds(KST_SECONDS).ok()?;
        let local = OffsetDateTime::from_unix_timestamp(seconds).ok()?.checked_to_offset(offset)?;
        (1..=9999).contains(&local.year()).then(|| Self(PrimitiveDateTime::new(local.date(), local.time())))
    }

    /// `2025-10-01`, the Korean calendar day (the value of `data-day`).
    pub fn day(&self) -> String {
        let date = self.0.date();
        format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
    }

    /// `2025-10-01T22:11:47+09:00`, for `<time datetime>`.
    pub fn iso(&self) -> String {
        let (hour, minute, second) = self.0.time().as_hms();
        format!("{}T{hour:02}:{minute:02}:{second:02}+09:00", self.day())
    }

    /// Milliseconds since 1970-01-01T00:00:00Z, for the browser's `Intl`.
    pub fn epoch_millis(&self) -> i64 {
        (self.0.assume_utc().unix_timestamp() - i64::from(KST_SECONDS)) * 1000
    }

    /// Whole seconds from `earlier` to this moment; negative when this one is before it.
    pub fn seconds_since(&self, earlier: Timestamp) -> i64 {
        (self.0 - earlier.0).whole_seconds()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_korean_time_and_counted_in_utc() {
        let moment = Timestamp::from_parts(2025, 10, 1, 22, 11, 47).expect("a moment");
        assert_eq!(moment.day(), "2025-10-01");
        assert_eq!(moment.iso(), "2025-10-01T22:11:47+09:00");
        assert_eq!(moment.epoch_millis(), 1_759_324_307_000);
        assert_eq!(Timestamp::from_epoch_seconds(1_759_324_307), Some(moment));
    }

    #[test]
    fn a_day_begins_at_korean_midnight() {
        let midnight = Timestamp::from_parts(2025, 10, 2, 0, 0, 0).expect("a moment");
        let before = Timestamp::from_parts(2025, 10, 1, 23, 59, 59).expect("a moment");
        assert_ne!(midnight.day(), before.day());
        assert_eq!(midnight.seconds_since(before), 1);
        assert_eq!(before.seconds_since(midnight), -1);
    }

    #[test]
    fn there_is_no_moment_outside_the_calendar() {
        assert_eq!(Timestamp::from_parts(2022, 2, 30, 0, 0, 0), None);
        assert_eq!(Timestamp::from_parts(2022, 2, 1, 25, 0, 0), None);
        assert_eq!(Timestamp::from_parts(0, 1, 1, 0, 0, 0), None);
        assert_eq!(Timestamp::from_epoch_seconds(i64::MAX), None);
        assert_eq!(Timestamp::from_epoch_seconds(253_402_300_799), None, "year 10000 in Korea");
    }
}
