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
    let plain = find_quote_or_backslash(raw, 0);
    if plain == raw.len() {
        return undone;
    }
    // No escape is shorter than what it means, so this is room enough, also for eight bytes where fewer are meant.
    let mut buffer = vec![0; raw.len()];
    buffer[..plain].copy_from_slice(&raw[..plain]);
    let (mut rest, mut room) = (&raw[plain..], &mut buffer[plain..]);
    loop {
        // Runs are short, and in WebAssembly every copy of a block is a call out of it: eight bytes are put each time, of
        // which those before the next backslash count.
        while let Some(chunk) = rest.first_chunk::<8>()
            && let Some(out) = room.first_chunk_mut::<8>()
        {
            let word = u64::from_le_bytes(*chunk);
            if let Some(utf8) = three_bytes(word) {
                *out = u64::from(utf8).to_le_bytes();
                (rest, room) = (&rest[6..], &mut room[3..]);
                continue;
            }
            *out = *chunk;
            let found = zeros(word ^ BACKSLASHES);
            let run = if found == 0 { 8 } else { found.trailing_zeros() as usize / 8 };
            if run == 0 {
                break;
            }
            (rest, room) = (&rest[run..], &mut room[run..]);
        }
        let Some((&byte, escape)) = rest.split_first() else { break };
        let (meant, length) = match (byte, escape.first()) {
            (b'\\', Some(b'n')) => (b'\n', 2),
            (b'\\', Some(b't')) => (b'\t', 2),
            (b'\\', Some(b'r')) => (b'\r', 2),
            (b'\\', Some(b'b')) => (0x08, 2),
            (b'\\', Some(b'f')) => (0x0c, 2),
            (b'\\', Some(&same @ (b'"' | b'\\' | b'/'))) => (same, 2),
            (b'\\', _) => {
                if let Some(unit) = utf16_unit(escape) {
                    let (character, length) = character(unit, escape);
                    undone.lone_surrogate |= character.is_none();
                    let written = character.unwrap_or(char::REPLACEMENT_CHARACTER).encode_utf8(room).len();
                    (rest, room) = (&rest[length..], &mut room[written..]);
                    continue;
                }
                // The backslash stays; what follows it is read as if it had not been there.
                undone.unknown_escape = true;
                (b'\\', 1)
            }
            _ => (byte, 1),
        };
        room[0] = meant;
        (rest, room) = (&rest[length..], &mut room[1..]);
    }
    let length = raw.len() - room.len();
    buffer.truncate(length);
    // Escapes are longer than what they mean: Korean from PHP leaves half of it empty.
    buffer.shrink_to_fit();
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

/// What a `\u` escape in the lowest bytes means, if that is three bytes long: the lower three of four. Korean is, and PHP
/// escapes all of it.
#[inline(always)]
fn three_bytes(word: u64) -> Option<u32> {
    let [b'\\', b'u', a, b, c, d, ..] = word.to_le_bytes() else { return None };
    let unit = digits([a, b, c, d])?;
    let is_three = unit >= 0x800 && !(0xd800..=0xdfff).contains(&unit);
    is_three.then_some(0x0080_80e0 | unit >> 12 | (unit << 2 & 0x3f00) | (unit & 0x3f) << 16)
}

/// The four digits after `\u`.
fn utf16_unit(escape: &[u8]) -> Option<u32> {
    if let [b'u', a, b, c, d, ..] = *escape { digits([a, b, c, d]) } else { None }
}

/// The number that four hexadecimal digits are.
#[inline(always)]
fn digits(digits: [u8; 4]) -> Option<u32> {
    let [a, b, c, d] = digits;
    let (a, b, c, d) = (DIGITS[usize::from(a)], DIGITS[usize::from(b)], DIGITS[usize::from(c)], DIGITS[usize::from(d)]);
    let (a, b, c, d) = (u32::from(a), u32::from(b), u32::from(c), u32::from(d));
    ((a | b | c | d) < 16).then_some(a << 12 | b << 8 | c << 4 | d)
}

