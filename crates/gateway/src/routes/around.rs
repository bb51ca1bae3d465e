//! What stands around every route, those that do not exist included: the headers, the record, the places, the host.
//!
//! One layer instead of four, because each layer of axum's costs a request allocations of its own, and copies of all
//! layers below it.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

use crate::{
    access, load,
    security::{foreign_host, let_read, put_version},
    state::AppState,
};

/// From the outside in: nothing leaves without its headers, and what is refused is recorded too. What is refused here never
/// comes to the layer of CORS, so a page of another origin is let read it here.
pub(super) async fn every_route(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let own_host = |request: Request| async {
        match foreign_host(state.guard(), &request) {
            Some(refusal) => refusal,
            None => next.run(request).await,
        }
    };
    let reader = state.reader(&request);
    let is_api = request.uri().path().starts_with("/api/");
    let limited = |request| load::limit(state.gate(), request, own_host);
    let mut response = access::log(&state, request, limited).await;
    if let Some(reader) = reader {
        let_read(reader, response.headers_mut());
    }
    if is_api {
        put_version(response.headers_mut());
    }
    state.headers().complete(response.headers_mut());
    response
}
