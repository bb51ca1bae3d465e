//! What the log calls a caller, and under what their requests are counted.
//!
//! `sub` is the issuer's: it should be a name of their own system. What looks like personal data, or could break a line of
//! the log, is replaced by a short hash whose key is new at every start: equal people stay equal, and are not named. The catch:
//! a person's name in Latin letters looks like any other id.

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
    if is_plain && sub != "none" && !may_be_a_number(sub) { sub.to_owned() } else { format!("#{:08x}", short(sub)) }
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

/// Digits of the shortest number that is somebody's: a telephone, an account, a resident.
const SHORTEST_NUMBER: usize = 9;

/// Nothing but digits and what stands between them, and as many as a person's number has.
fn may_be_a_number(sub: &str) -> bool {
    let has_letters = sub.bytes().any(|byte| byte.is_ascii_alphabetic());
    !has_letters && sub.bytes().filter(u8::is_ascii_digit).count() >= SHORTEST_NUMBER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_name_is_shown_as_it_is() {
        for plain in [
            "qa-7",
            "admin:1024",
            "auth0|5f7c8ec7c33c6c004bbafe82",
            "8d0d4b3e-0000-4000-8000-1f2e3d4c5b6a",
            "1024",
            "2025-11-3",
            "u100000000",
        ] {
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
            "+82 10 1234 5678",
            "(02) 123-4567",
            "001.82.10.1234.5678",
            "010_1234_5678",
            "900101-1234567",
            "15551234567",
            "123456789",
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
