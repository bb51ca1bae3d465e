//! `GET /api/events?room=A&room=B`: received messages of these rooms as they come, as Server-Sent Events.
//!
//! A client that lost the connection says the id it saw last, in `Last-Event-ID` or `last_event_id`, and gets what it
//! missed first.

use axum::{
    Extension,
    body::Body,
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use happytalk_model::RoomId;
use url::form_urlencoded;

use crate::{
    access::RoomsRead,
    auth::{Caller, Scope},
    live::{Asked, Full, Listener},
    metrics,
    problem::Problem,
    state::AppState,
};

/// Rooms in one stream: a page with more of them needs no more than one stream all the same.
const MOST_ROOMS: usize = 50;
/// Seconds until one of a caller's own streams may have ended.
const CALLER_WAITS: u32 = 15;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// Tells nginx to pass each event on at once.
const X_ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// The stream (contract §5). Without the webhook there is none.
pub(super) async fn events(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let live = state.live().ok_or(Problem::NotFound)?;
    let Query { rooms, last_event_id } = Query::read(query.as_deref().unwrap_or_default())?;
    for room in &rooms {
        caller.require_in(Scope::Live, room)?;
    }
    // What is no text was never an id.
    let header = headers.get(LAST_EVENT_ID).map(|value| value.to_str().unwrap_or("?"));
    let named = rooms.iter().map(RoomId::as_str).collect::<Vec<_>>().join(",");
    let listener = Listener {
        rooms,
        asked: Asked::read(header.or(last_event_id.as_deref()).unwrap_or_default()),
        caller: caller.bucket(),
        sees_memos: caller.may(Scope::Memo),
        until: caller.left(),
        key: state.auth().key_in_use(&caller),
    };
    let body = live.stream(listener, state.draining()).map_err(|full| match full {
        Full::All => {
            metrics::shed("streams");
            Problem::Unavailable("Too many event streams are open.")
        }
        Full::Caller => Problem::TooMany(CALLER_WAITS),
    })?;
    let mut response = stream(body);
    response.extensions_mut().insert(RoomsRead(named));
    Ok(response)
}

fn stream(body: Body) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (X_ACCEL_BUFFERING, HeaderValue::from_static("no")),
    ];
    (headers, body).into_response()
}

#[derive(Debug, PartialEq, Eq)]
struct Query {
    rooms: Vec<RoomId>,
    last_event_id: Option<String>,
}

impl Query {
    fn read(query: &str) -> Result<Self, Problem> {
        let (mut rooms, mut last_event_id) = (Vec::new(), None);
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "room" => {
                    let room = RoomId::parse(&value).ok_or_else(|| {
                        Problem::parameter("room", "A room id is 1 to 64 characters of A-Z, a-z, 0-9, _ and -.")
                    })?;
                    // A room twice is one room.
                    if !rooms.contains(&room) {
                        rooms.push(room);
                    }
                }
                "last_event_id" if last_event_id.is_none() => last_event_id = Some(value.into_owned()),
                "last_event_id" => return Err(Problem::parameter("last_event_id", "There is one last event.")),
                _ => return Err(Problem::no_such(&name, "There is no such parameter here.")),
            }
        }
        if (1..=MOST_ROOMS).contains(&rooms.len()) {
            Ok(Self { rooms, last_event_id })
        } else {
            Err(Problem::parameter("room", "A stream is of 1 to 50 rooms."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_are_counted_once_and_a_last_event_is_one() {
        let read = Query::read("room=a&room=b&room=a&last_event_id=7").unwrap();
        assert_eq!(read.rooms.iter().map(RoomId::as_str).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(read.last_event_id.as_deref(), Some("7"));
        let fifty: Vec<_> = (0..50).map(|n| format!("room=r{n}")).collect();
        assert_eq!(Query::read(&fifty.join("&")).unwrap().rooms.len(), 50);
    }

    #[test]
    fn anything_else_is_refused_by_name() {
        let many: Vec<_> = (0..51).map(|n| format!("room=r{n}")).collect();
        for (query, expected) in [
            ("", "room"),
            (many.join("&").as_str(), "room"),
            ("room=", "room"),
            ("room=a%2fb", "room"),
            ("room=a,b", "room"),
            ("room=a&last_event_id=1&last_event_id=2", "last_event_id"),
            ("room=a&token=x", "token"),
            ("Room=a", "Room"),
        ] {
            match Query::read(query) {
                Err(Problem::BadParameter { name, .. }) => assert_eq!(name, expected, "{query}"),
                other => panic!("{query}: {other:?}"),
            }
        }
    }
}
