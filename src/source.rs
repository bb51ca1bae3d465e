//! Where rooms come from, and why one did not come.
//!
//! Everything here ends in the vendor's own bytes, decoded once. How a failure is told apart is worked out from plain
//! values, so it is tested natively; only [`gateway`] and [`list`] meet the network.

pub mod data;
pub mod gateway;
pub mod list;
pub mod live;
pub mod send;

use std::sync::Arc;

use happytalk_model::{Answer, Transcript, decode, transcript::Failure};

pub use crate::present::failure::FailureKind;

/// Why there is no transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    /// What went wrong, as the contract and the screen name it.
    pub kind: FailureKind,
    /// HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// The vendor's own code, if it was the vendor who said no.
    pub vendor_code: Option<i32>,
    /// For a developer; may be empty, never holds a secret.
    pub message: String,
}

impl LoadError {
    /// Without an HTTP answer.
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        Self { kind, status: None, vendor_code: None, message: message.into() }
    }

    /// By the proxy's status; `message` is what its problem document says, if it sent one.
    pub fn from_status(status: u16, message: String) -> Self {
        let kind = match status {
            400 | 405 | 409 | 413 | 422 => FailureKind::BadRequest,
            401 => FailureKind::Unauthorized,
            403 => FailureKind::Forbidden,
            404 | 410 => FailureKind::NotFound,
            408 | 504 => FailureKind::Timeout,
            429 => FailureKind::TooMany,
            500.. => FailureKind::Vendor,
            _ => FailureKind::Unreadable,
        };
        Self { kind, status: Some(status), vendor_code: None, message }
    }

    /// By the vendor's own code, which a plain proxy passes on with status 200 (Customer API).
    pub fn from_failure(failure: &Failure) -> Self {
        let kind = match failure.code {
            Some(-503) => FailureKind::NotFound,
            Some(-504) => FailureKind::BadRequest,
            // Neither an answer nor a failure that says anything: not the vendor's.
            None if failure.message.is_empty() => FailureKind::Unreadable,
            // -501 and -502 are about the proxy's credentials, which the reader can't change.
            _ => FailureKind::Vendor,
        };
        let vendor_code = failure.code.and_then(|code| i32::try_from(code).ok());
        Self { vendor_code, ..Self::new(kind, failure.message.as_str()) }
    }

    /// What a reader can quote to whoever runs the proxy, in no language: `HTTP 502 · -501`.
    pub fn reference(&self) -> Option<String> {
        let status = self.status.filter(|status| *status != 200).map(|status| format!("HTTP {status}"));
        let code = self.vendor_code.map(|code| code.to_string());
        match (status, code) {
            (Some(status), Some(code)) => Some([status, code].join(" · ")),
            (status, code) => status.or(code),
        }
    }
}

/// Decodes the body of an answer that arrived.
pub fn read(body: &[u8]) -> Result<Arc<Transcript>, LoadError> {
    match decode(body) {
        Ok(decoded) => match decoded.value {
            Answer::Transcript(transcript) => Ok(Arc::new(transcript)),
            Answer::Failure(failure) => Err(LoadError::from_failure(&failure)),
        },
        Err(not_json) => {
            let message = format!("byte {}: {}", not_json.offset, not_json.reason);
            Err(LoadError::new(FailureKind::Unreadable, message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(code: Option<i64>) -> LoadError {
        LoadError::from_failure(&Failure { code, message: "room".into() })
    }

    #[test]
    fn every_status_of_the_contract_has_its_kind() {
        let kinds = [
            (400, FailureKind::BadRequest),
            (401, FailureKind::Unauthorized),
            (403, FailureKind::Forbidden),
            (404, FailureKind::NotFound),
            (429, FailureKind::TooMany),
            (500, FailureKind::Vendor),
            (502, FailureKind::Vendor),
            (503, FailureKind::Vendor),
            (504, FailureKind::Timeout),
        ];
        for (status, kind) in kinds {
            let error = LoadError::from_status(status, String::new());
            assert_eq!((error.kind, error.status), (kind, Some(status)));
        }
    }

    #[test]
    fn no_such_room_is_told_apart_from_refused_credentials() {
        assert_eq!(failure(Some(-503)).kind, FailureKind::NotFound);
        assert_eq!(failure(Some(-501)).kind, FailureKind::Vendor);
        assert_eq!(failure(None).kind, FailureKind::Vendor);
        assert_eq!(failure(Some(-503)).message, "room");
    }

    #[test]
    fn a_reader_can_quote_status_and_code() {
        let refused = LoadError { vendor_code: Some(-501), ..LoadError::from_status(502, String::new()) };
        assert_eq!(refused.reference().as_deref(), Some("HTTP 502 · -501"));
        assert_eq!(LoadError::from_status(504, String::new()).reference().as_deref(), Some("HTTP 504"));
        assert_eq!(failure(Some(-503)).reference().as_deref(), Some("-503"));
        assert_eq!(LoadError::new(FailureKind::Offline, "offline").reference(), None);
    }

    #[test]
    fn a_login_page_with_status_200_is_unreadable() {
        let error = read(b"<!doctype html><title>Login</title>").expect_err("HTML is no answer");
        assert_eq!(error.kind, FailureKind::Unreadable);
    }
}
