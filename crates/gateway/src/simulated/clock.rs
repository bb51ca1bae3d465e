//! The simulated vendor's time: its rooms were held until the evening of 2025-10-01, and what is said while it runs is said now.
//!
//! A fixed day for what it starts with, so that the documents' room was held "today" and no generated date depends on when
//! it is started; the real time for what comes after, since the gateway and the browser tell it of the same messages.

use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, UtcOffset};

/// The day that its list takes for today.
pub(super) fn today() -> Date {
    Date::from_calendar_date(2025, Month::October, 1).expect("a day of the calendar")
}

/// Now, in Korean local time.
pub(super) fn now() -> PrimitiveDateTime {
    let korea = UtcOffset::from_hms(9, 0, 0).expect("an offset");
    let now = OffsetDateTime::now_utc().to_offset(korea);
    PrimitiveDateTime::new(now.date(), now.time())
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
    use time::Duration;

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
    fn what_is_said_now_is_said_after_all_that_it_starts_with() {
        assert!(written(now()).as_str() > "2025-10-02 00:00:00");
        let utc = OffsetDateTime::now_utc();
        let ahead = now() - PrimitiveDateTime::new(utc.date(), utc.time());
        assert!((ahead - Duration::hours(9)).abs() < Duration::minutes(1), "{ahead}");
    }
}
