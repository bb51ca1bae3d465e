//! `GET /api/rooms/{room_id}`: one room, in the vendor's own bytes.

use axum::{
    Extension,
    extract::{RawQuery, State},
    http::HeaderValue,
    response::Response,
};
use url::form_urlencoded;

use super::vendor_json;
use crate::{
    auth::{Caller, Scope},
    memos,
    problem::Problem,
    room_path::RoomPath,
    security::CAN,
    state::AppState,
};

/// The vendor's answer to `chat_data` (000), unchanged.
pub(super) async fn room(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    RoomPath(room_id): RoomPath,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    caller.require_in(Scope::Read, &room_id)?;
    no_parameters(query.as_deref().unwrap_or_default())?;
    let body = state.rooms().read(&room_id).await?.into_bytes();
    let body = if caller.may(Scope::Memo) { body.into() } else { memos::removed(body).await? };
    let mut response = vendor_json(body);
    response.headers_mut().insert(CAN, can(&caller, &state));
    Ok(response)
}

/// What this caller can do here besides reading, of what the gateway is configured to do.
fn can(caller: &Caller, state: &AppState) -> HeaderValue {
    let offered = [(Scope::Live, state.live().is_some()), (Scope::Send, state.can_send()), (Scope::Memo, true)];
    let can = offered.into_iter().filter(|(scope, offered)| *offered && caller.may(*scope));
    let words: Vec<_> = can.map(|(scope, _)| scope.word()).collect();
    HeaderValue::try_from(words.join(" ")).unwrap_or(HeaderValue::from_static(""))
}

/// A parameter that would be ignored is refused instead: whoever wrote it expects something of it.
pub(super) fn no_parameters(query: &str) -> Result<(), Problem> {
    match form_urlencoded::parse(query.as_bytes()).next() {
        None => Ok(()),
        Some((name, _)) => Err(Problem::no_such(&name, "There is no such parameter here.")),
    }
}
