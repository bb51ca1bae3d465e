//! Kinds of load failures. Each kind has its own sentence on screen.

/// Kind of a load failure: the `kind` of `happytalk-error` (contract: events).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FailureKind {
    /// The room does not exist.
    NotFound,
    /// The token does not permit this room or this operation.
    Forbidden,
    /// The token is missing, invalid or expired.
    Unauthorized,
    /// The request was invalid.
    BadRequest,
    /// The rate limit was exceeded.
    TooMany,
    /// The vendor failed, or rejected the proxy's credentials.
    Vendor,
    /// The request timed out.
    Timeout,
    /// The proxy is unreachable.
    Offline,
    /// The response is not a document of the vendor.
    Unreadable,
}

impl FailureKind {
    /// Returns the value of `kind` in the event.
    pub fn slug(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Forbidden => "forbidden",
            Self::Unauthorized => "unauthorized",
            Self::BadRequest => "bad-request",
            Self::TooMany => "too-many",
            Self::Vendor => "vendor",
            Self::Timeout => "timeout",
            Self::Offline => "offline",
            Self::Unreadable => "unreadable",
        }
    }
}
