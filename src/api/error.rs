//! Why a call failed.

pub use happytalk_present::failure::FailureKind;

/// Why there is no answer, or no success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    /// The kind, as the contract and the screen name it.
    pub kind: FailureKind,
    /// HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// The vendor's own code, if the vendor refused.
    pub vendor_code: Option<i32>,
    /// Slug of the problem document's `type` (`urn:happytalk:problem:<slug>`).
    pub problem: Option<String>,
    /// Id under which the gateway logged the request (`Happytalk-Request-Id`).
    pub request_id: Option<String>,
    /// For a developer; may be empty, never holds a secret.
    pub message: String,
}
