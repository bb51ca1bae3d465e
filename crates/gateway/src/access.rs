//! One log record per request: who read which room, and how it ended. Problems are logged here and nowhere else.
//!
//! The query is left out (it may name things), and so is every header. Nothing here can hold a secret.

use std::time::Instant;

use axum::{extract::Request, middleware::Next, response::Response};
use tracing::{debug, info, warn};

use crate::problem::Cause;

/// The longest path that is logged whole.
const LONGEST_PATH: usize = 200;

/// `warn` for what the vendor or we did wrong, `info` for data and refusals, `debug` for files.
pub(crate) async fn log(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let method = request.method().clone();
    // A path in a request line is visible ASCII: it can't break a line or be cut inside a character.
    let mut path = request.uri().path().to_owned();
    path.truncate(LONGEST_PATH);
    // The webhook's secret is a part of its path.
    if path.starts_with("/hooks/") {
        "/hooks/…".clone_into(&mut path);
    }

    let response = next.run(request).await;

    let status = response.status().as_u16();
    let cause = response.extensions().get::<Cause>();
    let outcome = cause.map_or("ok", |cause| cause.slug);
    let why = cause.map(|cause| tracing::field::display(&cause.text));
    let milliseconds = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    // Without authentication every reader is the same one.
    let subject = "none";
    if status >= 500 {
        warn!(%method, path, status, outcome, why, subject, milliseconds, "request");
    } else if path.starts_with("/api/") || status == 403 {
        info!(%method, path, status, outcome, why, subject, milliseconds, "request");
    } else {
        debug!(%method, path, status, outcome, why, milliseconds, "request");
    }
    response
}