/// What each byte is as a hexadecimal digit; 255: none.
const DIGITS: [u8; 256] = {
    let mut digits = [255; 256];
    let mut value = 0;
    while value < 16 {
        let digit = b"0123456789abcdef"[value as usize];
        digits[digit as usize] = value;
        digits[digit.to_ascii_uppercase() as usize] = value;
        value += 1;
    }
    digits
};

const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);
const QUOTES: u64 = u64::from_ne_bytes([b'"'; 8]);
const BACKSLASHES: u64 = u64::from_ne_bytes([b'\\'; 8]);

/// The lowest high bit left is set where `word` holds its first zero; above it there may be false ones.
#[inline(always)]
const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & HIGHS
}

/// The offset of the quote that ends a string whose first byte is at `from`, and whether there is an escape before it. The
/// length when there is none.
///
/// Eight bytes at a time: most of a transcript is inside strings, and this is what passing over a row costs.
#[inline(always)]
pub(super) fn end_of_string(bytes: &[u8], from: usize) -> (usize, bool) {
    let (mut has_escape, mut is_escaped) = (0, false);
    let (words, rest) = bytes.get(from..).unwrap_or_default().as_chunks::<8>();
    for (count, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let (quotes, backslashes) = (word ^ QUOTES, word ^ BACKSLASHES);
        let (some_quote, some_backslash) = (zeros(quotes), zeros(backslashes));
        if some_quote == 0 && word >> 48 != u64::from_be_bytes(*b"\0\0\0\0\0\0\\\\") {
            // Nothing ends here, and of what is escaped only the next word's first byte is of interest.
            has_escape |= some_backslash;
            is_escaped = word >> 56 == u64::from(b'\\');
            continue;
        }
        if some_backslash == 0 && !is_escaped {
            return (from + count * 8 + some_quote.trailing_zeros() as usize / 8, has_escape != 0);
        }
        let (quotes, backslashes) = (ones(quotes), ones(backslashes));
        let ends = quotes & !escaped(backslashes, &mut is_escaped);
        has_escape |= backslashes & (ends & ends.wrapping_neg()).wrapping_sub(1);
        if ends != 0 {
            return (from + count * 8 + ends.trailing_zeros() as usize / 8, has_escape != 0);
        }
    }
    let start = bytes.len() - rest.len();
    for (at, byte) in (start..).zip(rest) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'"' => return (at, has_escape != 0),
            b'\\' => (has_escape, is_escaped) = (1, true),
            _ => {}
        }
    }
    (bytes.len(), has_escape != 0)
}

/// 1 for every byte of `word` that is zero, exactly.
#[inline(always)]
const fn ones(word: u64) -> u64 {
    !(((word & !HIGHS) + !HIGHS) | word) >> 7 & ONES
}

/// Which of eight bytes a backslash before them escapes, told by which of them are backslashes: those after an odd number
/// of them. Without a branch: where escapes stand can't be guessed.
///
/// A run of backslashes that starts at an odd place is added up, so that what carries out of it marks the byte after it.
#[inline(always)]
fn escaped(backslashes: u64, is_escaped: &mut bool) -> u64 {
    const EVEN: u64 = 0x0001_0001_0001_0001;
    let carried = u64::from(*is_escaped);
    let backslashes = backslashes & !carried;
    let after = backslashes << 8 | carried;
    let odd_starts = backslashes & !EVEN & !after;
    let (sums, overflows) = odd_starts.overflowing_add(backslashes * 0xff);
    *is_escaped = overflows;
    (EVEN ^ (sums & ONES) << 8) & after
}

/// The offset of the first `"` or `\` from `from` on; the length when there is none.
pub(crate) fn find_quote_or_backslash(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let word = u64::from_le_bytes(*chunk);
        let found = zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES);
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
