//! Dates: `2025-10-01 22:11:47` in Korean time when all is well, else seconds, milliseconds, ISO with or without a zone.

use super::{number, text};
use crate::{
    note::Repair,
    timestamp::Timestamp,
    wire::{JsonKind, Node},
};

/// A moment. `None`: missing, null, `""`, `0000-00-00 00:00:00`, or (noted) no date at all.
pub(crate) fn date(node: &Node<'_>) -> Option<Timestamp> {
    let json = node.json()?;
    if let Some(documented) = json.quoted().and_then(documented) {
        return Some(documented);
    }
    let sent = match node.kind() {
        JsonKind::Number => String::from_utf8_lossy(json.bytes()).into_owned(),
        JsonKind::Text => text(node)?,
        JsonKind::Null => return None,
        JsonKind::Array if json.elements().0.is_empty() => return None,
        _ => {
            node.note_wrong();
            return None;
        }
    };
    // All zeros is how MySQL writes none; `0` is how PHP does.
    let is_none = |byte: u8| matches!(byte, b'0' | b'-' | b'/' | b':' | b' ' | b'T' | b'Z' | b'.');
    if sent.bytes().all(is_none) {
        return None;
    }
    let read = read(sent.trim());
    node.note(read.map_or(Repair::InvalidDate, |(_, repair)| repair));
    read.map(|(moment, _)| moment)
}

/// Exactly `YYYY-MM-DD HH:MM:SS`: nearly every date, without any copying.
fn documented(raw: &[u8]) -> Option<Timestamp> {
    let [c1, c2, y1, y2, b'-', m1, m2, b'-', d1, d2, b' ', h1, h2, b':', n1, n2, b':', s1, s2] = *raw else {
        return None;
    };
    let pair = |tens: u8, ones: u8| {
        let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
        (tens < 10 && ones < 10).then(|| tens * 10 + ones)
    };
    let year = i32::from(pair(c1, c2)?) * 100 + i32::from(pair(y1, y2)?);
    Timestamp::from_parts(year, pair(m1, m2)?, pair(d1, d2)?, pair(h1, h2)?, pair(n1, n2)?, pair(s1, s2)?)
}

fn read(sent: &str) -> Option<(Timestamp, Repair)> {
    let (whole, fraction) = sent.split_once('.').unwrap_or((sent, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.len() > 8 || whole.len() == sent.len()) && is_digits(whole) && is_digits(fraction) {
        return digits_only(whole);
    }
    let mut cursor = Cursor(sent.as_bytes());
    let year = cursor.year()?;
    let (month, day) = (cursor.after(b"-/.")?, cursor.after(b"-/.")?);
    if cursor.0.is_empty() {
        return Some((Timestamp::from_parts(year, month, day, 0, 0, 0)?, Repair::DayOnly));
    }
    let (hour, minute) = (cursor.after(b" Tt")?, cursor.after(b":")?);
    let second = if cursor.take(b":") { cursor.pair()? } else { 0 };
    if cursor.take(b".,") {
        cursor.0 = cursor.0.trim_ascii_start();
        while cursor.digit().is_some() {}
    }
    cursor.0 = cursor.0.trim_ascii_start();
    let local = Timestamp::from_parts(year, month, day, hour, minute, second)?;
    if cursor.0.is_empty() {
        return Some((local, Repair::DateSpelling));
    }
    let east_of_utc = cursor.zone()?;
    // `local` was read as if written in Korea.
    let seconds = local.epoch_millis() / 1000 + 9 * 3600 - i64::from(east_of_utc);
    Some((Timestamp::from_epoch_seconds(seconds)?, Repair::ZonedDate))
}

/// Seconds (to the year 5138), milliseconds, or `20251001221147` and `20251001`.
fn digits_only(digits: &str) -> Option<(Timestamp, Repair)> {
    let number = number::digits(digits)?;
    let seconds = match digits.len() {
        8 | 14 => {
            let mut cursor = Cursor(digits.as_bytes());
            let (year, month, day) = (cursor.year()?, cursor.pair()?, cursor.pair()?);
            let repair = if cursor.0.is_empty() { Repair::DayOnly } else { Repair::DateSpelling };
            let mut rest = || if cursor.0.is_empty() { Some(0) } else { cursor.pair() };
            return Some((Timestamp::from_parts(year, month, day, rest()?, rest()?, rest()?)?, repair));
        }
        9..=11 => number,
        12..=13 => number / 1000,
        _ => return None,
    };
    Some((Timestamp::from_epoch_seconds(seconds)?, Repair::EpochDate))
}

struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn digit(&mut self) -> Option<u8> {
        let (digit, rest) = self.0.split_first()?;
        if !digit.is_ascii_digit() {
            return None;
        }
        self.0 = rest;
        Some(digit - b'0')
    }

    /// One or two digits.
    fn pair(&mut self) -> Option<u8> {
        let first = self.digit()?;
        Some(self.digit().map_or(first, |second| first * 10 + second))
    }

    /// Four digits.
    fn year(&mut self) -> Option<i32> {
        let mut year = 0;
        for _ in 0..4 {
            year = year * 10 + i32::from(self.digit()?);
        }
        Some(year)
    }

    fn take(&mut self, one_of: &[u8]) -> bool {
        let Some((first, rest)) = self.0.split_first() else { return false };
        if one_of.contains(first) {
            self.0 = rest;
            return true;
        }
        false
    }

    fn after(&mut self, one_of: &[u8]) -> Option<u8> {
        if self.take(one_of) { self.pair() } else { None }
    }

    /// `Z`, `+09:00`, `+0900`, `+09` to the end: seconds east of UTC.
    fn zone(&mut self) -> Option<i32> {
        if matches!(self.0, b"Z" | b"z") {
            return Some(0);
        }
        let west = self.0.first() == Some(&b'-');
        let hours = self.after(b"+-")?;
        self.take(b":");
        let minutes = if self.0.is_empty() { 0 } else { self.pair()? };
        if !self.0.is_empty() || hours > 18 || minutes > 59 {
            return None;
        }
        let seconds = i32::from(hours) * 3600 + i32::from(minutes) * 60;
        Some(if west { -seconds } else { seconds })
    }
}

#[cfg(test)]
mod tests;
