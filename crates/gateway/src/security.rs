//! What keeps a browser, and the other pages open in it, away from what is not theirs.
//!
//! Everything is private by default: a response that says nothing about itself is `no-store` and `same-origin`. Only
//! the site's files and the demo's pictures are for every origin (contract §2).

mod guard;
mod headers;
mod media_type;

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
};
use tower_http::cors::{AllowHeaders, AllowOrigin, CorsLayer};

pub(crate) use guard::{Guard, foreign_host, own_api_only, own_origin_only, to_listening_address};
pub(crate) use headers::{Headers, for_every_origin};
pub(crate) use media_type::is_json;

use crate::config::Origin;

/// CORS for `/api`: exactly the origins of `--allow-origin`, never with cookies. `None` when there is none to allow.
pub(crate) fn cors(origins: &[Origin]) -> Option<CorsLayer> {
    if origins.is_empty() {
        return None;
    }
    let origins = origins.iter().filter_map(|origin| HeaderValue::from_str(origin.as_str()).ok());
    let layer = CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods([Method::GET, Method::POST])
        // The element's `headers` property may name any.
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers([header::RETRY_AFTER, CAN, REPLAYED, X_REQUEST_ID, VERSION])
        .max_age(std::time::Duration::from_mins(10));
    Some(layer)
}

/// For what is answered outside that layer, so that a page of an allowed origin is told why, and when to come again, as it is of
/// everything else: the request's `Origin`, where it may read the answer.
pub(crate) fn reader(origins: &[Origin], request: &Request) -> Option<HeaderValue> {
    if origins.is_empty() || !request.uri().path().starts_with("/api/") {
        return None;
    }
    let origin = request.headers().get(header::ORIGIN)?;
    origins.iter().any(|allowed| origin == allowed.as_str()).then(|| origin.clone())
}

/// Lets `reader` read the answer, unless the layer has been at it.
pub(crate) fn let_read(reader: HeaderValue, headers: &mut HeaderMap) {
    if headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN) {
        return;
    }
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, reader);
    let exposed = HeaderValue::from_static("retry-after,x-request-id,happytalk-gateway-version");
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    headers.append(header::VARY, HeaderValue::from_static("origin"));
}

/// Adds the gateway's version, for the diagnostics that a reader can copy from an error on screen.
pub(crate) fn put_version(headers: &mut HeaderMap) {
    headers.insert(VERSION, HeaderValue::from_static(env!("CARGO_PKG_VERSION")));
}

/// The version of the gateway.
const VERSION: HeaderName = HeaderName::from_static("happytalk-gateway-version");
/// The id of a request, which the log has too.
pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What the caller can do in the room that was read: words of [`crate::auth::Scope`].
pub(crate) const CAN: HeaderName = HeaderName::from_static("happytalk-can");
/// That an answer is that of an earlier request with the same `Idempotency-Key`.
pub(crate) const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
/// Fetch Metadata: who made the request, said by the browser, out of reach of scripts.
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
/// Fetch Metadata: whether a page is being opened.
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
