//! Web and mail addresses in Korean text.
//!
//! Particles and words follow an address without a space (`https://a.example/1입니다`), and an address may itself contain Hangul, in the
//! path (`/wiki/사과_(과일)`) and in the host (`예시.한국`). No rule separates the two in all cases. The rules here decide for what people
//! write; `links/corpus.txt` is their specification.

mod email;
mod host;
mod path;

use std::ops::Range;

/// An address in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Kind of the address.
    pub kind: AddressKind,
}

/// Kind of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressKind {
    /// `http:` or `https:`.
    Web,
    /// A mail address, without a scheme.
    Mail,
}

/// Finds all addresses of a text, in order. They don't overlap.
pub fn find_addresses(text: &str) -> Vec<Address> {
    let mut found = Vec::new();
    let mut done = 0;
    while let Some(address) = next_address(text, done) {
        done = address.range.end;
        found.push(address);
    }
    found
}

/// Returns the first address that begins at `from` or later.
fn next_address(text: &str, from: usize) -> Option<Address> {
    let rest = &text[from..];
    let mut candidates = rest.char_indices().filter(|(_, char)| matches!(char, 'h' | 'H' | '@'));
    candidates.find_map(|(at, char)| address_at(text, from, from + at, char == '@'))
}

/// Returns the address whose scheme or `@` is at `at`. It begins at `from` or later.
fn address_at(text: &str, from: usize, at: usize, is_at_sign: bool) -> Option<Address> {
    if is_at_sign {
        let range = email::range(text, from, at)?;
        return Some(Address { range, kind: AddressKind::Mail });
    }
    let authority = at + scheme_len(&text[at..])?;
    // A longer scheme, such as `xhttp:`.
    if text[from..at].ends_with(|before: char| before.is_ascii_alphanumeric()) {
        return None;
    }
    let path = authority + host::authority_len(&text[authority..])?;
    let range = at..path + path::len(&text[path..]);
    Some(Address { range, kind: AddressKind::Web })
}

/// Returns the length of `http://` or `https://` at the start of a text.
fn scheme_len(text: &str) -> Option<usize> {
    let starts_with = |scheme: &&str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    ["http://", "https://"].iter().find(|scheme| starts_with(scheme)).map(|scheme| scheme.len())
}

/// Returns the first characters of a text, so that a long text is not searched for each of its parts.
fn first_chars(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

/// Returns whether a character belongs to a script that Korean text writes next to an address without a space: Hangul, Chinese characters
/// and kana.
fn is_cjk(char: char) -> bool {
    matches!(char, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3130}'..='\u{318f}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}')
}

#[cfg(test)]
mod tests;
