//! `GET /readyz`: whether requests should be sent here now, and if not, which part is not ready.
//!
//! Answered from what is known: asking the vendor on each probe would let anybody who may probe make calls.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde_json::{Map, Value};

use crate::{problem::Problem, state::AppState};

/// 200, or 503 with the same body: each part, and what is wrong with it in one word of ours.
pub(super) async fn readyz(State(state): State<AppState>) -> Response {
    let parts = state.parts();
    let ready = parts.iter().all(|(_, state)| state.is_ok());
    let parts = parts.into_iter().map(|(name, state)| (name.to_owned(), Value::from(state.err().unwrap_or("ok"))));
    let body = Json(Map::from_iter([("ready".to_owned(), ready.into()), ("parts".to_owned(), parts.collect())]));
    if ready {
        return body.into_response();
    }
    let mut response = (StatusCode::SERVICE_UNAVAILABLE, body).into_response();
    response.extensions_mut().insert(Problem::not_ready());
    response
}
