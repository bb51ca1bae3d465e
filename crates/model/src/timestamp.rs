//! Vendor times: local Korean time (KST, +09:00, no daylight saving), written without a zone.

use time::PrimitiveDateTime;

/// A moment in Korean local time. Orders by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub(crate) PrimitiveDateTime);

impl Timestamp {
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
        (self.0.assume_utc().unix_timestamp() - 9 * 3600) * 1000
    }

    /// Whole seconds from `earlier` to this moment; negative when this one is before it.
    pub fn seconds_since(&self, earlier: Timestamp) -> i64 {
        (self.0 - earlier.0).whole_seconds()
    }
}
