//! A message: its head and its contents.
//!
//! `CONTENTS` is the table of kinds: each `contents_type` with its decoder. The file of a kind has its payload and its
//! decoding. A row that can't be decoded is still a message with sender, date and source.

pub mod file;
mod head;
pub mod media;
pub mod normal;
mod parts;
pub mod template;
mod text;
pub mod unknown;

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
pub use parts::{Part, Summary};

/// One row of `message`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Sender, dates and id.
    pub head: Head,
    /// 메시지 발송 ID.
    pub from_id: Option<String>,
    /// 메시지 수신 ID.
    pub to_id: Option<String>,
    /// `contents_type` and `contents`.
    pub body: Body,
    /// Repairs; their pointers start at the row.
    pub notes: Vec<Note>,
    /// Whether the row can't be decoded, and its bytes mention that it is secure.
    hints_lock: bool,
}

/// Contents of a message, by kind.
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
    /// A `contents_type` or a template `type` that is not in the tables.
    Unknown(unknown::Unknown),
    /// A known type whose payload can't be decoded, or a row that is no object.
    Unreadable(Reason),
}

/// Reason for which a row can't be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The row is no JSON object.
    NotAnObject,
    /// `contents` is missing, null, or of a JSON type that contains no message.
    NoContents,
    /// `contents` resembles JSON, and is invalid.
    BrokenJson,
    /// The JSON in `contents` does not have the documented structure.
    WrongShape,
}

/// Defines [`Kind`] from a list of variants with their slugs.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $slug:literal,)*) => {
        /// Kind of a message, the value of `data-kind`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Kind {
            $($(#[$doc])* $kind,)*
        }

        impl Kind {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// Returns the value of `data-kind`.
            pub fn slug(self) -> &'static str {
                match self {
                    $(Self::$kind => $slug,)*
                }
            }
        }
    };
}

kinds! {
    /// Plain text.
    Text = "text",
    /// Picture.
    Image = "image",
    /// Audio.
    Audio = "audio",
    /// Video.
    Video = "video",
    /// File.
    File = "file",
    /// V1: text, picture and links.
    Normal = "normal",
    /// V2 `TEXT`.
    TemplateText = "template-text",
    /// V2 `IMAGE`.
    TemplateImage = "template-image",
    /// V2 `CAROUSEL`.
    TemplateCarousel = "template-carousel",
    /// Internal memo, whatever its contents.
    Memo = "memo",
    /// A `contents_type` or a template `type` that is not in the tables.
    Unknown = "unknown",
    /// A known type whose payload can't be decoded, or a row that is no object.
    Unreadable = "unreadable",
}

/// The contents, and their row, which may have V1 links beside them.
pub(crate) struct Contents<'a> {
    pub(crate) node: Node<'a>,
    pub(crate) row: &'a Object<'a>,
}

type Read = fn(&Contents<'_>) -> Result<Body, Reason>;

/// The table of kinds: each `contents_type` with its decoder.
pub(crate) const CONTENTS: &[(&str, Read)] = &[
    ("text", text::read),
    ("image", |contents| media::read(contents).map(Body::Image)),
    ("audio", |contents| media::read(contents).map(Body::Audio)),
    ("video", |contents| media::read(contents).map(Body::Video)),
    ("file", file::read),
    ("normal", normal::read),
    ("template", template::read),
    (NOMAL, normal::read),
];

/// Spelling of `normal` in the older edition (002).
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

/// Returns the `contents_type` in the table's spelling, or as sent; empty if it is missing.
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
    /// Returns a message without a row: a received or a sent one.
    pub fn provisional(id: Option<String>, sender: Sender, sent_at: Option<Timestamp>, body: Body) -> Self {
        let head = Head { id, sender, sent_at, ..Head::unknown() };
        Self { head, from_id: None, to_id: None, body, notes: Vec::new(), hints_lock: false }
    }

    /// Decodes a row. `known` is its head, if it is decoded already.
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
        let is_read = !matches!(body, Body::Unknown(_) | Body::Unreadable(_));
        let hints_lock = !is_read && hints_lock(raw.json().bytes());
        Self { head, from_id, to_id, body, notes: notes.into_vec(), hints_lock }
    }

    /// Returns the kind: that of the contents, or [`Kind::Memo`] for a memo.
    pub fn kind(&self) -> Kind {
        if self.head.memo { Kind::Memo } else { self.body.kind() }
    }

    /// Returns whether the message is secure (보안 메시지), or can't be decoded and may be secure.
    pub fn is_locked(&self) -> bool {
        let is_sent_locked = match &self.body {
            Body::Template(template) => template.locked,
            Body::Unknown(unknown) => unknown.legible.locked,
            _ => false,
        };
        self.hints_lock || is_sent_locked
    }
}

