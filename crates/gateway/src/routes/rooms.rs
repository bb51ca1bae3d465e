//! `GET /api/rooms/{room_id}`: one room, in the vendor's own bytes.

use axum::{
    Extension,
    extract::{Path, RawQuery, State, rejection::PathRejection},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use url::form_urlencoded;

use crate::{
    auth::{Caller, Scope},
    memos,
    problem::Problem,
    room_id::RoomId,
    security::CAN,
    state::{AppState, Offers},
};

/// The vendor's answer to `chat_data` (000), unchanged.
pub(super) async fn room(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    path: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let room_id = path.ok().and_then(|Path(text)| RoomId::parse(&text)).ok_or_else(|| Problem::BadParameter {
        name: "room_id".to_owned(),
        detail: "A room id is 1 to 64 characters of A-Z, a-z, 0-9, _ and -.".into(),
    })?;
    caller.require_in(Scope::Read, &room_id)?;
    no_parameters(query.as_deref().unwrap_or_default())?;
    let body = state.vendor().chat_data(&room_id).await?.into_bytes();
    let body = if caller.may(Scope::Memo) { body } else { memos::removed(body).await? };
    let json = HeaderValue::from_static("application/json");
    Ok(([(header::CONTENT_TYPE, json), (CAN, can(&caller, state.offers()))], body).into_response())
}

/// What this caller can do here besides reading, of what the gateway is configured to do.
fn can(caller: &Caller, offers: Offers) -> HeaderValue {
    let offered = [(Scope::Live, offers.live), (Scope::Send, offers.send), (Scope::Memo, true)];
    let can = offered.into_iter().filter(|(scope, offered)| *offered && caller.may(*scope));
    let words: Vec<_> = can.map(|(scope, _)| scope.word()).collect();
    HeaderValue::try_from(words.join(" ")).unwrap_or(HeaderValue::from_static(""))
}

/// A parameter that would be ignored is refused instead: whoever wrote it expects something of it.
fn no_parameters(query: &str) -> Result<(), Problem> {
    match form_urlencoded::parse(query.as_bytes()).next() {
        None => Ok(()),
        Some((name, _)) => Err(Problem::BadParameter {
            name: name.chars().take(64).collect(),
            detail: "There is no such parameter here.".into(),
        }),
    }
}
