//! Who wrote a row and when: all that a list of rows needs, read without its contents.

use std::borrow::Cow;

use super::contents_type;
use crate::{
    lenient,
    note::{Note, Repair},
    raw::Raw,
    sender::Sender,
    timestamp::Timestamp,
    wire::{JsonKind, Node, Notes, Object},
};

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
    /// `read_date`; `None`: not read yet, or not said.
    pub read_at: Option<Timestamp>,
    /// Whether the row says anything about its being read: archives leave `read_date` out.
    pub tells_read: bool,
    /// `contents_type`: the table's spelling for a known one (`normal` for `nomal`), else as sent; empty when missing.
    pub contents_type: Cow<'static, str>,
}

impl Head {
    /// With the notes it took.
    pub(crate) fn decode(raw: &Raw) -> (Self, Vec<Note>) {
        let notes = Notes::default();
        let head = {
            let row = Node::root(raw.json(), &notes);
            raw.object(&row).as_ref().map_or_else(Self::unknown, Self::read)
        };
        (head, notes.into_vec())
    }

    pub(super) fn read(row: &Object<'_>) -> Self {
        let read = row.get("read_date");
        Self {
            id: lenient::filled(&row.get_any(&["id", "msg_id"])),
            memo: is_memo(&row.get("type")),
            sender: Sender::read(&row.get("user_type")).unwrap_or(Sender::Other(String::new())),
            sent_at: lenient::date(&row.get_any(&["send_date", "receive_date"])),
            read_at: lenient::date(&read),
            tells_read: read.kind() != JsonKind::Missing,
            contents_type: contents_type(&row.get("contents_type")),
        }
    }

    /// Of a row that is no object.
    pub(super) fn unknown() -> Self {
        Self {
            id: None,
            memo: false,
            sender: Sender::Other(String::new()),
            sent_at: None,
            read_at: None,
            tells_read: false,
            contents_type: Cow::Borrowed(""),
        }
    }
}

/// `type`: `C` is a message, `M` a memo. What might be a memo is one: the customer must not be thought to have seen it.
pub(crate) fn is_memo(node: &Node<'_>) -> bool {
    if node.is_blank() {
        node.note(Repair::MissingType);
        return false;
    }
    match lenient::code(node, &["C", "M"]).as_deref() {
        Some("C") => false,
        Some("M") => true,
        _ => {
            node.note(Repair::UnknownType);
            true
        }
    }
}
