//! One log record per request: who read which room, and how it ended; and one per message, since it goes on when its request
//! is gone. Problems are logged here and nowhere else.
//!
//! The query is left out (it may name things), and so are every header and body. A path is logged only where it is known
//! to hold no secret: the webhook's address is one, so of it, and of any path no route has, only the route is said.

mod request_id;

use happytalk_model::RoomId;
use std::time::{Duration, Instant};

use axum::{
    extract::{MatchedPath, Request},
    http::Method,
    response::Response,
};
use tracing::{debug, info, warn};

use crate::{
    auth::Caller,
    load::Shed,
    metrics,
    problem::{Cause, Problem},
    room_path::RoomPath,
    state::AppState,
};
use request_id::RequestId;

/// The longest path that is logged whole.
const LONGEST_PATH: usize = 200;

/// Says which rooms were read where the path does not: a route may put it on its response.
#[derive(Clone, Debug)]
pub(crate) struct RoomsRead(pub(crate) String);

/// `warn` for what the vendor or we did wrong, `info` for data and refusals, `debug` for files and for who was stopped before
/// it was known who they are: anybody could fill the log with those, and the metrics count them.
pub(crate) async fn log<F: Future<Output = Response>>(
    state: &AppState,
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let start = Instant::now();
    let id = RequestId::of(&request, state);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    // Files have no route of their own, and there is a bounded number of templates.
    let route = route.unwrap_or("/{file}").to_owned();
    let path = shown(&route, request.uri().path());
    let room = RoomPath::parse(request.uri().path()).filter(|_| route.starts_with("/api/rooms/"));
    let room = room.map(|room| room.to_string());

    let mut response = next(request).await;

    let status = response.status().as_u16();
    metrics::request(&route, bounded(&method), status, start.elapsed());
    let caller = response.extensions().get::<Caller>();
    let record = Record {
        id: id.as_str(),
        method: &method,
        path: &path,
        room: response.extensions().get::<RoomsRead>().map(|rooms| rooms.0.clone()).or(room),
        status,
        subject: caller.map_or("none", Caller::subject),
        took: start.elapsed(),
    };
    // The guards, preflights and the places for requests come before the caller, and so does every path without a route.
    let is_stopped = caller.is_none() && (status < 500 || response.extensions().get::<Shed>().is_some());
    record.write(!is_stopped, response.extensions().get::<Cause>());
    id.put(response.headers_mut());
    response
}

/// The record of a message that was to be sent, when it is known how that ended. Of the message itself it says nothing.
pub(crate) fn message(room: &RoomId, subject: &str, problem: Option<&Problem>, took: Duration) {
    let cause = problem.map(Problem::to_cause);
    let outcome = cause.as_ref().map_or("ok", |cause| cause.slug);
    let why = cause.as_ref().map(|cause| tracing::field::display(&cause.text));
    info!(room = room.as_str(), outcome, why, subject, milliseconds = milliseconds(took), "message");
}

fn milliseconds(took: Duration) -> u64 {
    u64::try_from(took.as_millis()).unwrap_or(u64::MAX)
}

/// What is logged of an answer.
struct Record<'a> {
    id: &'a str,
    method: &'a Method,
    path: &'a str,
    room: Option<String>,
    status: u16,
    subject: &'a str,
    took: Duration,
}

impl Record<'_> {
    /// What `matters` is there by default.
    fn write(self, matters: bool, cause: Option<&Cause>) {
        let Self { id, method, path, room, status, subject, took } = self;
        let outcome = cause.map_or("ok", |cause| cause.slug);
        let why = cause.map(|cause| tracing::field::display(&cause.text));
        let milliseconds = milliseconds(took);
        if !matters || outcome == Problem::NOT_READY {
            debug!(id, %method, path, room, status, outcome, why, subject, milliseconds, "request");
        } else if status >= 500 {
            warn!(id, %method, path, room, status, outcome, why, subject, milliseconds, "request");
        } else {
            info!(id, %method, path, room, status, outcome, why, subject, milliseconds, "request");
        }
    }
}

/// The path where it holds nothing but room ids and names of ours, else the route's template.
fn shown(route: &str, path: &str) -> String {
    let is_ours = match route.strip_prefix("/api/rooms/") {
        Some(_) => RoomPath::parse(path).is_some(),
        None => route.starts_with("/api/") || route.starts_with("/demo"),
    };
    if is_ours { path[..path.floor_char_boundary(LONGEST_PATH)].to_owned() } else { route.to_owned() }
}

/// A method's name, of a bounded number.
fn bounded(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_webhooks_path_and_unknown_paths_are_not_shown() {
        for (route, path, expected) in [
            ("/hooks/{secret}/message/{uuid}", "/hooks/hunter2/message/u", "/hooks/{secret}/message/{uuid}"),
            ("/{file}", "/hooks/hunter2/", "/{file}"),
            ("/{file}", "/HOOKS/hunter2", "/{file}"),
            ("/api/rooms/{room_id}", "/api/rooms/a", "/api/rooms/a"),
            ("/api/rooms/{room_id}/messages", "/api/rooms/a/messages", "/api/rooms/a/messages"),
            ("/api/rooms/{room_id}", "/api/rooms/%ED%99%8D", "/api/rooms/{room_id}"),
            ("/api/rooms/{room_id}", "/api/rooms/홍길동", "/api/rooms/{room_id}"),
        ] {
            assert_eq!(shown(route, path), expected);
        }
        // The end of a path that is too long may stand within a letter.
        assert_eq!(shown("/demo/{file}", &format!("/demo/{}", "가".repeat(900))).len(), LONGEST_PATH - 2);
    }
}
