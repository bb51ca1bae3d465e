//! The one error of the gateway, told as RFC 9457 `application/problem+json`.
//!
//! What is told to the browser is fixed text, plus the vendor's own code and message; what went wrong in detail goes to
//! the log, once, by `access`. Neither ever holds a secret or the vendor's raw error page.

use std::borrow::Cow;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use happytalk_model::{
    failure::{BizFailCode, CustomerFailCode},
    transcript::Failure,
    write::WriteAnswer,
};
use serde::Serialize;

use crate::vendor::VendorError;

/// Seconds after which trying again makes sense, when the vendor named none.
const RETRY_AFTER: u32 = 5;

/// Characters of the vendor's message that are passed on: the documented ones are single words.
const LONGEST_MESSAGE: usize = 200;
/// Characters of the vendor's notice: it is a message like any other.
const LONGEST_NOTICE: usize = 2000;
/// Characters of a parameter's name, however long the one sent was.
const LONGEST_NAME: usize = 64;

/// Why a request got no answer of its own. A clone is told like the original: equal requests may share an answer.
#[derive(Clone, Debug)]
pub enum Problem {
    /// A parameter that the contract does not allow; no vendor call was made.
    BadParameter {
        /// Its name: one of ours, or owned, as sent, which is never logged.
        name: Cow<'static, str>,
        /// What is allowed.
        detail: Cow<'static, str>,
    },
    /// The vendor finds the period of the list too long (-504).
    PeriodTooLong {
        /// The parameter that begins the period.
        name: &'static str,
        /// The vendor's words.
        failure: Failure,
    },
    /// The vendor knows no such room, and says so by an empty answer.
    NoSuchRoom,
    /// The state of the room forbids it.
    RoomState(&'static str),
    /// The `Idempotency-Key` was used for another body.
    KeyReused,
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
const SENDING_OFF: Kind = (StatusCode::FORBIDDEN, "sending-off", "Sending is off");
const ROOM_STATE: Kind = (StatusCode::CONFLICT, "room-state", "The room's state forbids it");
const KEY_REUSED: Kind = (StatusCode::CONFLICT, "key-reused", "The key was used for another message");
const OUTCOME_UNKNOWN: Kind =
    (StatusCode::GATEWAY_TIMEOUT, "outcome-unknown", "It is not known whether the message was sent");
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
            Self::BadParameter { .. } | Self::PeriodTooLong { .. } => BAD_PARAMETER,
            Self::NoSuchRoom => NO_SUCH_ROOM,
            Self::RoomState(_) => ROOM_STATE,
            Self::KeyReused => KEY_REUSED,
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
                VendorError::NotSent(answer) => not_sent(answer),
                VendorError::OutcomeUnknown(_) => OUTCOME_UNKNOWN,
                VendorError::SendingOff => SENDING_OFF,
            },
        }
    }

    /// A sentence for the developer who reads the answer; the viewer has its own words.
    fn detail(&self) -> Cow<'static, str> {
        let fixed = match self {
            Self::BadParameter { detail, .. } => return detail.clone(),
            Self::Forbidden(detail) | Self::Unavailable(detail) | Self::RoomState(detail) => detail,
            Self::Unauthorized(_) => "A valid token is needed: Authorization: Bearer and an embed token.",
            Self::PeriodTooLong { .. } => "Happytalk does not search a period as long as this one.",
            Self::NoSuchRoom => "Happytalk knows no such room.",
            Self::KeyReused => "This Idempotency-Key came before with another body; a new message needs a new key.",
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
                VendorError::NotSent(_) => "Happytalk did not take the message.",
                VendorError::OutcomeUnknown(_) => {
                    "The message left the gateway, and no answer says whether it was sent: read the room before sending it again."
                }
                VendorError::SendingOff => "This gateway has no credentials of the Biz API, so nothing can be sent.",
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
            Self::BadParameter { name: Cow::Borrowed(name), .. } => format!("parameter {name:?}"),
            Self::BadParameter { .. } => "a parameter that is none".to_owned(),
            Self::Unauthorized(reason) => (*reason).to_owned(),
            Self::PeriodTooLong { failure, .. } => VendorError::Refused(failure.clone()).to_string(),
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

/// What a refusal of `chat/write` means for whoever asked.
fn not_sent(answer: &WriteAnswer) -> Kind {
    match answer.fail_code() {
        Some(BizFailCode::Forbidden | BizFailCode::Authorization) => VENDOR_CREDENTIALS,
        Some(BizFailCode::RoomNotFound) => NO_SUCH_ROOM,
        Some(BizFailCode::RoomOfAnother) => FORBIDDEN,
        Some(BizFailCode::Invalid | BizFailCode::Required | BizFailCode::Length) => BAD_PARAMETER,
        Some(
            BizFailCode::RoomEnded
            | BizFailCode::RoomInProgress
            | BizFailCode::AlreadyRated
            | BizFailCode::NotConsulting
            | BizFailCode::OutOfHours
            | BizFailCode::OutOfHoursRoomMade
            | BizFailCode::NoAgentFree
            | BizFailCode::QuotaReached,
        ) => ROOM_STATE,
        Some(BizFailCode::Contract | BizFailCode::System | BizFailCode::RoomNotCreated | BizFailCode::Other(_))
        | None => VENDOR_FAILED,
    }
}

/// The vendor's own code and words.
#[derive(Default)]
struct Said<'a> {
    code: Option<i64>,
    message: Option<&'a str>,
    parameter: Option<&'a str>,
    content: Option<&'a str>,
}

