//! The room that a request path names.

use axum::{extract::FromRequestParts, http::request::Parts};
use happytalk_model::RoomId;

use crate::problem::Problem;

/// Extracts the room id of `/api/rooms/{room_id}` and the routes below it.
///
/// The id is taken from the path as sent: an escaped id is rejected although it would decode to a valid one. Routes and the
/// access log use the same extraction, so the logged room is the room that was read.
#[derive(Clone, Debug)]
pub(crate) struct RoomPath(pub(crate) RoomId);

impl RoomPath {
    /// Returns `None` if the path names no room, or not by an unescaped id.
    pub(crate) fn parse(path: &str) -> Option<RoomId> {
        RoomId::parse(path.strip_prefix("/api/rooms/")?.split('/').next()?)
    }
}

impl<S: Sync> FromRequestParts<S> for RoomPath {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Self::parse(parts.uri.path())
            .map(Self)
            .ok_or_else(|| Problem::parameter("room_id", "A room id is 1 to 64 characters of A-Z, a-z, 0-9, _ and -."))
    }
}

#[cfg(test)]
mod tests {
    use super::RoomPath;

    #[test]
    fn reads_the_room_from_the_path() {
        for path in ["/api/rooms/a-1", "/api/rooms/a-1/messages"] {
            assert_eq!(RoomPath::parse(path).unwrap().as_str(), "a-1");
        }
    }

    #[test]
    fn rejects_paths_without_an_unescaped_room_id() {
        for path in ["/api/rooms", "/api/rooms/", "/api/rooms/a.b", "/api/rooms/%61-1", "/api/rooms/a%2D1/messages"] {
            assert_eq!(RoomPath::parse(path), None, "{path}");
        }
    }
}
