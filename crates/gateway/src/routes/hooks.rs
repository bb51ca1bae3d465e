//! `POST /hooks/{secret}/message/{uuid}`: what Happytalk sends to the "수신도메인" (001), taken once it is durable.
//!
//! The order matters: the secret before anything is read, the store before the answer. Neither the path nor the body is
//! ever logged, and with a wrong secret there is nothing here at all.

use axum::{
    body::Body,
    extract::{Path, State, rejection::PathRejection},
    http::{Extensions, HeaderMap, HeaderValue, Method, header},
    response::{IntoResponse as _, Response},
};
use happytalk_model::{RoomId, received};
use tracing::debug;

use super::whole;
use crate::{
    auth::{self, Auth},
    live::{NotTaken, store::Kind},
    metrics,
    problem::Problem,
    security::is_json,
    state::AppState,
};

/// The longest payload: many times the longest message, which is text and addresses.
const LONGEST: usize = 256 * 1024;

/// Every method, because without the secret none is there.
pub(super) async fn message(
    State(state): State<AppState>,
    method: Method,
    path: Result<Path<(String, String)>, PathRejection>,
    headers: HeaderMap,
    extensions: Extensions,
    body: Body,
) -> Result<Response, Problem> {
    let Ok(Path((secret, uuid))) = path else { return Err(Problem::NotFound) };
    let live = state.live().filter(|live| live.is_secret(&secret));
    let live = live.ok_or_else(|| auth::refused(&state, &headers, &extensions, Problem::NotFound))?;
    if method != Method::POST {
        let mut response = Problem::MethodNotAllowed.into_response();
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
        return Ok(response);
    }
    // The vendor may call it what it likes. Where there are no tokens, every POST has to say what no form of another site can.
    if matches!(state.auth(), Auth::None) && !is_json(&headers) {
        return Err(Problem::UnsupportedMediaType);
    }
    let said = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if said.is_some_and(|length| length > LONGEST) {
        return Err(Problem::TooLarge);
    }
    let _place = live.webhook().map_err(unavailable)?;
    let payload = whole(body, LONGEST).await?;

    let received = received::decode(&payload)
        .map_err(|_| Problem::parameter("body", "A received message is one whole JSON object."))?;
    let received = received.value;
    let room = received.room_id.as_deref().and_then(RoomId::parse);
    let room = room
        .ok_or_else(|| Problem::parameter("room_id", "A room id is 1 to 64 characters of A-Z, a-z, 0-9, _ and -."))?;
    if received.uuid.as_ref().is_some_and(|inside| *inside != uuid) {
        debug!("a received message names another uuid than its address");
    }
    let kind = if received.may_be_memo(&payload) { Kind::Memo } else { Kind::Message };
    live.receive(room, received.msgid, kind, received.auto_end, payload).await.map_err(unavailable)?;
    Ok("ok\n".into_response())
}

fn unavailable(why: NotTaken) -> Problem {
    metrics::shed("store");
    Problem::Unavailable(match why {
        NotTaken::Busy => "Too many messages arrive at once.",
        NotTaken::NotStored => "The message could not be stored.",
    })
}
