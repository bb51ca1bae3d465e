//! The upstream: what the routes may ask of Happytalk, and how that can go wrong.
//!
//! The vendor says "no" with HTTP 200 and a body; everything else that is not one whole JSON document is an outage.

mod body;
mod http;

use std::{error::Error, fmt, pin::Pin};

use happytalk_model::transcript::Failure;

pub use body::VendorBody;
pub use http::{HttpVendor, NotAVendor};

use crate::room_id::RoomId;

/// What a call gives, in the future.
pub type Call<'a, T> = Pin<Box<dyn Future<Output = Result<T, VendorError>> + Send + 'a>>;

/// The vendor's calls that the gateway makes.
pub trait Vendor: Send + Sync + 'static {
    /// 상담방 번호 검색 (000): one room with its messages.
    fn chat_data<'a>(&'a self, room_id: &'a RoomId) -> Call<'a, VendorBody>;
}

/// Why there is no body.
#[derive(Debug)]
pub enum VendorError {
    /// `result: "fail"`, with the vendor's code and message.
    Refused(Failure),
    /// Not one whole JSON document; what was wrong with it, for the log. Never holds the vendor's text.
    Unreadable(String),
    /// Larger than the gateway takes (50 MB).
    TooLarge,
    /// An HTTP status that is no success.
    Status(u16),
    /// HTTP 429; seconds to wait when the vendor named them.
    TooMany(Option<u32>),
    /// The whole exchange took longer than `--vendor-timeout`.
    Timeout,
    /// No connection, or one that broke. Holds an address at most: the token travels in the body.
    Transport(Box<dyn Error + Send + Sync>),
    /// Too many calls are already under way.
    Overloaded,
}

impl fmt::Display for VendorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(failure) => match failure.code {
                Some(code) => write!(f, "refused with code {code}"),
                None => f.write_str("refused without a code"),
            },
            Self::Unreadable(reason) => write!(f, "unreadable answer: {reason}"),
            Self::TooLarge => f.write_str("answer too large"),
            Self::Status(status) => write!(f, "HTTP status {status}"),
            Self::TooMany(_) => f.write_str("HTTP status 429"),
            Self::Timeout => f.write_str("timed out"),
            Self::Transport(error) => {
                write!(f, "{error}")?;
                let mut cause = error.source();
                while let Some(error) = cause {
                    write!(f, ": {error}")?;
                    cause = error.source();
                }
                Ok(())
            }
            Self::Overloaded => f.write_str("too many calls under way"),
        }
    }
}

impl Error for VendorError {}
