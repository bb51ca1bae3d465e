//! Formatting of dates and times in the Korean time zone, regardless of the local zone.
//!
//! `Intl` is not used: the fixed zone needs no conversion, and the first use of `Intl` takes longer than rendering the first
//! screen.

use happytalk_model::timestamp::Timestamp;

use crate::words::Words;

/// Formats the time of day: `오후 10:11`.
pub fn format_time(moment: Timestamp, words: &Words) -> String {
    let seconds = korean_seconds(moment).rem_euclid(86_400);
    (words.clock)(to_u8(seconds / 3600), to_u8(seconds / 60 % 60))
}

/// Formats the date: `2025년 10월 1일 수요일`.
pub fn format_date(moment: Timestamp, words: &Words) -> String {
    let day = moment.day();
    let mut parts = day.split('-').map(|part| part.parse::<u16>().unwrap_or_default());
    let mut next = || parts.next().unwrap_or_default();
    let (year, month, day) = (next(), next(), next());
    // 1970-01-01 was a Thursday.
    let weekday = (korean_seconds(moment).div_euclid(86_400) + 4).rem_euclid(7);
    (words.date)(year, month.try_into().unwrap_or_default(), day.try_into().unwrap_or_default(), to_u8(weekday))
}

/// Formats date and time: `2025년 10월 1일 수요일 오후 10:11`.
pub fn format_date_time(moment: Timestamp, words: &Words) -> String {
    format!("{} {}", format_date(moment, words), format_time(moment, words))
}

/// Formats date and time in short form: `2025.10.01 오후 10:11`.
pub fn format_short(moment: Timestamp, words: &Words) -> String {
    [&dotted(moment), " ", &format_time(moment, words)].concat()
}

fn dotted(moment: Timestamp) -> String {
    format_day(&moment.day())
}

/// Formats an ISO date in Korean style: `2025-10-01` becomes `2025.10.01`.
pub fn format_day(day: &str) -> String {
    day.replace('-', ".")
}

/// Formats date and time to the second: `2025.10.01 22:11:47`.
pub fn format_exact(moment: Timestamp) -> String {
    [&dotted(moment), " ", moment.iso().get(11..19).unwrap_or_default()].concat()
}

/// Returns the seconds since 1970-01-01 00:00 in Korean local time.
fn korean_seconds(moment: Timestamp) -> i64 {
    moment.epoch_millis().div_euclid(1000) + 9 * 3600
}

fn to_u8(number: i64) -> u8 {
    number.try_into().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{options::Lang, timeline::tests::moment};

    #[test]
    fn documented_times_are_formatted_in_korean() {
        let words = Words::of(Lang::Ko);
        let moment = moment("2025-10-01 22:11:47");
        assert_eq!(format_time(moment, words), "오후 10:11");
        assert_eq!(format_date(moment, words), "2025년 10월 1일 수요일");
        assert_eq!(format_short(moment, words), "2025.10.01 오후 10:11");
        assert_eq!(format_exact(moment), "2025.10.01 22:11:47");
    }

    #[test]
    fn days_begin_at_midnight_in_korea() {
        let words = Words::of(Lang::En);
        assert_eq!(format_date_time(moment("2024-02-29 23:59:59"), words), "Thursday, February 29, 2024 11:59 PM");
        assert_eq!(format_date_time(moment("2024-03-01 00:00:00"), words), "Friday, March 1, 2024 12:00 AM");
        assert_eq!(format_date_time(moment("1969-12-31 00:30:00"), words), "Wednesday, December 31, 1969 12:30 AM");
    }
}
