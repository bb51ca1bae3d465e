//! Why nothing is shown: the kinds of `happytalk-error`, each with its own words on screen.

/// `kind` of `happytalk-error` (contract: events).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FailureKind {
    /// No such room.
    NotFound,
    /// Not this room, or not this right.
    Forbidden,
    /// No token, or one that is not valid (any more).
    Unauthorized,
    /// The request was wrong.
    BadRequest,
    /// Too many requests.
    TooMany,
    /// The vendor failed, or refused the proxy's credentials.
    Vendor,
    /// No answer in time.
    Timeout,
    /// The proxy can't be reached.
    Offline,
    /// The answer is not a document of the vendor's.
    Unreadable,
}

impl FailureKind {
    /// The value in the event.
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
