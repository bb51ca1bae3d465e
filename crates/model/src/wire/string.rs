//! JSON strings: finding their end, and what their escapes mean.
//!
//! Half a surrogate pair (`\ud800`) is what JavaScript and PHP write for text cut in the middle of an emoji. It becomes
//! U+FFFD; a JSON library would refuse the document.

use std::borrow::Cow;

/// What is between the quotes, with escapes undone. The bytes are UTF-8 as far as they were sent so.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unescaped<'a> {
    pub(crate) bytes: Cow<'a, [u8]>,
    /// A lone surrogate was replaced.
    pub(crate) lone_surrogate: bool,
    /// A backslash that escapes nothing was kept.
    pub(crate) unknown_escape: bool,
}

impl<'a> Unescaped<'a> {
    /// Of a text that holds no escape.
    pub(super) fn plain(raw: &'a [u8]) -> Self {
        Self { bytes: Cow::Borrowed(raw), lone_surrogate: false, unknown_escape: false }
    }
}

/// Undoes the escapes of `raw`, the bytes between the quotes.
pub(crate) fn unescape(raw: &[u8]) -> Unescaped<'_> {
    let mut undone = Unescaped::plain(raw);
    let mut at = find_quote_or_backslash(raw, 0);
    if at == raw.len() {
        return undone;
    }
    // No escape is shorter than what it means, so this is room enough. Bytes are put one by one: runs are short, and in
    // WebAssembly every copy of a block is a call out of it.
    let mut buffer = vec![0; raw.len()];
    // As a slice: indexing a `Vec` is a call when optimised for size.
    let out = buffer.as_mut_slice();
    out[..at].copy_from_slice(&raw[..at]);
    let mut end = at;
    while let Some(&byte) = raw.get(at) {
        if byte != b'\\' {
            out[end] = byte;
            end += 1;
            at += 1;
            continue;
        }
        let escape = &raw[at + 1..];
        if let Some(unit) = utf16_unit(escape) {
            let (character, length) = character(unit, escape);
            undone.lone_surrogate |= character.is_none();
            let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
            end += character.encode_utf8(&mut out[end..]).len();
            at += length;
            continue;
        }
        let meant = match escape.first() {
            Some(b'n') => b'\n',
            Some(b't') => b'\t',
            Some(b'r') => b'\r',
            Some(b'b') => 0x08,
            Some(b'f') => 0x0c,
            Some(&same @ (b'"' | b'\\' | b'/')) => same,
            _ => 0,
        };
        if meant == 0 {
            // The backslash stays; what follows it is read as if it had not been there.
            undone.unknown_escape = true;
            out[end] = b'\\';
            at += 1;
        } else {
            out[end] = meant;
            at += 2;
        }
        end += 1;
    }
    buffer.truncate(end);
    undone.bytes = Cow::Owned(buffer);
    undone
}

/// What `\u` and four digits mean, with the four after them when both are one character; and the length of it all.
fn character(unit: u32, escape: &[u8]) -> (Option<char>, usize) {
    if !(0xd800..=0xdbff).contains(&unit) {
        return (char::from_u32(unit), 6);
    }
    match escape.get(5..).and_then(|next| next.strip_prefix(b"\\")).and_then(utf16_unit) {
        Some(low @ 0xdc00..=0xdfff) => (char::from_u32(0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00)), 12),
        _ => (None, 6),
    }
}

/// The four digits after `\u`.
fn utf16_unit(escape: &[u8]) -> Option<u32> {
    let [b'u', a, b, c, d, ..] = *escape else { return None };
    let digit = |digit: u8| char::from(digit).to_digit(16);
    Some(digit(a)? << 12 | digit(b)? << 8 | digit(c)? << 4 | digit(d)?)
}

/// The offset of the first `"` or `\` from `from` on; the length when there is none.
///
/// Eight bytes at a time: most of a transcript is inside strings, and this is what passing over a row costs.
#[inline(always)]
pub(crate) fn find_quote_or_backslash(bytes: &[u8], from: usize) -> usize {
    const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
    const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);
    // The lowest high bit left is set where `word` holds `byte` first; above it there may be false ones.
    let matches = |word: u64, byte: u8| {
        let zeroed = word ^ (ONES * u64::from(byte));
        zeroed.wrapping_sub(ONES) & !zeroed & HIGHS
    };
    let mut at = from;
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let word = u64::from_le_bytes(*chunk);
        let found = matches(word, b'"') | matches(word, b'\\');
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().position(|&byte| matches!(byte, b'"' | b'\\')).map_or(bytes.len(), |found| at + found)
}

#[cfg(test)]
mod tests;
