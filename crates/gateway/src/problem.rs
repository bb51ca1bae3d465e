//! The one error of the gateway, told as RFC 9457 `application/problem+json`.
//!
//! What is told to the browser is fixed text, plus the vendor's own code and message; what went wrong in detail goes to
//! the log, once, by `access`. Neither ever holds a secret or the vendor's raw error page.

use std::borrow::Cow;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use happytalk_model::{failure::CustomerFailCode, transcript::Failure};
use serde::Serialize;

use crate::vendor::VendorError;

/// Seconds after which trying again makes sense, when the vendor named none.
const RETRY_AFTER: u32 = 5;

/// Characters of the vendor's message that are passed on: the documented ones are single words.
const LONGEST_MESSAGE: usize = 200;

/// Why a request got no answer of its own.
#[derive(Debug)]
pub enum Problem {
    /// A parameter that the contract does not allow; no vendor call was made.
    BadParameter {
        /// Its name, as sent.
        name: String,
        /// What is allowed.
        detail: Cow<'static, str>,
    },
    /// A request that no page of ours makes: foreign host, foreign origin, through a proxy.
    Forbidden(&'static str),
    /// No token, or none that counts. Which part of it was wrong is for the log: whoever asks is not told.
    Unauthorized(&'static str),
    /// No such path.
    NotFound,
    /// The path is there, the method is not. `Allow` is set by the router.
    MethodNotAllowed,
    /// The body is larger than this route takes.
    TooLarge,
    /// The body is said to be something else than this route takes.
    UnsupportedMediaType,
    /// Whoever asks has asked too often; seconds to wait.
    TooMany(u32),
    /// The gateway itself can't right now: overloaded, stopping, or the store can't write.
    Unavailable(&'static str),
    /// The vendor said no, or nothing that could be understood.
    Vendor(VendorError),
}

impl From<VendorError> for Problem {
    fn from(error: VendorError) -> Self {
        Self::Vendor(error)
    }
}

/// Status, slug and title of a kind of problem: the table of the contract.
type Kind = (StatusCode, &'static str, &'static str);

const BAD_PARAMETER: Kind = (StatusCode::BAD_REQUEST, "bad-parameter", "Bad parameter");
const FORBIDDEN: Kind = (StatusCode::FORBIDDEN, "forbidden", "Forbidden");
const UNAUTHORIZED: Kind = (StatusCode::UNAUTHORIZED, "unauthorized", "Unauthorized");
const NOT_FOUND: Kind = (StatusCode::NOT_FOUND, "not-found", "Not found");
const NO_SUCH_ROOM: Kind = (StatusCode::NOT_FOUND, "no-such-room", "No such room");
const METHOD_NOT_ALLOWED: Kind = (StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", "Method not allowed");
const TOO_LARGE: Kind = (StatusCode::PAYLOAD_TOO_LARGE, "too-large", "Too large");
const MEDIA_TYPE: Kind = (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "Unsupported media type");
const TOO_MANY: Kind = (StatusCode::TOO_MANY_REQUESTS, "too-many", "Too many requests");
const VENDOR_CREDENTIALS: Kind =
    (StatusCode::BAD_GATEWAY, "vendor-credentials", "Happytalk refused the gateway's credentials");
const VENDOR_FAILED: Kind = (StatusCode::BAD_GATEWAY, "vendor-failed", "Happytalk failed");
const VENDOR_UNREADABLE: Kind = (StatusCode::BAD_GATEWAY, "vendor-unreadable", "Happytalk's answer is unreadable");
const OVERLOADED: Kind = (StatusCode::SERVICE_UNAVAILABLE, "overloaded", "Overloaded");
const VENDOR_TIMEOUT: Kind = (StatusCode::GATEWAY_TIMEOUT, "vendor-timeout", "Happytalk is too slow");

impl Problem {
    fn kind(&self) -> Kind {
        match self {
            Self::BadParameter { .. } => BAD_PARAMETER,
            Self::Forbidden(_) => FORBIDDEN,
            Self::Unauthorized(_) => UNAUTHORIZED,
            Self::NotFound => NOT_FOUND,
            Self::MethodNotAllowed => METHOD_NOT_ALLOWED,
            Self::TooLarge => TOO_LARGE,
            Self::UnsupportedMediaType => MEDIA_TYPE,
            Self::TooMany(_) => TOO_MANY,
            Self::Unavailable(_) => OVERLOADED,
            Self::Vendor(error) => match error {
                VendorError::Refused(failure) => refused(failure),
                VendorError::Unreadable(_) | VendorError::TooLarge => VENDOR_UNREADABLE,
                VendorError::Status(401 | 403) => VENDOR_CREDENTIALS,
                VendorError::Status(_) | VendorError::Transport(_) => VENDOR_FAILED,
                VendorError::TooMany(_) => TOO_MANY,
                VendorError::Timeout => VENDOR_TIMEOUT,
                VendorError::Overloaded => OVERLOADED,
            },
        }
    }

    /// A sentence for the developer who reads the answer; the viewer has its own words.
    fn detail(&self) -> Cow<'static, str> {
        let fixed = match self {
            Self::BadParameter { detail, .. } => return detail.clone(),
            Self::Forbidden(detail) | Self::Unavailable(detail) => detail,
            Self::Unauthorized(_) => "A valid token is needed: Authorization: Bearer and an embed token.",
            Self::NotFound => "There is nothing at this path.",
            Self::MethodNotAllowed => "The path exists, but not for this method.",
            Self::TooLarge => "The body is larger than this address takes.",
            Self::UnsupportedMediaType => "The body must be application/json.",
            Self::TooMany(_) => "Too many requests from this token or address.",
            Self::Vendor(error) => match error {
                VendorError::Refused(_) => "Happytalk answered with a failure code.",
                VendorError::Unreadable(_) => "The answer is not one whole JSON document.",
                VendorError::TooLarge => "The answer is larger than 50 MB.",
                VendorError::Status(_) => "Happytalk answered with an HTTP error.",
                VendorError::TooMany(_) => "Happytalk limits how often it may be asked.",
                VendorError::Timeout => "Happytalk did not answer in time.",
                VendorError::Transport(_) => "Happytalk could not be reached, or the connection broke.",
                VendorError::Overloaded => "Too many requests are waiting for Happytalk.",
            },
        };
        Cow::Borrowed(fixed)
    }

    fn retry_after(&self) -> Option<u32> {
        match self {
            Self::Vendor(VendorError::TooMany(seconds)) => Some(seconds.unwrap_or(RETRY_AFTER)),
            Self::TooMany(seconds) => Some(*seconds),
            Self::Vendor(VendorError::Overloaded) | Self::Unavailable(_) => Some(RETRY_AFTER),
            _ => None,
        }
    }

    /// What the log says about it.
    fn cause(&self) -> String {
        match self {
            Self::Vendor(error) => error.to_string(),
            Self::BadParameter { name, .. } => format!("parameter {name:?}"),
            Self::Unauthorized(reason) => (*reason).to_owned(),
            _ => self.detail().into_owned(),
        }
    }
}

/// What a refusal of the Customer API means for whoever asked.
fn refused(failure: &Failure) -> Kind {
    match failure.customer_code() {
        Some(CustomerFailCode::Token | CustomerFailCode::Unauthorized) => VENDOR_CREDENTIALS,
        Some(CustomerFailCode::NotFound) => NO_SUCH_ROOM,
        Some(CustomerFailCode::PeriodTooLong) => BAD_PARAMETER,
        Some(CustomerFailCode::Other(_)) | None => VENDOR_FAILED,
    }
}

#[derive(Serialize)]
struct Body<'a> {
    r#type: String,
    title: &'static str,
    status: u16,
    detail: Cow<'static, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vendor_code: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vendor_message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<&'a str>,
}

/// Rides on the response for [`crate::access`] to log.
#[derive(Clone, Debug)]
pub(crate) struct Cause {
    pub(crate) slug: &'static str,
    pub(crate) text: String,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, slug, title) = self.kind();
        let failure = match &self {
            Self::Vendor(VendorError::Refused(failure)) => Some(failure),
            _ => None,
        };
        let body = Body {
            r#type: format!("urn:happytalk:problem:{slug}"),
            title,
            status: status.as_u16(),
            detail: self.detail(),
            vendor_code: failure.and_then(|failure| failure.code),
            vendor_message: failure.map(|failure| failure.message.chars().take(LONGEST_MESSAGE).collect()),
            parameter: match &self {
                Self::BadParameter { name, .. } => Some(name),
                _ => None,
            },
        };
        let mut response = (status, axum::Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if matches!(self, Self::Unauthorized(_)) {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer error=\"invalid_token\""));
        }
        if let Some(seconds) = self.retry_after() {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(Cause { slug, text: self.cause() });
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status_and_slug(error: VendorError) -> (u16, &'static str) {
        let (status, slug, _) = Problem::from(error).kind();
        (status.as_u16(), slug)
    }

    #[test]
    fn every_failure_code_of_the_customer_api_has_its_status() {
        for (code, expected) in [
            (Some(-501), (502, "vendor-credentials")),
            (Some(-502), (502, "vendor-credentials")),
            (Some(-503), (404, "no-such-room")),
            (Some(-504), (400, "bad-parameter")),
            (Some(-999), (502, "vendor-failed")),
            (Some(0), (502, "vendor-failed")),
            (None, (502, "vendor-failed")),
        ] {
            let failure = Failure { code, message: String::new() };
            assert_eq!(status_and_slug(VendorError::Refused(failure)), expected, "{code:?}");
        }
    }

    #[test]
    fn every_way_the_vendor_can_be_absent_has_its_status() {
        for (error, expected) in [
            (VendorError::Unreadable(String::new()), (502, "vendor-unreadable")),
            (VendorError::TooLarge, (502, "vendor-unreadable")),
            (VendorError::Status(500), (502, "vendor-failed")),
            (VendorError::Status(302), (502, "vendor-failed")),
            (VendorError::Status(403), (502, "vendor-credentials")),
            (VendorError::TooMany(None), (429, "too-many")),
            (VendorError::Timeout, (504, "vendor-timeout")),
            (VendorError::Transport("x".into()), (502, "vendor-failed")),
            (VendorError::Overloaded, (503, "overloaded")),
        ] {
            assert_eq!(status_and_slug(error), expected);
        }
    }

    #[test]
    fn waiting_time_is_the_vendors_or_a_few_seconds() {
        for (error, seconds) in
            [(VendorError::TooMany(Some(30)), "30"), (VendorError::TooMany(None), "5"), (VendorError::Overloaded, "5")]
        {
            let response = Problem::from(error).into_response();
            assert_eq!(response.headers()[header::RETRY_AFTER], seconds);
        }
    }
}
