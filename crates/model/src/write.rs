//! Sending: what `chat/write` is sent, within the documented limits, and its answer (003).
//!
//! The message stands in the room as the customer's: `uuid` is the customer's. A [`Draft`] is what somebody said, a
//! [`WriteRequest`] what may be sent; [`Draft::check`] is the only way from one to the other.

mod answer;
mod json;

use serde::{Serialize, Serializer, ser::SerializeMap};

pub use answer::WriteAnswer;

use crate::{
    document,
    failure::BizFailCode,
    lenient,
    link::RawUrl,
    message::{Body, media::Media},
    room::RoomInfo,
    transcript::{Decoded, NotJson},
    wire::{Node, Notes},
};

/// A message to be sent, unchecked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// 고객사 고객 식별 정보.
    pub uuid: Option<String>,
    /// 상담방 번호.
    pub room_id: Option<String>,
    /// `type`; `text` when missing, as documented.
    pub kind: Option<String>,
    /// `msg`, for `text`.
    pub msg: Option<String>,
    /// `url`, for everything else.
    pub url: Option<String>,
}

/// A message that may be sent. Serialised in the vendor's field names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteRequest {
    uuid: String,
    room_id: String,
    content: Content,
}

/// What is sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Content {
    /// `text` in `msg`.
    Text(String),
    /// The address of an `image` in `url`.
    Image(String),
    /// The address of an `audio`.
    Audio(String),
    /// The address of a `video`.
    Video(String),
}

/// A field of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// `uuid`: 5 to 20 characters.
    Uuid,
    /// `room_id`: at most 30.
    RoomId,
    /// `type`.
    Type,
    /// `msg`: at most 1,000.
    Msg,
    /// `url`: at most 255.
    Url,
}

/// Why a [`Draft`] may not be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// A field that is required here is missing or blank.
    Missing(Field),
    /// A field has fewer characters than documented.
    TooShort {
        /// Which.
        field: Field,
        /// The fewest characters it may have.
        least: usize,
    },
    /// A field has more characters than documented.
    TooLong {
        /// Which.
        field: Field,
        /// The most characters it may have.
        most: usize,
    },
    /// `type` is none of `text`, `image`, `audio`, `video`.
    UnknownType,
}

impl Field {
    /// Its name in the request, and in the `field` of a failure.
    pub fn name(self) -> &'static str {
        match self {
            Self::Uuid => "uuid",
            Self::RoomId => "room_id",
            Self::Type => "type",
            Self::Msg => "msg",
            Self::Url => "url",
        }
    }

    /// The fewest and the most characters (Unicode scalar values).
    pub fn length(self) -> (usize, usize) {
        match self {
            Self::Uuid => (5, 20),
            Self::RoomId => (1, 30),
            Self::Type => (1, 6),
            Self::Msg => (1, 1000),
            Self::Url => (1, 255),
        }
    }

    /// Holds what is to be sent in it against its limits.
    ///
    /// # Errors
    /// [`WriteError`]: the one it breaks.
    pub fn check(self, value: &str) -> Result<(), WriteError> {
        if value.trim().is_empty() {
            return Err(WriteError::Missing(self));
        }
        let (least, most) = self.length();
        match value.chars().count() {
            count if count < least => Err(WriteError::TooShort { field: self, least }),
            count if count > most => Err(WriteError::TooLong { field: self, most }),
            _ => Ok(()),
        }
    }

    fn take(self, value: Option<String>) -> Result<String, WriteError> {
        let value = value.unwrap_or_default();
        self.check(&value).map(|()| value)
    }
}

impl WriteError {
    /// The field it is about.
    pub fn field(self) -> Field {
        match self {
            Self::Missing(field) | Self::TooShort { field, .. } | Self::TooLong { field, .. } => field,
            Self::UnknownType => Field::Type,
        }
    }

    /// The code the vendor refuses it with.
    pub fn code(self) -> BizFailCode {
        match self {
            Self::Missing(_) => BizFailCode::Required,
            Self::TooShort { .. } | Self::TooLong { .. } => BizFailCode::Length,
            Self::UnknownType => BizFailCode::Invalid,
        }
    }
}

impl Draft {
    /// Reads a request as somebody sent it.
    ///
    /// # Errors
    /// [`NotJson`] when the bytes are not one whole JSON object.
    pub fn decode(bytes: &[u8]) -> Result<Decoded<Self>, NotJson> {
        let notes = Notes::default();
        let json = document::object(bytes, &notes)?;
        let root = Node::root(json, &notes);
        let value = root.object().map_or_else(Self::default, |draft| {
            let text = |name: &str| lenient::filled(&draft.get(name));
            Self {
                uuid: text("uuid"),
                room_id: text("room_id"),
                kind: text("type"),
                msg: text("msg"),
                url: text("url"),
            }
        });
        Ok(Decoded { value, notes: notes.into_vec() })
    }

