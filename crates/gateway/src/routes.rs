//! The routes, and which guards stand before each: data, pages, public files.

mod around;
mod events;
mod healthz;
mod hooks;
mod list;
mod messages;
mod readyz;
mod rooms;

use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderValue, header},
    middleware::{from_fn_with_state, map_response},
    response::{IntoResponse as _, Response},
    routing::{any, get, post},
};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

use crate::{
    auth,
    problem::Problem,
    security::{for_every_origin, own_api_only, own_origin_only, to_listening_address},
    site,
    state::AppState,
};

/// All routes. `demo`, when there is one, lives below `/demo` and holds nothing but invented data.
pub(crate) fn all(state: AppState, demo: Option<Router>) -> Router {
    let guard = state.guard().clone();
    let mut data = Router::new()
        .route("/api/rooms", get(list::list))
        .route("/api/rooms/{room_id}", get(rooms::room))
        .route("/api/rooms/{room_id}/messages", post(messages::send))
        .route("/api/events", get(events::events))
        .method_not_allowed_fallback(not_allowed);
    // Around every route of data, those of other methods too: who may not ask is not told what there is.
    data = data.layer(from_fn_with_state(state.clone(), auth::identify));
    if let Some(cors) = state.cors() {
        data = data.layer(cors);
    }
    let data = data.layer(from_fn_with_state(guard.clone(), own_api_only));

    let pages = Router::new()
        .route("/healthz", get(healthz::healthz))
        .route("/readyz", get(readyz::readyz))
        .route("/", get(site::page))
        .route("/index.html", get(site::page))
        .method_not_allowed_fallback(not_allowed)
        .layer(from_fn_with_state(guard.clone(), own_origin_only));

    // Behind no guard but its secret: without that, it is a path like any other that is not there.
    let hooks = Router::new().route("/hooks/{secret}/message/{uuid}", any(hooks::message));
    let mut all = data.merge(pages).merge(hooks).fallback(site::file).with_state(state.clone());
    if let Some(demo) = demo {
        let demo = demo.method_not_allowed_fallback(not_allowed).fallback(not_found).layer(map_response(public));
        all = all.nest("/demo", demo).layer(from_fn_with_state(guard.clone(), to_listening_address));
    }
    all.layer(from_fn_with_state(state, around::every_route))
}

/// The vendor's own bytes.
fn vendor_json(body: impl Into<Body>) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], body.into()).into_response()
}

/// The body of a request, up to so many bytes.
async fn whole(body: Body, most: usize) -> Result<Bytes, Problem> {
    match Limited::new(body, most).collect().await {
        Ok(whole) => Ok(whole.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Problem::TooLarge),
        // It broke off or took too long: nothing is wrong with what was to come, so it may come again.
        Err(_) => Err(Problem::Unavailable("The body never came to its end.")),
    }
}

async fn not_allowed() -> Problem {
    Problem::MethodNotAllowed
}

async fn not_found() -> Problem {
    Problem::NotFound
}

async fn public(mut response: Response) -> Response {
    for_every_origin(response.headers_mut());
    response
}
