//! Reading rooms: one room, and a page of the room list.

use std::sync::Arc;

use happytalk_model::{
    Answer as RoomAnswer, RoomId, Transcript, decode,
    list::{self, ListAnswer, ListRequest, Page},
};
use happytalk_present::{location::list_query, options::ProxyMode};

use super::{ApiError, Client, EarlyResponse, RequestSignal, client::Call, error::FailureKind};

const ACCEPT_JSON: &[(&str, &str)] = &[("accept", "application/json")];

/// Additional permissions of the caller, sent by the proxy (`Happytalk-Can`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// Whether the caller may receive live events.
    pub live: bool,
    /// Whether the caller may send messages.
    pub send: bool,
}

impl Capabilities {
    /// Parses the header of a room's response.
    pub fn from_header(header: Option<&str>, mode: ProxyMode) -> Self {
        let has = |word: &str| {
            header.unwrap_or_default().split_ascii_whitespace().any(|item| item.eq_ignore_ascii_case(word))
        };
        match mode {
            // A plain proxy sends no permissions. It rejects a message if sending is not allowed.
            ProxyMode::Passthrough => Self { live: false, send: true },
            // Without the header, the stream is requested; a refusal is harmless.
            ProxyMode::Gateway => Self { live: header.is_none() || has("live"), send: has("send") },
        }
    }
}

/// The result of reading a room.
#[derive(Clone, Debug)]
pub struct RoomReading {
    /// The messages.
    pub transcript: Arc<Transcript>,
    /// Permissions of the caller.
    pub capabilities: Capabilities,
}

/// Reads a room: `GET {proxy}rooms/{room_id}`, or the vendor's `chat_data` (000).
///
/// `early` is the request of the loader. It is used if it is the same request; otherwise it is aborted.
///
/// # Errors
/// There is no response, it is not a success, or it contains no transcript.
pub async fn load_room(
    client: &Client,
    room: &RoomId,
    early: Option<EarlyResponse>,
    signal: &RequestSignal,
) -> Result<RoomReading, ApiError> {
    let early = early.filter(|early| early.answers(client, room));
    let (path, body) = match client.proxy.mode {
        ProxyMode::Gateway => (format!("rooms/{room}"), None),
        // A room id contains no character that JSON escapes.
        ProxyMode::Passthrough => {
            ("user/api/chat_data/format/json".to_owned(), Some(format!(r#"{{"room_id":"{room}"}}"#)))
        }
    };
    let call = Call { path: &path, body: body.as_deref(), headers: ACCEPT_JSON, ..Call::default() };
    let answer = client.call(&call, early, signal).await?;
    let transcript = read_room(&answer.body).map_err(|error| answer.describe(error))?;
    let capabilities = Capabilities::from_header(answer.capabilities.as_deref(), client.proxy.mode);
    Ok(RoomReading { transcript, capabilities })
}

/// Reads a page of the room list: `GET {proxy}rooms?…`, or the vendor's `chat_room_lists` (004).
///
/// # Errors
/// There is no response, it is not a success, or it contains no list.
pub async fn load_room_list(client: &Client, request: &ListRequest, signal: &RequestSignal) -> Result<Page, ApiError> {
    let query = list_query(request, &ListRequest::default());
    let pairs: Vec<_> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let body = request.to_json();
    let call = match client.proxy.mode {
        ProxyMode::Gateway => Call { path: "rooms", query: &pairs, headers: ACCEPT_JSON, ..Call::default() },
        ProxyMode::Passthrough => Call {
            path: "user/api/chat_room_lists/format/json",
            body: Some(&body),
            headers: ACCEPT_JSON,
            ..Call::default()
        },
    };
    let answer = client.call(&call, None, signal).await?;
    read_list(&answer.body).map_err(|error| answer.describe(error))
}

/// Decodes the body of a room's response.
pub(super) fn read_room(body: &[u8]) -> Result<Arc<Transcript>, ApiError> {
    match decode(body) {
        Ok(decoded) => match decoded.value {
            RoomAnswer::Transcript(transcript) => Ok(Arc::new(transcript)),
            RoomAnswer::Failure(failure) => Err(ApiError::from_failure(&failure)),
        },
        Err(not_json) => {
            let message = format!("byte {}: {}", not_json.offset, not_json.reason);
            Err(ApiError::new(FailureKind::Unreadable, message))
        }
    }
}

fn read_list(body: &[u8]) -> Result<Page, ApiError> {
    match list::decode(body) {
        Ok(decoded) => match decoded.value {
            ListAnswer::Page(page) => Ok(page),
            ListAnswer::Failure(failure) => Err(ApiError::from_failure(&failure)),
        },
        Err(not_json) => Err(ApiError::new(FailureKind::Unreadable, not_json.reason)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capabilities_are_read_from_the_header() {
        let read = |header| Capabilities::from_header(header, ProxyMode::Gateway);
        assert_eq!(read(Some("live send")), Capabilities { live: true, send: true });
        assert_eq!(read(Some(" Send ")), Capabilities { live: false, send: true });
        assert_eq!(read(Some("")), Capabilities { live: false, send: false });
        assert_eq!(read(Some("sending")), Capabilities { live: false, send: false });
        assert_eq!(read(None), Capabilities { live: true, send: false }, "an older gateway, or a hidden header");
        let passthrough = Capabilities::from_header(None, ProxyMode::Passthrough);
        assert_eq!(passthrough, Capabilities { live: false, send: true });
    }

    #[test]
    fn login_page_with_status_200_is_unreadable() {
        let error = read_room(b"<!doctype html><title>Login</title>").expect_err("HTML is no answer");
        assert_eq!(error.kind, FailureKind::Unreadable);
        assert_eq!(read_list(b"<!doctype html>").map_err(|error| error.kind), Err(FailureKind::Unreadable));
    }

    #[test]
    fn refused_period_keeps_the_vendors_code() {
        let error = read_list(br#"{"result":"fail","code":-504,"message":"overDate"}"#).expect_err("refused");
        assert_eq!((error.kind, error.vendor_code), (FailureKind::BadRequest, Some(-504)));
    }

    #[test]
    fn empty_list_response_is_an_empty_page() {
        assert_eq!(read_list(br#"{"result":"success","data":[]}"#), Ok(Page::default()));
    }
}
