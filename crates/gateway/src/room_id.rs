//! Room ids as the contract allows them: what does not match never reaches the vendor.

use std::fmt;

/// 상담방 번호: `[A-Za-z0-9_-]{1,64}` (000 gives no pattern; the contract does).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RoomId(String);

impl RoomId {
    /// `None` when `text` is no room id.
    pub fn parse(text: &str) -> Option<Self> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let valid = (1..=64).contains(&text.len()) && text.bytes().all(allowed);
        valid.then(|| Self(text.to_owned()))
    }

    /// The room of `/api/rooms/{room_id}` and what stands below it, as it was sent: `None` when it is escaped too, which no id
    /// has to be. Routes and the record of access both go by this, so that what is read is what is recorded.
    pub(crate) fn of_path(path: &str) -> Option<Self> {
        Self::parse(path.strip_prefix("/api/rooms/")?.split('/').next()?)
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RoomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::RoomId;

    #[test]
    fn only_the_pattern_of_the_contract_is_a_room_id() {
        for good in ["68dd2893cbfbfTSDc66M6MvVeYpG2a", "a", "no-room", "A_b-9", &"x".repeat(64)] {
            assert!(RoomId::parse(good).is_some(), "{good}");
        }
        for bad in ["", " a", "a b", "a/b", "..", "a.b", "a%2e", "한글", "a\n", "a\0", &"x".repeat(65)] {
            assert!(RoomId::parse(bad).is_none(), "{bad:?}");
        }
    }

    #[test]
    fn the_room_is_the_one_of_the_path() {
        for path in ["/api/rooms/a-1", "/api/rooms/a-1/messages"] {
            assert_eq!(RoomId::of_path(path).unwrap().as_str(), "a-1");
        }
        for none in ["/api/rooms", "/api/rooms/", "/api/rooms/a.b", "/api/rooms/%61-1", "/api/rooms/a%2D1/messages"] {
            assert_eq!(RoomId::of_path(none), None, "{none}");
        }
    }
}
