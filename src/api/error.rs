//! Errors of API calls.

use happytalk_model::transcript::Failure;
pub use happytalk_present::failure::FailureKind;

use super::problem::Problem;

/// The error of a call that has no response, or no successful one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    /// The kind of failure (contract: events).
    pub kind: FailureKind,
    /// HTTP status, if there was a response.
    pub status: Option<u16>,
    /// Error code of the vendor, if the vendor rejected the request.
    pub vendor_code: Option<i32>,
    /// Slug of the problem document's `type` (`urn:happytalk:problem:<slug>`).
    pub problem: Option<String>,
    /// Id under which the gateway logged the request (`X-Request-Id`).
    pub request_id: Option<String>,
    /// Version of the gateway that answered (`Happytalk-Gateway-Version`).
    pub gateway_version: Option<String>,
    /// Detail for developers; may be empty, never contains a secret.
    pub message: String,
}

impl ApiError {
    /// Returns an error without an HTTP response.
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            status: None,
            vendor_code: None,
            problem: None,
            request_id: None,
            gateway_version: None,
            message: message.into(),
        }
    }

    /// Returns the error for an HTTP status.
    pub fn from_status(status: u16, message: impl Into<String>) -> Self {
        Self { status: Some(status), ..Self::new(kind_of_status(status), message) }
    }

    /// Returns the error of an unsuccessful response.
    pub(super) fn from_problem(status: u16, problem: Problem) -> Self {
        let Problem { slug, detail, vendor_code, content: _ } = problem;
        Self { vendor_code, problem: slug, ..Self::from_status(status, detail) }
    }

    /// Returns the error of a vendor code, which a plain proxy forwards with status 200 (Customer API).
    pub fn from_failure(failure: &Failure) -> Self {
        let kind = match failure.code {
            Some(-503) => FailureKind::NotFound,
            Some(-504) => FailureKind::BadRequest,
            // Neither a success nor a failure code: the response is not the vendor's.
            None if failure.message.is_empty() => FailureKind::Unreadable,
            // -501 and -502 concern the proxy's credentials, which the reader can't change.
            _ => FailureKind::Vendor,
        };
        let vendor_code = failure.code.and_then(|code| i32::try_from(code).ok());
        Self { vendor_code, ..Self::new(kind, failure.message.as_str()) }
    }

    /// Returns a language-independent reference for the operator of the proxy, such as `HTTP 502 · -501`.
    pub fn reference(&self) -> Option<String> {
        let status = self.status.filter(|status| *status != 200).map(|status| format!("HTTP {status}"));
        let code = self.vendor_code.map(|code| code.to_string());
        match (status, code) {
            (Some(status), Some(code)) => Some(format!("{status} · {code}")),
            (status, code) => status.or(code),
        }
    }
}

/// Returns the kind of failure for an HTTP status.
pub fn kind_of_status(status: u16) -> FailureKind {
    match status {
        400 | 405 | 409 | 413 | 422 => FailureKind::BadRequest,
        401 => FailureKind::Unauthorized,
        403 => FailureKind::Forbidden,
        404 | 410 => FailureKind::NotFound,
        408 | 504 => FailureKind::Timeout,
        429 => FailureKind::TooMany,
        500.. => FailureKind::Vendor,
        _ => FailureKind::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(code: Option<i64>) -> ApiError {
        ApiError::from_failure(&Failure { code, message: "room".into() })
    }

    #[test]
    fn every_status_of_the_contract_maps_to_its_kind() {
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
            let error = ApiError::from_status(status, "");
            assert_eq!((error.kind, error.status), (kind, Some(status)));
        }
    }

    #[test]
    fn missing_room_differs_from_refused_credentials() {
        assert_eq!(failure(Some(-503)).kind, FailureKind::NotFound);
        assert_eq!(failure(Some(-501)).kind, FailureKind::Vendor);
        assert_eq!(failure(None).kind, FailureKind::Vendor);
        assert_eq!(failure(Some(-503)).message, "room");
    }

    #[test]
    fn reference_quotes_status_and_code() {
        let refused = ApiError { vendor_code: Some(-501), ..ApiError::from_status(502, "") };
        assert_eq!(refused.reference().as_deref(), Some("HTTP 502 · -501"));
        assert_eq!(ApiError::from_status(504, "").reference().as_deref(), Some("HTTP 504"));
        assert_eq!(failure(Some(-503)).reference().as_deref(), Some("-503"));
        assert_eq!(ApiError::new(FailureKind::Offline, "offline").reference(), None);
    }

    #[test]
    fn problem_document_keeps_its_slug_and_code() {
        let problem = Problem::parse(br#"{"type":"urn:happytalk:problem:no-such-room","vendor_code":-503}"#);
        let error = ApiError::from_problem(404, problem);
        assert_eq!((error.problem.as_deref(), error.vendor_code), (Some("no-such-room"), Some(-503)));
    }
}
