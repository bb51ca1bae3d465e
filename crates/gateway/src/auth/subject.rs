//! What the log calls a caller, and under what their requests are counted.
//!
//! `sub` is the issuer's: it should be a name of their own system. What may be personal data, or could break a line of
//! the log, is replaced by a short hash whose key is new at every start: equal people stay equal, and nobody is named.

use std::{
    hash::{BuildHasher as _, RandomState},
    sync::LazyLock,
};

/// Characters of a subject that are logged as they are.
const LONGEST: usize = 64;

static KEY: LazyLock<RandomState> = LazyLock::new(RandomState::new);

/// For the log.
pub(super) fn shown(sub: &str) -> String {
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':' | b'/' | b'|' | b'#');
    let is_plain = sub.len() <= LONGEST && sub.bytes().all(plain);
    // `none` is what the log says where there is nobody.
    if is_plain && sub != "none" && !is_phone_number(sub) { sub.to_owned() } else { format!("#{:08x}", short(sub)) }
}

/// For the log, of a token that names nobody: each is somebody.
pub(super) fn nameless(kid: &str, token: &str) -> String {
    format!("{kid}#{:08x}", short(token))
}

fn short(text: &str) -> u64 {
    KEY.hash_one(text) >> 32
}

/// For counting: one number per subject and key, or per token where it names no subject.
pub(super) fn bucket(kid: &str, who: &str) -> u64 {
    KEY.hash_one((kid, who))
}

/// A Korean number: it begins with 0 or 82 and has 9 to 12 digits, whatever stands between.
fn is_phone_number(sub: &str) -> bool {
    let digits: String = sub.chars().filter(char::is_ascii_digit).collect();
    let others_only_part = sub.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'/'));
    others_only_part && (9..=12).contains(&digits.len()) && (digits.starts_with('0') || digits.starts_with("82"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_name_is_shown_as_it_is() {
        for plain in
            ["qa-7", "admin:1024", "auth0|5f7c8ec7c33c6c004bbafe82", "8d0d4b3e-0000-4000-8000-1f2e3d4c5b6a", "1024"]
        {
            assert_eq!(shown(plain), plain);
        }
    }

    #[test]
    fn personal_data_and_what_could_break_a_line_is_a_hash() {
        for personal in [
            "kim@shop.example",
            "김상담",
            "010-1234-5678",
            "821012345678",
            "none",
            "a b",
            "a\nb",
            "\"",
            &"x".repeat(65),
        ] {
            let name = shown(personal);
            assert!(name.len() == 9 && name.starts_with('#'), "{name}");
            assert_eq!(name, shown(personal), "equal people stay equal");
        }
        assert_ne!(shown("kim@shop.example"), shown("lee@shop.example"));
    }

    #[test]
    fn people_are_counted_apart_and_by_key() {
        assert_ne!(bucket("a", "kim"), bucket("a", "lee"));
        assert_ne!(bucket("a", "kim"), bucket("b", "kim"));
        assert_eq!(bucket("a", "kim"), bucket("a", "kim"));
    }
}
