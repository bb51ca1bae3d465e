//! Rules of the composer: limits of a draft, whether a room accepts messages, and the outcome of a send request.

use happytalk_model::{
    Room,
    failure::BizFailCode,
    link::{RawUrl, SafeUrl, UrlParser},
    write::{Content, Field, WriteError, customer_uuid},
};

use super::live::is_over;
use crate::words::Words;

/// Content type of a draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Type {
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

impl Type {
    /// All types, in the order of the select box.
    pub const ALL: [Self; 4] = [Self::Text, Self::Image, Self::Audio, Self::Video];

    /// Returns the request field that carries the content.
    fn field(self) -> Field {
        if self == Self::Text { Field::Msg } else { Field::Url }
    }

    /// Returns the maximum number of characters.
    pub fn most(self) -> usize {
        self.field().length().1
    }
}

/// Unsent message of the composer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Content type.
    pub kind: Type,
    /// Content of the text field.
    pub text: String,
    /// Content of the URL field.
    pub url: String,
}

impl Draft {
    /// Returns the content of the field that the type uses.
    pub fn said(&self) -> &str {
        if self.kind == Type::Text { &self.text } else { &self.url }
    }

    /// Sets the content of the field that the type uses.
    pub fn say(&mut self, value: String) {
        *(if self.kind == Type::Text { &mut self.text } else { &mut self.url }) = value;
    }

    /// Returns the number of characters (Unicode scalar values) left; negative if the draft is too long.
    pub fn left(&self) -> isize {
        self.kind.most().cast_signed() - self.said().chars().count().cast_signed()
    }

    /// Returns the content of the send request.
    pub fn content(&self) -> Content {
        let value = self.said();
        match self.kind {
            Type::Text => Content::Text(value.to_owned()),
            Type::Image => Content::Image(value.trim().to_owned()),
            Type::Audio => Content::Audio(value.trim().to_owned()),
            Type::Video => Content::Video(value.trim().to_owned()),
        }
    }

    /// Returns the validation error to show; `None` if the draft is valid or empty.
    pub fn objection(&self, urls: &dyn UrlParser, words: &Words) -> Option<String> {
        let value = self.said();
        if self.left() < 0 {
            return Some((words.too_long)(self.kind.most()));
        }
        if self.kind == Type::Text || value.trim().is_empty() {
            return None;
        }
        let is_http = |url: SafeUrl| url.href().starts_with("http");
        let is_web_url = SafeUrl::judge(&RawUrl::new(value.trim()), urls).is_ok_and(is_http);
        (!is_web_url).then(|| words.no_web_address.to_owned())
    }
}

/// Reason why a room accepts no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barred {
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
pub fn sender<'a>(room: &'a Room, room_id: &str) -> Result<&'a str, Barred> {
    if is_over(room) {
        return Err(Barred::Ended);
    }
    let uuid = customer_uuid(&room.info).ok_or(Barred::Customer)?;
    Field::Uuid.check(uuid).map_err(|_| Barred::Customer)?;
    Field::RoomId.check(room_id).map_err(|_| Barred::RoomId)?;
    Ok(uuid)
}

/// Rejection of a send request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// HTTP status; 0 if there was no response.
    pub status: u16,
    /// Error code of the vendor.
    pub code: Option<i64>,
    /// Automatic reply of the vendor to the customer (codes -900 to -904).
    pub notice: Option<String>,
    /// Detail for developers: the `detail` of the problem document, or the name of the invalid field.
    pub detail: String,
}

impl Refused {
    /// Creates the rejection of a message that violates a documented limit. Nothing was sent.
    pub fn by_limit(error: WriteError) -> Self {
        Self { code: Some(error.code().code()), detail: error.field().name().to_owned(), ..Self::default() }
    }

    /// Returns the sentence to show.
    pub fn why(&self, words: &Words) -> &'static str {
        use BizFailCode as Code;
        match self.code.map(BizFailCode::from_code) {
            Some(Code::Other(_)) | None => (words.refused)(self.status),
            Some(code) => (words.not_sent)(code),
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
    pub fn is_final(&self) -> bool {
        use BizFailCode::{Invalid, Length, Required, RoomEnded, RoomNotFound, RoomOfAnother};
        [RoomEnded, RoomNotFound, RoomOfAnother, Invalid, Required, Length]
            .iter()
            .any(|code| self.code == Some(code.code()))
    }
}

/// Outcome of a send request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The vendor accepted the message.
    Sent,
    /// The vendor or the proxy rejected the message.
    Refused(Refused),
    /// The message may have reached the vendor.
    Unknown,
}

impl Outcome {
    /// Classifies a response by HTTP status and vendor code. `refused` holds the code and the other fields of the body.
    pub fn of(status: u16, refused: Refused) -> Self {
        match (status, refused.code) {
            (200..300, Some(0)) => Self::Sent,
            // A timeout on the way, or a body without a vendor code: the vendor may have received the message.
            (200..300 | 408 | 500 | 502 | 504, None) | (504, Some(_)) => Self::Unknown,
            _ => Self::Refused(Refused { status, ..refused }),
        }
    }
}

#[cfg(test)]
mod tests;
