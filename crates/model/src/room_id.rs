//! Room ids (상담방 번호).
//!
//! The documents give no pattern; the product accepts `[A-Za-z0-9_-]{1,64}`, which needs no escaping in a path, a query or JSON.

use std::{fmt, str::FromStr};

/// A room id: `[A-Za-z0-9_-]{1,64}`, the vendor's `room_id` (000, 004).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoomId(String);

/// The text is not a room id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidRoomId;

impl RoomId {
    /// Maximum length in bytes.
    pub const MAX_LENGTH: usize = 64;

    /// Returns `None` if `text` does not match the pattern.
    pub fn parse(text: &str) -> Option<Self> {
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let is_valid = (1..=Self::MAX_LENGTH).contains(&text.len()) && text.bytes().all(is_allowed);
        is_valid.then(|| Self(text.to_owned()))
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for RoomId {
    type Err = InvalidRoomId;

    fn from_str(text: &str) -> Result<Self, InvalidRoomId> {
        Self::parse(text).ok_or(InvalidRoomId)
    }
}

impl fmt::Display for RoomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for InvalidRoomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a room id consists of 1 to {} characters out of A-Z, a-z, 0-9, _ and -", RoomId::MAX_LENGTH)
    }
}

impl std::error::Error for InvalidRoomId {}

#[cfg(test)]
mod tests {
    use super::RoomId;

    #[test]
    fn accepts_exactly_the_pattern_of_the_contract() {
        for valid in ["68dd2893cbfbfTSDc66M6MvVeYpG2a", "a", "no-room", "A_b-9", &"x".repeat(64)] {
            assert!(RoomId::parse(valid).is_some(), "{valid}");
        }
        for invalid in ["", " a", "a b", "a/b", "..", "a.b", "a%2e", "a?b", "한글", "a\n", "a\0", &"x".repeat(65)] {
            assert!(RoomId::parse(invalid).is_none(), "{invalid:?}");
        }
    }
}
