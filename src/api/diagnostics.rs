//! Diagnostics of an error, which the reader can copy (진단 정보 복사) and send to the operator of the proxy.
//!
//! The request id is the one in the gateway's log. The text contains no message content and no token.

use happytalk_model::{RoomId, timestamp::Timestamp};

use super::ApiError;
use crate::browser::{clock::current_timestamp, page::user_agent};

/// Returns one `name: value` per line. The names are the same in all languages.
pub fn diagnostics(room: &str, error: Option<&ApiError>) -> String {
    lines(&user_agent(), room, error, current_timestamp())
}

fn lines(engine: &str, room: &str, error: Option<&ApiError>, now: Timestamp) -> String {
    let text = |value: Option<&str>| value.unwrap_or("-").to_owned();
    let number = |value: Option<i32>| value.map_or_else(|| "-".to_owned(), |value| value.to_string());
    // An invalid `room` attribute may contain arbitrary text.
    let room = RoomId::parse(room);
    let fields = [
        ("viewer", env!("CARGO_PKG_VERSION").to_owned()),
        ("gateway", text(error.and_then(|error| error.gateway_version.as_deref()))),
        ("engine", engine.to_owned()),
        ("time", now.iso()),
        ("room", text(room.as_ref().map(RoomId::as_str))),
        ("error", text(error.map(|error| error.kind.slug()))),
        ("problem", text(error.and_then(|error| error.problem.as_deref()))),
        ("status", number(error.and_then(|error| error.status).map(i32::from))),
        ("vendor code", number(error.and_then(|error| error.vendor_code))),
        ("request id", text(error.and_then(|error| error.request_id.as_deref()))),
    ];
    fields.map(|(name, value)| format!("{name}: {value}\n")).concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        Timestamp::from_parts(2025, 10, 1, 9, 0, 0).expect("a date")
    }

    #[test]
    fn diagnostics_contain_every_identifier_of_the_failure() {
        let error = ApiError {
            vendor_code: Some(-503),
            problem: Some("no-such-room".to_owned()),
            request_id: Some("4bf9-1".to_owned()),
            gateway_version: Some("0.1.0".to_owned()),
            ..ApiError::from_status(404, "secret 010-1234-5678")
        };
        let expected = format!(
            "viewer: {}\ngateway: 0.1.0\nengine: Firefox/140.0\ntime: 2025-10-01T09:00:00+09:00\nroom: r-1\nerror: \
             not-found\nproblem: no-such-room\nstatus: 404\nvendor code: -503\nrequest id: 4bf9-1\n",
            env!("CARGO_PKG_VERSION")
        );
        assert_eq!(lines("Firefox/140.0", "r-1", Some(&error), now()), expected);
    }

    #[test]
    fn invalid_room_attribute_is_not_copied() {
        let text = lines("", "홍길동 010-1234-5678", None, now());
        assert!(text.contains("room: -\nerror: -\n"), "{text}");
    }
}
