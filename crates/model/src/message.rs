//! One message: who, when, what.
//!
//! `CONTENTS` is the table of kinds: which `contents_type` is read by what. Each kind's file holds its payload and its
//! decoding. What can't be decoded is still a message: its sender and date are shown, and its source.

pub mod file;
mod head;
pub mod media;
pub mod normal;
pub mod template;
mod text;

use std::borrow::Cow;

use crate::{
    lenient,
    note::{Note, Repair},
    raw::Raw,
    sender::Sender,
    timestamp::Timestamp,
    wire::{Node, Notes, Object},
};
pub use head::Head;
pub(crate) use head::is_memo;

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
    /// The row can't be read, but says somewhere that it is secure.
    hints_lock: bool,
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
    /// Plain text.
    Text,
    /// A picture.
    Image,
    /// Sound.
    Audio,
    /// A film.
    Video,
    /// A file offered for download.
    File,
    /// V1: text, picture and links.
    Normal,
    /// V2 `TEXT`.
    TemplateText,
    /// V2 `IMAGE`.
    TemplateImage,
    /// V2 `CAROUSEL`.
    TemplateCarousel,
    /// An internal memo, whatever its contents.
    Memo,
    /// A `contents_type` that is not in the table of kinds.
    Unknown,
    /// A known type whose payload can't be decoded, or a row that is no object.
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

/// Contents at their place, and the row around them: V1 links may stand beside.
pub(crate) struct Contents<'a> {
    pub(crate) node: Node<'a>,
    pub(crate) row: &'a Object<'a>,
}

type Read = fn(&Contents<'_>) -> Result<Body, Reason>;

/// The table of kinds: every `contents_type` and what reads it. A new kind is a row here, a file, a [`Body`].
pub(crate) const CONTENTS: [(&str, Read); 8] = [
    ("text", text::read),
    ("image", |contents| media::read(contents).map(Body::Image)),
    ("audio", |contents| media::read(contents).map(Body::Audio)),
    ("video", |contents| media::read(contents).map(Body::Video)),
    ("file", file::read),
    ("normal", normal::read),
    ("template", template::read),
    (NOMAL, normal::read),
];

/// How the older edition (002) spells `normal`.
const NOMAL: &str = "nomal";

const CONTENTS_TYPES: [&str; CONTENTS.len()] = {
    let mut names = [""; CONTENTS.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = CONTENTS[index].0;
        index += 1;
    }
    names
};

/// A `contents_type` in the table's spelling, or as sent; empty when missing.
pub(crate) fn contents_type(node: &Node<'_>) -> Cow<'static, str> {
    match lenient::code(node, &CONTENTS_TYPES) {
        Some(Cow::Borrowed(NOMAL)) => {
            node.note(Repair::CodeSpelling);
            Cow::Borrowed("normal")
        }
        Some(name) => name,
        None => Cow::Borrowed(""),
    }
}

impl Message {
    /// One that came in no row: what the webhook was sent, or what was sent to the vendor.
    pub fn provisional(id: Option<String>, sender: Sender, sent_at: Option<Timestamp>, body: Body) -> Self {
        let head = Head { id, sender, sent_at, ..Head::unknown() };
        Self { head, from_id: None, to_id: None, body, notes: Vec::new(), hints_lock: false }
    }

    /// `known` is the row's head, if it was read before.
    pub(crate) fn decode(raw: &Raw, known: Option<&(Head, Vec<Note>)>) -> Self {
        let notes = Notes::default();
        let (head, from_id, to_id, body) = {
            let row = Node::root(raw.json(), &notes);
            match raw.object(&row) {
                Some(row) => {
                    let is_broken = notes.count(Repair::BrokenValue) > 0;
                    let head = match known {
                        Some((head, earlier)) => {
                            notes.repeat(earlier);
                            head.clone()
                        }
                        None => Head::read(&row),
                    };
                    let body = if is_broken {
                        Body::Unreadable(Reason::BrokenJson)
                    } else {
                        Body::read(&head.contents_type, &row.get("contents"), &row)
                    };
                    (head, lenient::filled(&row.get("from_id")), lenient::filled(&row.get("to_id")), body)
                }
                None => (Head::unknown(), None, None, Body::Unreadable(Reason::NotAnObject)),
            }
        };
        let is_read = !matches!(body, Body::Unknown { .. } | Body::Unreadable(_));
        let hints_lock = !is_read && hints_lock(raw.json().bytes());
        Self { head, from_id, to_id, body, notes: notes.into_vec(), hints_lock }
    }

    /// What it is drawn as. A memo is a memo whatever it holds.
    pub fn kind(&self) -> Kind {
        if self.head.memo { Kind::Memo } else { self.body.kind() }
    }

    /// Whether it was sent as a secure message (보안 메시지). Of a row that can't be read, what might be secure is.
    pub fn is_locked(&self) -> bool {
        self.hints_lock || matches!(&self.body, Body::Template(template) if template.locked)
    }
}

/// Whether a row's bytes hold `isLocked` with any value but a no, however they are quoted.
fn hints_lock(row: &[u8]) -> bool {
    const KEY: &[u8] = b"islocked";
    row.windows(KEY.len()).enumerate().any(|(at, part)| {
        let is_between = |byte: &&u8| matches!(byte, b'\\' | b'"' | b':' | b' ');
        let value = || row[at + KEY.len()..].iter().skip_while(is_between).map(u8::to_ascii_lowercase);
        let is = |no: &str| value().take(no.len()).eq(no.bytes());
        part.eq_ignore_ascii_case(KEY) && !["false", "0", "null", "n", "}"].into_iter().any(is)
    })
}

impl Body {
    /// Reads contents of the type that [`contents_type`] told; `row` is the object they stand in.
    pub(crate) fn read(contents_type: &str, contents: &Node<'_>, row: &Object<'_>) -> Self {
        let Some((_, read)) = CONTENTS.iter().find(|(name, _)| *name == contents_type) else {
            return Self::Unknown { contents_type: contents_type.to_owned() };
        };
        let broken_before = contents.notes().count(Repair::BrokenValue);
        let outcome = read(&Contents { node: *contents, row });
        if contents.notes().count(Repair::BrokenValue) > broken_before {
            return Self::Unreadable(Reason::BrokenJson);
        }
        outcome.unwrap_or_else(Self::Unreadable)
    }

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

#[cfg(test)]
mod tests;
