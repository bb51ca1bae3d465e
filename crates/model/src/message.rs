//! One message: who, when, what. The table of kinds is [`Body`]; each kind's file holds its payload and decoding.

pub mod file;
pub mod media;
pub mod normal;
pub mod template;

use std::borrow::Cow;

use crate::{note::Note, raw::Raw, sender::Sender, timestamp::Timestamp};

/// What a list of rows needs to know of each: who and when, without the contents. Cheap: contents are skipped over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// 메시지 ID as text, whatever type it was sent as; `None` when missing, null or empty. Not unique.
    pub id: Option<String>,
    /// Whether the row is internal (`type` is `M`, or any unknown type): the customer never saw it.
    pub memo: bool,
    /// `user_type`.
    pub sender: Sender,
    /// `send_date`.
    pub sent_at: Option<Timestamp>,
    /// `read_date`; `None`: not read yet.
    pub read_at: Option<Timestamp>,
    /// `contents_type`: the table's spelling for a known one (`normal` for `nomal`), else as sent; empty when missing.
    pub contents_type: Cow<'static, str>,
}

/// One row of `message`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Who and when.
    pub head: Head,
    /// 메시지 발송 ID.
    pub from_id: Option<String>,
    /// 메시지 수신 ID.
    pub to_id: Option<String>,
    /// `contents_type` and `contents`.
    pub body: Body,
    /// What had to be repaired; pointers start at the row.
    pub notes: Vec<Note>,
}

/// The contents, by kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// `text`.
    Text(String),
    /// `image`.
    Image(media::Media),
    /// `audio`.
    Audio(media::Media),
    /// `video`.
    Video(media::Media),
    /// `file`, or a V1 text `파일명 : …` with exactly one link.
    File(file::File),
    /// `normal` (V1), in the older edition spelled `nomal`.
    Normal(normal::Normal),
    /// `template` (V2).
    Template(template::Template),
    /// A `contents_type` that is not in the table: its name as sent (the row's raw JSON holds the rest).
    Unknown {
        /// `contents_type` as sent.
        contents_type: String,
    },
    /// A known type whose payload can't be decoded, or a row that is no object.
    Unreadable(Reason),
}

/// Why a row could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The row is no JSON object.
    NotAnObject,
    /// `contents` is missing, null, or of a type that holds no message.
    NoContents,
    /// `contents` looks like JSON and is not.
    BrokenJson,
    /// The JSON in `contents` is not of the documented shape.
    WrongShape,
    /// A template `type` that no document names.
    UnknownTemplate,
}

/// The value of `data-kind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Text,
    Image,
    Audio,
    Video,
    File,
    Normal,
    TemplateText,
    TemplateImage,
    TemplateCarousel,
    Memo,
    Unknown,
    Unreadable,
}

impl Kind {
    /// The value of `data-kind`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Image => "image",
            Self::Audio => "audio",
            Self::Video => "video",
            Self::File => "file",
            Self::Normal => "normal",
            Self::TemplateText => "template-text",
            Self::TemplateImage => "template-image",
            Self::TemplateCarousel => "template-carousel",
            Self::Memo => "memo",
            Self::Unknown => "unknown",
            Self::Unreadable => "unreadable",
        }
    }
}

impl Head {
    pub(crate) fn decode(raw: &Raw) -> Self {
        let _ = raw;
        Self {
            id: None,
            memo: false,
            sender: Sender::Other(String::new()),
            sent_at: None,
            read_at: None,
            contents_type: Cow::Borrowed(""),
        }
    }
}

impl Message {
    pub(crate) fn decode(raw: &Raw) -> Self {
        let head = Head::decode(raw);
        Self { head, from_id: None, to_id: None, body: Body::Unreadable(Reason::NotAnObject), notes: Vec::new() }
    }

    /// What it is drawn as. A memo is a memo whatever it holds.
    pub fn kind(&self) -> Kind {
        if self.head.memo { Kind::Memo } else { self.body.kind() }
    }

    /// Whether it was sent as a secure message (보안 메시지).
    pub fn is_locked(&self) -> bool {
        matches!(&self.body, Body::Template(template) if template.locked)
    }
}

impl Body {
    /// The kind of the contents, whoever may see them.
    pub fn kind(&self) -> Kind {
        use template::TemplateKind;
        match self {
            Self::Text(_) => Kind::Text,
            Self::Image(_) => Kind::Image,
            Self::Audio(_) => Kind::Audio,
            Self::Video(_) => Kind::Video,
            Self::File(_) => Kind::File,
            Self::Normal(_) => Kind::Normal,
            Self::Template(template) => match template.kind {
                TemplateKind::Text => Kind::TemplateText,
                TemplateKind::Image(_) => Kind::TemplateImage,
                TemplateKind::Carousel(_) => Kind::TemplateCarousel,
            },
            Self::Unknown { .. } => Kind::Unknown,
            Self::Unreadable(_) => Kind::Unreadable,
        }
    }
}
