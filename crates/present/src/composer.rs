//! Rules of the composer: limits of a draft, whether a room accepts messages, and the outcome of a send request.

use happytalk_model::{
    Room,
    failure::BizFailCode,
    link::{RawUrl, SafeUrl, UrlParser},
    write::{Content, Field, WriteError, customer_uuid},
};

use super::live::has_ended;
use crate::words::Words;

/// Content type of a draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DraftKind {
    /// `text`.
    #[default]
    Text,
    /// `image`, given by its URL.
    Image,
    /// `audio`, given by its URL.
    Audio,
    /// `video`, given by its URL.
    Video,
}

impl DraftKind {
    /// All types, in the order of the select box.
    pub const ALL: [Self; 4] = [Self::Text, Self::Image, Self::Audio, Self::Video];

    /// Returns the request field that carries the content.
    fn field(self) -> Field {
        if self == Self::Text { Field::Msg } else { Field::Url }
    }

    /// Returns the maximum number of characters.
    pub fn max_chars(self) -> usize {
        self.field().length().1
    }
}

/// Unsent message of the composer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Content type.
    pub kind: DraftKind,
    /// Content of the text field.
    pub text: String,
    /// Content of the URL field.
    pub url: String,
}

impl Draft {
    /// Returns the content of the field that the type uses.
    pub fn value(&self) -> &str {
        if self.kind == DraftKind::Text { &self.text } else { &self.url }
    }

    /// Sets the content of the field that the type uses.
    pub fn set_value(&mut self, value: String) {
        *(if self.kind == DraftKind::Text { &mut self.text } else { &mut self.url }) = value;
    }

    /// Returns the number of characters (Unicode scalar values) left; negative if the draft is too long.
    pub fn chars_left(&self) -> isize {
        self.kind.max_chars().cast_signed() - self.value().chars().count().cast_signed()
    }

    /// Returns the content of the send request.
    pub fn content(&self) -> Content {
        let value = self.value();
        match self.kind {
            DraftKind::Text => Content::Text(value.to_owned()),
            DraftKind::Image => Content::Image(value.trim().to_owned()),
            DraftKind::Audio => Content::Audio(value.trim().to_owned()),
            DraftKind::Video => Content::Video(value.trim().to_owned()),
        }
    }

    /// Returns the validation error to show; `None` if the draft is valid or empty.
    pub fn validation_error(&self, urls: &dyn UrlParser, words: &Words) -> Option<String> {
        let value = self.value();
        if self.chars_left() < 0 {
            return Some((words.too_long)(self.kind.max_chars()));
        }
        if self.kind == DraftKind::Text || value.trim().is_empty() {
            return None;
        }
        let is_http = |url: SafeUrl| url.href().starts_with("http");
        let is_web_url = SafeUrl::judge(&RawUrl::new(value.trim()), urls).is_ok_and(is_http);
        (!is_web_url).then(|| words.no_web_address.to_owned())
    }
}

/// Reason why a room accepts no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendingBlocked {
    /// The room has ended.
    Ended,
    /// The customer id is missing, or its length is outside the vendor's limits.
    Customer,
    /// The room id exceeds the vendor's limit.
    RoomId,
}

/// Returns the customer id that messages are sent with.
///
/// # Errors
/// The reason why the room accepts no message.
pub fn sender_uuid<'a>(room: &'a Room, room_id: &str) -> Result<&'a str, SendingBlocked> {
    if has_ended(room) {
        return Err(SendingBlocked::Ended);
    }
    let uuid = customer_uuid(&room.info).ok_or(SendingBlocked::Customer)?;
    Field::Uuid.check(uuid).map_err(|_| SendingBlocked::Customer)?;
    Field::RoomId.check(room_id).map_err(|_| SendingBlocked::RoomId)?;
    Ok(uuid)
}

/// Rejection of a send request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SendRefusal {
    /// HTTP status; 0 if there was no response.
    pub status: u16,
    /// Error code of the vendor.
    pub code: Option<i64>,
    /// Automatic reply of the vendor to the customer (codes -900 to -904).
    pub notice: Option<String>,
    /// Detail for developers: the `detail` of the problem document, or the name of the invalid field.
    pub detail: String,
}

impl SendRefusal {
    /// Creates the rejection of a message that violates a documented limit. Nothing was sent.
    pub fn from_write_error(error: WriteError) -> Self {
        Self { code: Some(error.code().code()), detail: error.field().name().to_owned(), ..Self::default() }
    }

    /// Returns the sentence to show.
    pub fn reason(&self, words: &Words) -> &'static str {
        use BizFailCode as Code;
        match self.code.map(BizFailCode::from_code) {
            Some(Code::Other(_)) | None => (words.proxy_rejection)(self.status),
            Some(code) => (words.vendor_rejection)(code),
        }
    }

    /// Returns a reference for the operator of the proxy, such as `HTTP 502 · -500`.
    pub fn reference(&self) -> String {
        let status = (self.status >= 300).then(|| ["HTTP ", &self.status.to_string()].concat());
        let code = self.code.map(|code| code.to_string());
        let parts: Vec<String> = [status, code].into_iter().flatten().collect();
        parts.join(" · ")
    }

    /// Returns whether a retry of the same message can't succeed.
    pub fn is_permanent(&self) -> bool {
        use BizFailCode::{Invalid, Length, Required, RoomEnded, RoomNotFound, RoomOfAnother};
        [RoomEnded, RoomNotFound, RoomOfAnother, Invalid, Required, Length]
            .iter()
            .any(|code| self.code == Some(code.code()))
    }
}

/// Outcome of a send request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendOutcome {
    /// The vendor accepted the message.
    Sent,
    /// The vendor or the proxy rejected the message.
    Refused(SendRefusal),
    /// The message may have reached the vendor.
    Unknown,
}

impl SendOutcome {
    /// Classifies a response by HTTP status and vendor code. `refused` holds the code and the other fields of the body.
    pub fn from_response(status: u16, refused: SendRefusal) -> Self {
        match (status, refused.code) {
            (200..300, Some(0)) => Self::Sent,
            // A timeout on the way, or a body without a vendor code: the vendor may have received the message.
            (200..300 | 408 | 500 | 502 | 504, None) | (504, Some(_)) => Self::Unknown,
            _ => Self::Refused(SendRefusal { status, ..refused }),
        }
    }
}

#[cfg(test)]
mod tests;
