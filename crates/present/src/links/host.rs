//! The authority of a web address: user information, host and port. A host may be an internationalised name, such as `예시.한국`.

use super::{first_chars, is_cjk};

/// Maximum length of a host in characters.
const MAX_HOST_CHARS: usize = 253;

/// Top-level domains in Hangul.
const HANGUL_DOMAINS: [&str; 4] = ["한국", "닷컴", "닷넷", "삼성"];

/// Returns the length of the authority at the start of a text; `None` if there is no host.
pub fn authority_len(text: &str) -> Option<usize> {
    let user = user_len(text);
    let host = user + len(&text[user..])?;
    Some(host + port_len(&text[host..]))
}

/// Returns the length of the host at the start of a text, without words that follow it; `None` if there is none.
pub fn len(text: &str) -> Option<usize> {
    if let Some(address) = text.strip_prefix('[') {
        let end = address.find(|char: char| !char.is_ascii_hexdigit() && !matches!(char, ':' | '.'))?;
        return address[end..].starts_with(']').then_some(end + 2);
    }
    let text = first_chars(text, MAX_HOST_CHARS);
    let run = text.find(|char: char| !is_label_char(char) && char != '.').map_or(text, |end| &text[..end]);
    let mut end = None;
    let mut start = 0;
    for label in run.split('.') {
        let rest = run.get(start + label.len() + 1..).unwrap_or_default();
        match label_len(label, rest) {
            Some(len) if len == label.len() => end = Some(start + len),
            Some(len) => return Some(start + len),
            None => return end,
        }
        start += label.len() + 1;
    }
    end
}

/// Returns the length of the part of a label that belongs to the host; `None` if no part does. `rest` is what follows the label and its
/// dot.
fn label_len(label: &str, rest: &str) -> Option<usize> {
    let ascii = label.find(is_cjk).unwrap_or(label.len());
    let is_name_of_domain = || rest.split('.').any(|label| is_ascii_domain(label) || hangul_domain(label).is_some());
    if ascii == label.len() || is_name_of_domain() {
        return Some(label.len()).filter(|len| *len > 0);
    }
    hangul_domain(label).map(str::len).or(Some(ascii)).filter(|len| *len > 0)
}

/// Returns whether a label begins with a top-level domain in ASCII: at least two letters.
fn is_ascii_domain(label: &str) -> bool {
    let ascii = label.find(is_cjk).map_or(label, |end| &label[..end]);
    ascii.len() >= 2 && ascii.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Returns the top-level domain in Hangul with which a label begins.
fn hangul_domain(label: &str) -> Option<&'static str> {
    HANGUL_DOMAINS.into_iter().find(|domain| label.starts_with(domain))
}

/// Returns whether a host ends with a top-level domain.
pub fn has_top_level_domain(host: &str) -> bool {
    host.rsplit_once('.').is_some_and(|(_, last)| {
        let is_punycode = last.starts_with("xn--");
        is_punycode || is_ascii_domain(last) || HANGUL_DOMAINS.contains(&last)
    })
}

/// Returns the length of `user:password@` at the start of a text; 0 without it.
fn user_len(text: &str) -> usize {
    let is_user = |char: char| char.is_ascii_alphanumeric() || "-._~%!$&'()*+,;=:".contains(char);
    let end = text.find(|char: char| !is_user(char)).unwrap_or(text.len());
    if text[end..].starts_with('@') { end + 1 } else { 0 }
}

/// Returns the length of `:8080` at the start of a text; 0 without it.
fn port_len(text: &str) -> usize {
    let Some(port) = text.strip_prefix(':') else { return 0 };
    let digits = port.find(|char: char| !char.is_ascii_digit()).unwrap_or(port.len());
    if digits == 0 { 0 } else { digits + 1 }
}

fn is_label_char(char: char) -> bool {
    char.is_ascii_alphanumeric()
        || matches!(char, '-' | '_')
        || is_cjk(char)
        || (char.is_alphabetic() && !is_full_width(char))
}

/// Returns whether a character is a full-width or half-width form, which no address contains.
pub fn is_full_width(char: char) -> bool {
    matches!(char, '\u{ff00}'..='\u{ffef}')
}
