//! `POST /api/rooms/{room_id}/messages`: a message of the customer (003).
//!
//! Everything that can be wrong with the request is found before the vendor hears of it. The text is neither logged nor
//! kept.

mod body;

use axum::{
    Extension,
    body::{Body, Bytes},
    extract::{Path, RawQuery, Request, State, rejection::PathRejection},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use happytalk_model::write::{Field, WriteError};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

use super::{rooms, vendor_json};
use crate::{
    auth::{Caller, Scope},
    problem::Problem,
    room_id::RoomId,
    sending::{Name, Sent, told},
    state::AppState,
    vendor::VendorError,
};

/// Bytes of the body: a thousand characters, each of them escaped, and what stands around them.
const LARGEST_BODY: usize = 8 * 1024;
const LONGEST_KEY: usize = 128;
const IDEMPOTENCY_KEY: &str = "Idempotency-Key";
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// The vendor's answer to `chat/write`, unchanged.
pub(super) async fn send(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    path: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Result<Response, Problem> {
    let room = rooms::room_id(path)?;
    caller.require_in(Scope::Send, &room)?;
    rooms::no_parameters(query.as_deref().unwrap_or_default())?;
    if !state.can_send() {
        return Err(VendorError::SendingOff.into());
    }
    let (parts, body) = request.into_parts();
    is_json(&parts.headers)?;
    let key = key(&parts.headers)?;
    check_length(&room)?;
    let content = body::read(&whole(body).await?)?;
    let name = Name { subject: caller.subject().to_owned(), room, key };
    let Sent { outcome, replayed } = state.sender().send(name, content).await;
    let mut response = outcome.map_or_else(Problem::into_response, vendor_json);
    if replayed {
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    Ok(response)
}

/// `application/json`, perhaps with its charset, and nothing else: no form of another site can say so.
fn is_json(headers: &HeaderMap) -> Result<(), Problem> {
    let mut types = headers.get_all(header::CONTENT_TYPE).iter();
    let (first, second) = (types.next().and_then(|value| value.to_str().ok()), types.next());
    let essence = first.and_then(|text| text.split(';').next()).map(str::trim).unwrap_or_default();
    let plain = !headers.contains_key(header::CONTENT_ENCODING);
    if plain && second.is_none() && essence.eq_ignore_ascii_case("application/json") {
        Ok(())
    } else {
        Err(Problem::UnsupportedMediaType)
    }
}

/// The key, which has to be there: without it nobody could ask what became of a message.
fn key(headers: &HeaderMap) -> Result<String, Problem> {
    let mut keys = headers.get_all(IDEMPOTENCY_KEY).iter();
    let key = match (keys.next(), keys.next()) {
        (Some(key), None) => key.to_str().ok(),
        _ => None,
    };
    let fits = |key: &&str| (1..=LONGEST_KEY).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    key.filter(fits).map(str::to_owned).ok_or_else(|| Problem::BadParameter {
        name: IDEMPOTENCY_KEY.to_owned(),
        detail: "Required, once: 1 to 128 visible ASCII characters, new for each message.".into(),
    })
}

/// `chat/write` takes shorter ids than `chat_data`.
fn check_length(room: &RoomId) -> Result<(), Problem> {
    let (field, (_, most)) = (Field::RoomId, Field::RoomId.length());
    if room.as_str().len() <= most { Ok(()) } else { Err(told(WriteError::TooLong { field, most })) }
}

/// The body, up to its limit.
async fn whole(body: Body) -> Result<Bytes, Problem> {
    match Limited::new(body, LARGEST_BODY).collect().await {
        Ok(whole) => Ok(whole.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Problem::TooLarge),
        Err(_) => {
            Err(Problem::BadParameter { name: "body".to_owned(), detail: "The body never came to its end.".into() })
        }
    }
}
