//! `GET /api/rooms/{room_id}`: one room, in the vendor's own bytes.

use axum::{
    Extension,
    extract::{Path, RawQuery, State, rejection::PathRejection},
    response::Response,
};
use url::form_urlencoded;

use super::vendor_json;
use crate::{
    auth::{Caller, Scope},
    problem::Problem,
    room_id::RoomId,
    state::AppState,
};

/// The vendor's answer to `chat_data` (000), unchanged.
pub(super) async fn room(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    path: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let room_id = room_id(path)?;
    caller.require_in(Scope::Read, &room_id)?;
    no_parameters(query.as_deref().unwrap_or_default())?;
    let body = state.rooms().read(&room_id).await?;
    Ok(vendor_json(body.into_bytes()))
}

/// The room that the path names.
pub(super) fn room_id(path: Result<Path<String>, PathRejection>) -> Result<RoomId, Problem> {
    path.ok().and_then(|Path(text)| RoomId::parse(&text)).ok_or_else(|| Problem::BadParameter {
        name: "room_id".to_owned(),
        detail: "A room id is 1 to 64 characters of A-Z, a-z, 0-9, _ and -.".into(),
    })
}

/// A parameter that would be ignored is refused instead: whoever wrote it expects something of it.
pub(super) fn no_parameters(query: &str) -> Result<(), Problem> {
    match form_urlencoded::parse(query.as_bytes()).next() {
        None => Ok(()),
        Some((name, _)) => Err(Problem::BadParameter {
            name: name.chars().take(64).collect(),
            detail: "There is no such parameter here.".into(),
        }),
    }
}