    /// Holds it against the documented limits, in the order of the document. What the type has no use for is left out.
    ///
    /// # Errors
    /// [`WriteError`]: the first limit it breaks.
    pub fn check(self) -> Result<WriteRequest, WriteError> {
        let uuid = Field::Uuid.take(self.uuid)?;
        let room_id = Field::RoomId.take(self.room_id)?;
        let content = Content::check(self.kind.as_deref(), self.msg, self.url)?;
        Ok(WriteRequest { uuid, room_id, content })
    }
}

impl Content {
    /// What `type`, `msg` and `url` say together, within the documented limits; a `type` that is missing is `text`.
    ///
    /// # Errors
    /// [`WriteError`]: the first limit it breaks.
    pub fn check(kind: Option<&str>, msg: Option<String>, url: Option<String>) -> Result<Self, WriteError> {
        match kind.filter(|kind| !kind.trim().is_empty()).unwrap_or("text") {
            "text" => Field::Msg.take(msg).map(Self::Text),
            "image" => Field::Url.take(url).map(Self::Image),
            "audio" => Field::Url.take(url).map(Self::Audio),
            "video" => Field::Url.take(url).map(Self::Video),
            _ => Err(WriteError::UnknownType),
        }
    }
}

impl WriteRequest {
    /// A message of the customer `uuid` in a room.
    ///
    /// # Errors
    /// [`WriteError`]: the first limit it breaks.
    pub fn new(uuid: &str, room_id: &str, content: Content) -> Result<Self, WriteError> {
        let (_, field, said) = content.parts();
        Field::Uuid.check(uuid)?;
        Field::RoomId.check(room_id)?;
        field.check(said)?;
        Ok(Self { uuid: uuid.to_owned(), room_id: room_id.to_owned(), content })
    }

    /// Who says it.
    pub fn uuid(&self) -> &str {
        &self.uuid
    }

    /// Where.
    pub fn room_id(&self) -> &str {
        &self.room_id
    }

    /// What.
    pub fn content(&self) -> &Content {
        &self.content
    }
}

impl Content {
    /// `type`, the field it is said in, and what is said.
    fn parts(&self) -> (&'static str, Field, &str) {
        match self {
            Self::Text(msg) => ("text", Field::Msg, msg),
            Self::Image(url) => ("image", Field::Url, url),
            Self::Audio(url) => ("audio", Field::Url, url),
            Self::Video(url) => ("video", Field::Url, url),
        }
    }

    /// `{"type", "msg" | "url"}`: what the gateway takes.
    pub fn json(&self) -> String {
        let (kind, field, value) = self.parts();
        json::object(&[(Field::Type.name(), kind), (field.name(), value)])
    }

    /// How it is read once the room shows it.
    pub fn body(&self) -> Body {
        let (_, _, said) = self.parts();
        let media = || Media { url: RawUrl::new(said), size: None };
        match self {
            Self::Text(_) => Body::Text(said.to_owned()),
            Self::Image(_) => Body::Image(media()),
            Self::Audio(_) => Body::Audio(media()),
            Self::Video(_) => Body::Video(media()),
        }
    }
}

impl WriteRequest {
    /// The vendor's body, by the same names as its serialisation, for where there is no serializer.
    pub fn json(&self) -> String {
        let (kind, field, value) = self.content.parts();
        let (uuid, room) = ((Field::Uuid.name(), &*self.uuid), (Field::RoomId.name(), &*self.room_id));
        json::object(&[uuid, room, (Field::Type.name(), kind), (field.name(), value)])
    }
}

impl Serialize for WriteRequest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (kind, field, value) = self.content.parts();
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry(Field::Uuid.name(), &self.uuid)?;
        map.serialize_entry(Field::RoomId.name(), &self.room_id)?;
        map.serialize_entry(Field::Type.name(), kind)?;
        map.serialize_entry(field.name(), value)?;
        map.end()
    }
}

/// The `uuid` to send with, as the room tells it: `users_id`, else `customer_uuid` without its leading `<digits>_`.
/// Whether it may be sent is for [`Draft::check`].
pub fn customer_uuid(room: &RoomInfo) -> Option<&str> {
    if let Some(users_id) = room.users_id.as_deref() {
        return Some(users_id);
    }
    let uuid = room.customer_uuid.as_deref()?;
    match uuid.split_once('_') {
        Some((digits, rest)) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => Some(rest),
        _ => Some(uuid),
    }
}

#[cfg(test)]
mod tests;
