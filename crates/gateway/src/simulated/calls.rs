//! The three calls, and how the vendor checks who asks (000, 003, 004).
//!
//! Credentials come first, whatever else is wrong with a request; every answer is HTTP 200.

use std::sync::Arc;

use axum::{
    Extension, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse as _, Response},
    routing::post,
};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Map, Value, json};

use super::{Shared, documents, failures, list, listener::Reset, write};

/// What the vendor's answers say they are.
pub(super) const JSON: &str = "application/json; charset=utf-8";

/// The calls on their paths.
pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/user/api/chat_data/format/json", post(chat_data))
        .route("/user/api/chat_room_lists/format/json", post(chat_room_lists))
        .route("/v1/chat/write", post(chat_write))
        .with_state(shared)
}

async fn chat_data(State(shared): State<Arc<Shared>>, Extension(reset): Extension<Reset>, body: Bytes) -> Response {
    let request = fields(&body);
    if !has_token(&request, &shared.settings.token) {
        return fail(-501, "token");
    }
    let id = text(&request, "room_id").unwrap_or_default();
    let documented = || shared.rooms.get(documents::ROOM);
    if let Some(failure) = failures::on_request(&id, documented, &reset).await {
        return failure;
    }
    match shared.rooms.get(&id) {
        Some(room) => success(room.answer()),
        None => fail(-503, "room"),
    }
}

async fn chat_room_lists(State(shared): State<Arc<Shared>>, body: Bytes) -> Response {
    let request = fields(&body);
    if !has_token(&request, &shared.settings.token) {
        return fail(-501, "token");
    }
    match list::page(&request, &shared.rooms) {
        Ok(page) => success(page),
        Err(list::OverDate) => fail(-504, "overDate"),
    }
}

async fn chat_write(
    State(shared): State<Arc<Shared>>,
    Extension(reset): Extension<Reset>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let is = |name: &str, secret: &SecretString| {
        headers.get(name).is_some_and(|value| value.as_bytes() == secret.expose_secret().as_bytes())
    };
    let settings = &shared.settings;
    if !(is("HT-Client-Id", &settings.client_id) && is("HT-Client-Secret", &settings.client_secret)) {
        return success(write::unauthorized().to_string());
    }
    let accepted = match write::check(&fields(&body), &shared.rooms) {
        Ok(accepted) => accepted,
        Err(refusal) => return success(refusal.to_string()),
    };
    let carry_out = || {
        let answer = accepted.carry_out(&shared.rooms);
        shared.counselor.tell(&accepted.room_id, &accepted.kind, &accepted.contents);
        success(answer.to_string())
    };
    match failures::on_message(&accepted.contents, carry_out, &reset).await {
        Some(failure) => failure,
        None => carry_out(),
    }
}

fn has_token(request: &Map<String, Value>, token: &SecretString) -> bool {
    text(request, "token").is_some_and(|sent| sent == token.expose_secret())
}

/// The members of the body; none when it is no JSON object.
fn fields(body: &[u8]) -> Map<String, Value> {
    serde_json::from_slice(body).unwrap_or_default()
}

/// A member as text, whether it was sent as a string or as a number; `None` when it is missing, null or empty.
pub(super) fn text(request: &Map<String, Value>, name: &str) -> Option<String> {
    match request.get(name)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A refusal of the Customer API.
pub(super) fn fail(code: i32, message: &str) -> Response {
    success(json!({ "result": "fail", "code": code, "message": message }).to_string())
}

/// HTTP 200, which says nothing yet.
pub(super) fn success(json: String) -> Response {
    ([(header::CONTENT_TYPE, JSON)], json).into_response()
}
