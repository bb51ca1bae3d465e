//! The simulated vendor's time: it is the evening of 2025-10-01 in Korea when it starts, and goes on from there.
//!
//! A fixed day, so that the documents' room was held "today" and no generated date depends on when it is started.

use std::time::Instant;

use time::{Date, Duration, Month, PrimitiveDateTime, Time};

/// The day it is.
pub(super) fn today() -> Date {
    Date::from_calendar_date(2025, Month::October, 1).expect("a day of the calendar")
}

/// Runs from the moment the vendor starts.
#[derive(Debug)]
pub(super) struct Clock(Instant);

impl Clock {
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }

    /// Now, in Korean local time, in whole seconds.
    pub(super) fn now(&self) -> PrimitiveDateTime {
        let opening = Time::from_hms(22, 20, 0).expect("a time of day");
        let elapsed = i64::try_from(self.0.elapsed().as_secs()).unwrap_or(i64::MAX);
        PrimitiveDateTime::new(today(), opening).saturating_add(Duration::seconds(elapsed))
    }
}

/// `2025-10-01 22:20:00`.
pub(super) fn written(moment: PrimitiveDateTime) -> String {
    let (hour, minute, second) = moment.as_hms();
    format!("{} {hour:02}:{minute:02}:{second:02}", day(moment.date()))
}

/// `2025-10-01`.
pub(super) fn day(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// A day written so; `None` when it is none.
pub(super) fn parse_day(text: &str) -> Option<Date> {
    let mut parts = text.trim().splitn(3, '-');
    let mut number = || parts.next()?.parse::<u16>().ok();
    let (year, month, day) = (number()?, number()?, number()?);
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(year.into(), month, u8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_it_is_written() {
        assert_eq!(parse_day("2025-10-01"), Some(today()));
        assert_eq!(day(today()), "2025-10-01");
        for none in ["", "2025-10", "2025-02-30", "2025-13-01", "어제", "2025-10-01-2"] {
            assert_eq!(parse_day(none), None, "{none}");
        }
    }

    #[test]
    fn it_is_the_evening_of_the_documents_room() {
        assert!(written(Clock::start().now()).starts_with("2025-10-01 22:2"));
    }
}
