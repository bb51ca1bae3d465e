//! One part of a body (RFC 9110, 14): what a player asks for when its reader seeks.
//!
//! Several parts at once, other units and what can't be read are no error: the whole is answered, as the RFC allows.

use std::ops::Range;

/// What a `Range` asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Everything.
    Whole,
    /// These bytes, of which there is at least one.
    Part(Range<usize>),
    /// Bytes that are not there.
    Nothing,
}

/// Reads a `Range` for a body of `length` bytes.
pub(super) fn read(range: Option<&str>, length: usize) -> Asked {
    range.and_then(|range| part(range, length)).unwrap_or(Asked::Whole)
}

/// `None` when it is not one readable range of bytes.
fn part(range: &str, length: usize) -> Option<Asked> {
    let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
    // `parse` alone would take a sign.
    if !from.bytes().chain(to.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = match (from, to) {
        ("", last) => length.saturating_sub(last.parse().ok()?)..length,
        (from, "") => from.parse().ok()?..length,
        (from, to) => {
            let (from, to): (usize, usize) = (from.parse().ok()?, to.parse().ok()?);
            if from > to {
                return None;
            }
            from..to.saturating_add(1).min(length)
        }
    };
    Some(if part.is_empty() { Asked::Nothing } else { Asked::Part(part) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_of_bytes_is_a_part_and_anything_else_the_whole() {
        for (range, asked) in [
            ("bytes=0-", Asked::Part(0..10)),
            ("bytes=0-0", Asked::Part(0..1)),
            ("bytes=3-5", Asked::Part(3..6)),
            ("bytes=9-9", Asked::Part(9..10)),
            ("bytes=5-18446744073709551615", Asked::Part(5..10)),
            ("bytes=-4", Asked::Part(6..10)),
            ("bytes=-40", Asked::Part(0..10)),
            ("bytes=10-", Asked::Nothing),
            ("bytes=-0", Asked::Nothing),
            ("bytes=5-3", Asked::Whole),
            ("bytes=0-1,4-5", Asked::Whole),
            ("bytes=+1-2", Asked::Whole),
            ("bytes=-", Asked::Whole),
            ("bytes=99999999999999999999-", Asked::Whole),
            ("rows=0-1", Asked::Whole),
            ("", Asked::Whole),
        ] {
            assert_eq!(read(Some(range), 10), asked, "{range}");
        }
        assert_eq!(read(None, 10), Asked::Whole);
        assert_eq!(read(Some("bytes=0-"), 0), Asked::Nothing);
    }
}
