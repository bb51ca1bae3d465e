//! `POST /api/rooms/{room_id}/messages`: a message of the customer (003).
//!
//! Everything that can be wrong with the request is found before the vendor hears of it. The text is neither logged nor
//! kept.

mod body;

use axum::{
    Extension,
    extract::{RawQuery, Request, State},
    http::{HeaderMap, HeaderValue},
    response::{IntoResponse as _, Response},
};
use happytalk_model::{
    RoomId,
    write::{Field, WriteError},
};

use super::{rooms, vendor_json, whole};
use crate::{
    auth::{Caller, Scope},
    problem::Problem,
    room_path::RoomPath,
    security::{REPLAYED, is_json},
    sending::{Name, Sent, told},
    state::AppState,
    vendor::VendorError,
};

/// Bytes of the body: a thousand characters, each of them escaped, and what stands around them.
const LARGEST_BODY: usize = 8 * 1024;
const LONGEST_KEY: usize = 128;
const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// The vendor's answer to `chat/write`, unchanged.
pub(super) async fn send(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    RoomPath(room): RoomPath,
    RawQuery(query): RawQuery,
    request: Request,
) -> Result<Response, Problem> {
    caller.require_in(Scope::Send, &room)?;
    rooms::no_parameters(query.as_deref().unwrap_or_default())?;
    if !state.can_send() {
        return Err(VendorError::SendingOff.into());
    }
    let (parts, body) = request.into_parts();
    if !is_json(&parts.headers) {
        return Err(Problem::UnsupportedMediaType);
    }
    let key = key(&parts.headers)?;
    check_length(&room)?;
    let content = body::read(&whole(body, LARGEST_BODY).await?)?;
    let name = Name { person: caller.person(), room, key };
    let Sent { outcome, replayed } = state.sender().send(name, caller.subject(), content).await;
    let mut response = outcome.map_or_else(Problem::into_response, vendor_json);
    if replayed {
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    Ok(response)
}

/// The key, which has to be there: without it nobody could ask what became of a message.
fn key(headers: &HeaderMap) -> Result<String, Problem> {
    let mut keys = headers.get_all(IDEMPOTENCY_KEY).iter();
    let key = match (keys.next(), keys.next()) {
        (Some(key), None) => key.to_str().ok(),
        _ => None,
    };
    let fits = |key: &&str| (1..=LONGEST_KEY).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    let what = "Required, once: 1 to 128 visible ASCII characters, new for each message.";
    key.filter(fits).map(str::to_owned).ok_or_else(|| Problem::parameter(IDEMPOTENCY_KEY, what))
}

/// `chat/write` takes shorter ids than `chat_data`.
fn check_length(room: &RoomId) -> Result<(), Problem> {
    let (field, (_, most)) = (Field::RoomId, Field::RoomId.length());
    if room.as_str().len() <= most { Ok(()) } else { Err(told(WriteError::TooLong { field, most })) }
}
