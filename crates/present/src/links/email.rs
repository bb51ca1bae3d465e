//! Mail addresses: the ASCII local parts that people use, and any host with a top-level domain.

use std::ops::Range;

use super::host;

/// Returns the address around the `@` at `at`. It begins at `from` or later.
pub fn range(text: &str, from: usize, at: usize) -> Option<Range<usize>> {
    let is_local = |char: char| char.is_ascii_alphanumeric() || matches!(char, '.' | '_' | '%' | '+' | '-');
    let local = text[from..at].rsplit(|char: char| !is_local(char)).next()?.trim_start_matches(['.', '-', '+']);
    if local.is_empty() || local.ends_with('.') {
        return None;
    }
    let host = &text[at + 1..];
    let len = host::len(host).filter(|len| host::has_top_level_domain(&host[..*len]))?;
    Some(at - local.len()..at + 1 + len)
}
