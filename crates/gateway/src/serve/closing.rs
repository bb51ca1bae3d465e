//! While the gateway leaves, every answer closes its connection, so that the next request goes elsewhere.

use axum::{
    http::{HeaderValue, header},
    response::Response,
};

use crate::drain::Drain;

pub(super) fn while_draining(drain: &Drain, mut response: Response) -> Response {
    if drain.has_begun() {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}
