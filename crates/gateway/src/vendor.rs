//! The upstream: what the routes may ask of Happytalk, and how that can go wrong.
//!
//! The vendor says "no" with HTTP 200 and a body; everything else that is not one whole JSON document is an outage.

mod body;
mod http;
mod room_reads;

use std::{error::Error, fmt, pin::Pin, sync::Arc};

use axum::body::Bytes;
use happytalk_model::{
    RoomId,
    list::ListRequest,
    transcript::Failure,
    write::{WriteAnswer, WriteRequest},
};

pub use body::VendorBody;
pub use http::{Biz, HttpVendor, NotAVendor, VendorSettings};
pub(crate) use {http::TURN, room_reads::RoomReads};

/// What a call gives, in the future.
pub type Call<'a, T> = Pin<Box<dyn Future<Output = Result<T, VendorError>> + Send + 'a>>;

/// The vendor's calls that the gateway makes.
pub trait Vendor: Send + Sync + 'static {
    /// 상담방 번호 검색 (000): one room with its messages.
    fn chat_data<'a>(&'a self, room_id: &'a RoomId) -> Call<'a, VendorBody>;

    /// 상담방 리스트 (004): one page of the list. A period that is too long is refused (-504).
    fn chat_room_lists<'a>(&'a self, request: &'a ListRequest) -> Call<'a, VendorBody>;

    /// 메시지 발신 (003), where it is offered: a message of the customer; the answer's bytes, whose `code` is 0. Never tried twice:
    /// [`VendorError::NotSent`] and [`VendorError::OutcomeUnknown`] tell what is known, every other error means that
    /// nothing was sent.
    fn chat_write<'a>(&'a self, request: &'a WriteRequest) -> Call<'a, Bytes> {
        let _ = request;
        Box::pin(async { Err(VendorError::SendingOff) })
    }

    /// Whether there are credentials for [`Vendor::chat_write`].
    fn can_write(&self) -> bool {
        false
    }
}

/// Why there is no body. Cheap to clone: equal calls share one answer, a bad one too.
#[derive(Clone, Debug)]
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
    Transport(Arc<dyn Error + Send + Sync>),
    /// Too many calls are already under way, or too large answers.
    Overloaded,
    /// `chat/write` answered with a code that is not 0: nothing stands in the room.
    NotSent(Arc<WriteAnswer>),
    /// `chat/write` may have been carried out: the request left, and no answer came that says so or otherwise.
    OutcomeUnknown(Box<VendorError>),
    /// There are no credentials for `chat/write`.
    SendingOff,
}

impl VendorError {
    /// One of a few words, for counting.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Refused(_) | Self::NotSent(_) => "refused",
            Self::Unreadable(_) => "unreadable",
            Self::TooLarge => "too-large",
            Self::Status(_) => "status",
            Self::TooMany(_) => "too-many",
            Self::Timeout => "timeout",
            Self::Transport(_) => "transport",
            Self::Overloaded => "overloaded",
            Self::OutcomeUnknown(_) => "unknown",
            Self::SendingOff => "off",
        }
    }
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
            Self::NotSent(answer) => write!(f, "not sent, code {}", answer.code.unwrap_or_default()),
            Self::OutcomeUnknown(error) => write!(f, "not known whether it was sent: {error}"),
            Self::SendingOff => f.write_str("no credentials of the Biz API"),
        }
    }
}

impl Error for VendorError {}