/// Returns whether the bytes of a row contain `isLocked` with any value except a negative one, at any level of quoting.
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
    /// Decodes contents of a type that [`contents_type`] returned. `row` is the object that contains them.
    pub(crate) fn read(contents_type: &str, contents: &Node<'_>, row: &Object<'_>) -> Self {
        let Some((_, read)) = CONTENTS.iter().find(|(name, _)| *name == contents_type) else {
            return unknown::read(contents_type, &Contents { node: *contents, row });
        };
        let broken_before = contents.notes().count(Repair::BrokenValue);
        let outcome = read(&Contents { node: *contents, row });
        if contents.notes().count(Repair::BrokenValue) > broken_before {
            return Self::Unreadable(Reason::BrokenJson);
        }
        outcome.unwrap_or_else(Self::Unreadable)
    }

    /// Returns the kind of the contents.
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
            Self::Unknown(_) => Kind::Unknown,
            Self::Unreadable(_) => Kind::Unreadable,
        }
    }

    /// Returns what represents the contents in one line.
    pub fn summary(&self) -> Summary<'_> {
        match self {
            Self::Text(text) => Summary::Text(text),
            Self::Image(_) => Summary::Picture(""),
            Self::Audio(_) => Summary::Audio,
            Self::Video(_) => Summary::Video,
            Self::File(file) => Summary::File(file.name.as_deref()),
            Self::Normal(normal) => Summary::Picture(&normal.text),
            Self::Template(template) => Summary::Picture(&template.message),
            Self::Unknown(unknown) if !unknown.legible.message.is_empty() => Summary::Text(&unknown.legible.message),
            Self::Unknown(_) | Self::Unreadable(_) => Summary::Unreadable,
        }
    }

    /// Returns text and URL that distinguish the contents from others of their kind. They are equal for a received message
    /// and its row.
    pub fn identity(&self) -> [String; 2] {
        let text = |text: &str| text.trim().to_owned();
        match self {
            Self::Text(sent) => [text(sent), String::new()],
            Self::Image(media) | Self::Audio(media) | Self::Video(media) => [media.url.unsigned(), String::new()],
            Self::File(file) => [file.url.unsigned(), String::new()],
            Self::Normal(normal) => {
                [text(&normal.text), normal.image.as_ref().map_or_else(String::new, |image| image.url.unsigned())]
            }
            Self::Template(template) => [text(&template.message), template.media_identity()],
            Self::Unknown(unknown) => [text(&unknown.legible.message), text(&unknown.contents_type)],
            Self::Unreadable(_) => [String::new(), String::new()],
        }
    }

    /// Returns texts, media, files and links: first the pictures, then the others in reading order.
    pub fn parts(&self) -> Vec<Part<'_>> {
        match self {
            Self::Text(text) => vec![Part::Text(text)],
            Self::Image(media) => vec![Part::Picture(media)],
            Self::Audio(media) => vec![Part::Audio(media)],
            Self::Video(media) => vec![Part::Video(media)],
            Self::File(file) => vec![Part::File(file)],
            Self::Normal(normal) => normal.parts(),
            Self::Template(template) => template.parts(),
            Self::Unknown(unknown) => unknown.legible.parts(),
            Self::Unreadable(_) => Vec::new(),
        }
    }

    /// Returns all pictures, audio and videos.
    pub fn media_mut(&mut self) -> Vec<&mut media::Media> {
        match self {
            Self::Image(media) | Self::Audio(media) | Self::Video(media) => vec![media],
            Self::Normal(normal) => normal.image.iter_mut().collect(),
            Self::Template(template) => template.pictures_mut(),
            Self::Unknown(unknown) => unknown.legible.pictures_mut(),
            Self::Text(_) | Self::File(_) | Self::Unreadable(_) => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