impl Problem {
    /// One of our parameters is not as `detail` says.
    pub(crate) fn parameter(name: &'static str, detail: &'static str) -> Self {
        Self::BadParameter { name: name.into(), detail: detail.into() }
    }

    /// A parameter, or a member of a body, that is none of ours: told to whoever sent it, and to nobody else.
    pub(crate) fn no_such(name: &str, detail: &'static str) -> Self {
        Self::BadParameter { name: name.to_owned().into(), detail: detail.into() }
    }

    fn said(&self) -> Said<'_> {
        match self {
            Self::BadParameter { name, .. } => Said { parameter: Some(name), ..Said::default() },
            Self::PeriodTooLong { name, failure } => {
                Said { code: failure.code, message: Some(&failure.message), parameter: Some(name), content: None }
            }
            Self::Vendor(VendorError::Refused(failure)) => {
                Said { code: failure.code, message: Some(&failure.message), ..Said::default() }
            }
            Self::Vendor(VendorError::NotSent(answer)) => Said {
                code: answer.code,
                message: Some(&answer.message),
                parameter: answer.field.as_deref(),
                content: answer.content.as_deref(),
            },
            _ => Said::default(),
        }
    }
}

#[derive(Serialize)]
struct Body {
    r#type: String,
    title: &'static str,
    status: u16,
    detail: Cow<'static, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vendor_code: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vendor_message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    /// The vendor's automatic notice (003: -900 to -904).
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<String>,
}

/// Rides on the response for [`crate::access`] to log.
#[derive(Clone, Debug)]
pub(crate) struct Cause {
    pub(crate) slug: &'static str,
    pub(crate) text: String,
}

impl Problem {
    /// What the log says where there is no response.
    pub(crate) fn to_cause(&self) -> Cause {
        Cause { slug: self.kind().1, text: self.cause() }
    }

    /// The outcome that the log gives a `/readyz` that says no: no fault of a request's, and asked for each second.
    pub(crate) const NOT_READY: &str = "not-ready";

    pub(crate) fn not_ready() -> Cause {
        Cause { slug: Self::NOT_READY, text: "a part is not ready".to_owned() }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, slug, title) = self.kind();
        let said = self.said();
        let cut = |text: &str, most| text.chars().take(most).collect();
        let body = Body {
            r#type: format!("urn:happytalk:problem:{slug}"),
            title,
            status: status.as_u16(),
            detail: self.detail(),
            vendor_code: said.code,
            vendor_message: said.message.map(|text| cut(text, LONGEST_MESSAGE)),
            parameter: said.parameter.map(|text| cut(text, LONGEST_NAME)),
            content: said.content.map(|text| cut(text, LONGEST_NOTICE)),
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
        response.extensions_mut().insert(self.to_cause());
        response
    }
}

#[cfg(test)]
mod tests;
