//! What may be sent, and why something was not: the composer's rules, without its elements.

use happytalk_model::{
    Room,
    failure::BizFailCode,
    link::{RawUrl, SafeUrl, UrlParser},
    write::{Content, Field, WriteError, customer_uuid},
};

use super::live::is_over;
use crate::words::Words;

/// What a message can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Type {
    /// `text`.
    #[default]
    Text,
    /// `image`, by its address.
    Image,
    /// `audio`, by its address.
    Audio,
    /// `video`, by its address.
    Video,
}

impl Type {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Text, Self::Image, Self::Audio, Self::Video];

    /// The field that what is said stands in.
    fn field(self) -> Field {
        if self == Self::Text { Field::Msg } else { Field::Url }
    }

    /// The most characters.
    pub fn most(self) -> usize {
        self.field().length().1
    }
}

/// What somebody is about to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What it is.
    pub kind: Type,
    /// As text.
    pub text: String,
    /// As an address.
    pub url: String,
}

impl Draft {
    /// What stands in the field now.
    pub fn said(&self) -> &str {
        if self.kind == Type::Text { &self.text } else { &self.url }
    }

    /// Other words stand in the field.
    pub fn say(&mut self, said: String) {
        *(if self.kind == Type::Text { &mut self.text } else { &mut self.url }) = said;
    }

    /// Characters (Unicode scalar values) that are left; negative when there are too many.
    pub fn left(&self) -> isize {
        self.kind.most().cast_signed() - self.said().chars().count().cast_signed()
    }

    /// What is to be sent.
    pub fn content(&self) -> Content {
        let said = self.said();
        match self.kind {
            Type::Text => Content::Text(said.to_owned()),
            Type::Image => Content::Image(said.trim().to_owned()),
            Type::Audio => Content::Audio(said.trim().to_owned()),
            Type::Video => Content::Video(said.trim().to_owned()),
        }
    }

    /// Why it can't be sent as it is, in words; nothing of an empty one.
    pub fn objection(&self, urls: &dyn UrlParser, words: &Words) -> Option<String> {
        let said = self.said();
        if self.left() < 0 {
            return Some((words.too_long)(self.kind.most()));
        }
        if self.kind == Type::Text || said.trim().is_empty() {
            return None;
        }
        let is_web = |url: SafeUrl| url.href().starts_with("http");
        let is_address = SafeUrl::judge(&RawUrl::new(said.trim()), urls).is_ok_and(is_web);
        (!is_address).then(|| words.no_web_address.to_owned())
    }
}

/// Why nothing can be sent into a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barred {
    /// It is over.
    Ended,
    /// The vendor takes no message of this customer: the id is too short, too long, or missing.
    Customer,
    /// The vendor takes no message into a room of this number.
    RoomId,
}

/// Whose name a message is sent under, or why none can be.
pub fn sender<'a>(room: &'a Room, room_id: &str) -> Result<&'a str, Barred> {
    if is_over(room) {
        return Err(Barred::Ended);
    }
    let uuid = customer_uuid(&room.info).ok_or(Barred::Customer)?;
    Field::Uuid.check(uuid).map_err(|_| Barred::Customer)?;
    Field::RoomId.check(room_id).map_err(|_| Barred::RoomId)?;
    Ok(uuid)
}

/// Why a message was not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// HTTP status; 200 or 0 where it says nothing.
    pub status: u16,
    /// The vendor's code.
    pub code: Option<i64>,
    /// The vendor's automatic notice, for whoever wrote (-900 to -904).
    pub notice: Option<String>,
    /// For a developer: what a problem document says, or the limit that is broken.
    pub detail: String,
}

impl Refused {
    /// Before anything was sent.
    pub fn by_limit(error: WriteError) -> Self {
        Self { code: Some(error.code().code()), detail: error.field().name().to_owned(), ..Self::default() }
    }

    /// In words.
    pub fn why(&self, words: &Words) -> &'static str {
        use BizFailCode as Code;
        match self.code.map(BizFailCode::from_code) {
            Some(Code::Other(_)) | None => (words.refused)(self.status),
            Some(code) => (words.not_sent)(code),
        }
    }

    /// What can be quoted to whoever runs the proxy: `HTTP 502 · -500`.
    pub fn reference(&self) -> String {
        let status = (self.status >= 300).then(|| ["HTTP ", &self.status.to_string()].concat());
        let code = self.code.map(|code| code.to_string());
        let parts: Vec<String> = [status, code].into_iter().flatten().collect();
        parts.join(" · ")
    }

    /// Whether the same message can't arrive, however often it is sent: of the room, or of itself, nothing will change.
    pub fn is_final(&self) -> bool {
        use BizFailCode::{Invalid, Length, Required, RoomEnded, RoomNotFound, RoomOfAnother};
        [RoomEnded, RoomNotFound, RoomOfAnother, Invalid, Required, Length]
            .iter()
            .any(|of| self.code == Some(of.code()))
    }
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The vendor has it.
    Sent,
    /// It was refused.
    Refused(Refused),
    /// It may have left.
    Unknown,
}

impl Outcome {
    /// What an answer means by its status and the vendor's code in it; `refused` is what else is said in it.
    pub fn of(status: u16, refused: Refused) -> Self {
        match (status, refused.code) {
            (200..300, Some(0)) => Self::Sent,
            // Somebody on the way gave up waiting, or passed on what nobody understands: the vendor may have it.
            (200..300 | 408 | 500 | 502 | 504, None) | (504, Some(_)) => Self::Unknown,
            _ => Self::Refused(Refused { status, ..refused }),
        }
    }
}

#[cfg(test)]
mod tests;
