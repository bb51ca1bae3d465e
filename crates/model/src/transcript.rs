//! The `chat_data` answer: envelope, rooms, rows. Rows stay bytes until they are needed.

use std::{fmt, sync::OnceLock};

use crate::{
    message::{Head, Message},
    note::Note,
    raw::Raw,
    room::RoomInfo,
};

/// A value, and what had to be repaired to read it.
#[derive(Clone, Debug)]
pub struct Decoded<T> {
    /// What was read.
    pub value: T,
    /// Repairs of the document around the rows; each row has its own ([`Message::notes`]).
    pub notes: Vec<Note>,
}

/// What the vendor answered.
#[derive(Clone, Debug)]
pub enum Answer {
    /// `result: "success"`.
    Transcript(Transcript),
    /// `result: "fail"`.
    Failure(Failure),
}

/// `{"result":"fail","code":-501,"message":"token"}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The vendor's code; `None` when it is missing or no number.
    pub code: Option<i64>,
    /// The vendor's message, as sent.
    pub message: String,
}

/// Rooms in the order sent: one for `chat_data`, several for the searches by customer.
#[derive(Clone, Debug)]
pub struct Transcript {
    /// The rooms.
    pub rooms: Vec<Room>,
    /// Whether the document ended in the middle: rows after the cut are missing.
    pub cut: bool,
}

/// One room with its rows.
#[derive(Clone, Debug)]
pub struct Room {
    /// `chat`.
    pub info: RoomInfo,
    /// `message`, in the order sent.
    pub rows: Vec<Row>,
}

/// The order rows are read in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ordered {
    /// Indices into [`Room::rows`].
    pub indices: Vec<usize>,
    /// Whether the dates ran backwards, so that this is not the order sent.
    pub reordered: bool,
}

impl Room {
    /// The order sent, unless its dates run backwards: then stably by `send_date`, undated rows after their predecessor.
    /// Reads every row's head.
    pub fn ordered(&self) -> Ordered {
        let mut latest = None;
        let dates: Vec<_> = (self.rows.iter())
            .map(|row| {
                latest = row.head().sent_at.or(latest);
                latest
            })
            .collect();
        let mut indices: Vec<usize> = (0..dates.len()).collect();
        let reordered = !dates.is_sorted();
        if reordered {
            indices.sort_by_key(|&index| dates[index]);
        }
        Ordered { indices, reordered }
    }
}

/// One element of `message`: its bytes, decoded when first needed.
#[derive(Clone)]
pub struct Row {
    raw: Raw,
    head: OnceLock<Head>,
    message: OnceLock<Message>,
}

impl Row {
    /// The row as sent.
    pub fn raw(&self) -> &Raw {
        &self.raw
    }

    /// Who and when. Cheap: the contents are not decoded.
    pub fn head(&self) -> &Head {
        match self.message.get() {
            Some(message) => &message.head,
            None => self.head.get_or_init(|| Head::decode(&self.raw)),
        }
    }

    /// The row, decoded. Never fails: what can't be read is [`crate::Body::Unreadable`].
    pub fn message(&self) -> &Message {
        self.message.get_or_init(|| Message::decode(&self.raw))
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

/// The bytes are not a JSON document of the vendor's at all (empty, HTML, a notice before the JSON, two documents).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotJson {
    /// Byte offset of the first byte that is wrong.
    pub offset: usize,
    /// What is wrong, for a developer.
    pub reason: String,
}

/// Reads a `chat_data` answer.
///
/// # Errors
/// [`NotJson`] only when the bytes don't begin as one JSON object; whatever is wrong further in becomes notes or
/// unreadable rows.
pub fn decode(bytes: &[u8]) -> Result<Decoded<Answer>, NotJson> {
    let _ = bytes;
    Err(NotJson { offset: 0, reason: String::new() })
}
