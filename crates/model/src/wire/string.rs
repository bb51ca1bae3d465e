//! JSON strings: finds their end and decodes their escapes.
//!
//! JavaScript and PHP write a lone surrogate (`\ud800`) for text that is cut within an emoji. It is decoded as U+FFFD; a JSON
//! library would reject the document.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

/// Decoded content of a string. The bytes are UTF-8 only if the vendor sent UTF-8.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unescaped<'a> {
    pub(crate) bytes: Cow<'a, [u8]>,
    /// Whether a lone surrogate was replaced.
    pub(crate) lone_surrogate: bool,
    /// Whether a backslash of an unknown escape was kept.
    pub(crate) unknown_escape: bool,
}

impl<'a> Unescaped<'a> {
    /// Returns the content of a string without escapes.
    pub(super) fn plain(raw: &'a [u8]) -> Self {
        Self { bytes: Cow::Borrowed(raw), lone_surrogate: false, unknown_escape: false }
    }
}

/// Decodes the escapes of `raw`, the bytes between the quotes.
pub(crate) fn unescape(raw: &[u8]) -> Unescaped<'_> {
    let mut decoded = Unescaped::plain(raw);
    let Some(plain) = memchr(b'\\', raw) else { return decoded };
    // No escape is shorter than the character it encodes, so the buffer never grows.
    let mut buffer = raw.to_vec();
    let (mut rest, mut free) = (&raw[plain..], &mut buffer[plain..]);
    while let [b'\\', escape @ ..] = rest {
        let (byte, length) = match escape.first() {
            Some(b'n') => (b'\n', 2),
            Some(b't') => (b'\t', 2),
            Some(b'r') => (b'\r', 2),
            Some(b'b') => (0x08, 2),
            Some(b'f') => (0x0c, 2),
            Some(&same @ (b'"' | b'\\' | b'/')) => (same, 2),
            _ => {
                if let Some(unit) = utf16_unit(escape) {
                    let (character, length) = character(unit, escape);
                    decoded.lone_surrogate |= character.is_none();
                    let written = character.unwrap_or(char::REPLACEMENT_CHARACTER).encode_utf8(free).len();
                    (rest, free) = copy_plain(&rest[length..], &mut free[written..]);
                    continue;
                }
                // Keeps the backslash; the bytes after it are plain text.
                decoded.unknown_escape = true;
                (b'\\', 1)
            }
        };
        free[0] = byte;
        (rest, free) = copy_plain(&rest[length..], &mut free[1..]);
    }
    let length = raw.len() - free.len();
    buffer.truncate(length);
    // Escaped Korean takes twice the bytes that it encodes.
    buffer.shrink_to_fit();
    decoded.bytes = Cow::Owned(buffer);
    decoded
}

/// Copies the bytes before the next backslash from `source` to `target`, and returns what is left of both.
///
/// Copies byte by byte, because the runs between escapes are short.
fn copy_plain<'s, 't>(source: &'s [u8], target: &'t mut [u8]) -> (&'s [u8], &'t mut [u8]) {
    let mut length = 0;
    for (from, to) in source.iter().zip(&mut *target) {
        if *from == b'\\' {
            break;
        }
        *to = *from;
        length += 1;
    }
    (&source[length..], &mut target[length..])
}

/// Decodes a `\u` escape with this UTF-16 unit, and the low surrogate after it if the unit is a high one.
///
/// Returns the character, or `None` for a lone surrogate, and the length of the escapes.
fn character(unit: u32, escape: &[u8]) -> (Option<char>, usize) {
    if !(0xd800..=0xdbff).contains(&unit) {
        return (char::from_u32(unit), 6);
    }
    match escape.get(5..).and_then(|next| next.strip_prefix(b"\\")).and_then(utf16_unit) {
        Some(low @ 0xdc00..=0xdfff) => (char::from_u32(0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00)), 12),
        _ => (None, 6),
    }
}

/// Parses `u` and four hexadecimal digits.
fn utf16_unit(escape: &[u8]) -> Option<u32> {
    let digits = escape.strip_prefix(b"u")?.first_chunk::<4>()?;
    digits.iter().try_fold(0, |unit, digit| Some(unit << 4 | char::from(*digit).to_digit(16)?))
}

/// Returns the offset of the quote that ends a string whose first byte is at `from`, and whether an escape precedes it.
///
/// The offset is the length of `bytes` if the string does not end.
pub(super) fn end_of_string(bytes: &[u8], from: usize) -> (usize, bool) {
    let Some(first) = bytes.get(from..).and_then(|rest| memchr2(b'"', b'\\', rest)) else {
        return (bytes.len(), false);
    };
    let mut at = from + first;
    if bytes[at] == b'"' {
        return (at, false);
    }
    while let Some(found) = memchr(b'"', &bytes[at..]) {
        let quote = at + found;
        // A quote is escaped if the number of backslashes before it is odd.
        let backslashes = bytes[at..quote].iter().rev().take_while(|byte| **byte == b'\\').count();
        if backslashes.is_multiple_of(2) {
            return (quote, true);
        }
        at = quote + 1;
    }
    (bytes.len(), true)
}

#[cfg(test)]
mod tests;
