//! The `chat_data` answer: envelope, rooms, rows. Rows stay bytes until they are needed.

mod envelope;
mod memos;

use std::{
    fmt,
    num::NonZeroU32,
    sync::{Arc, OnceLock},
};

use crate::{
    message::{Head, Message},
    note::{Note, Repair},
    order,
    raw::Raw,
    room::RoomInfo,
    wire::{Notes, Scanner},
};
use envelope::{Envelope, Outcome, RowPlace};
pub(crate) use memos::mentions_memo;
pub use memos::{Cut, Unclear, memo_cuts, without_memos};

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
    pub info: Arc<RoomInfo>,
    /// `message`, in the order sent.
    pub rows: Vec<Row>,
    /// It was heard since that the room is over.
    pub ended: bool,
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
        let reordered = !dates.is_sorted();
        let indices = if reordered {
            order::stable(dates.len(), &|a, b| dates[a].cmp(&dates[b]))
        } else {
            (0..dates.len()).collect()
        };
        Ordered { indices, reordered }
    }
}

/// One element of `message`: its bytes, decoded when first needed. A clone shares the bytes and what was decoded.
pub struct Row {
    raw: Raw,
    /// With the notes it took.
    head: OnceLock<(Head, Vec<Note>)>,
    // By itself: most rows of a long room are never drawn, and a message is several times the size of its head.
    message: OnceLock<Arc<Message>>,
    provisional: Option<NonZeroU32>,
}

impl Row {
    fn new(raw: Raw) -> Self {
        Self { raw, head: OnceLock::new(), message: OnceLock::new(), provisional: None }
    }

    /// A message that no `chat_data` has shown: the bytes it came in, what they say, and a number of the caller's to know
    /// it by.
    pub fn provisional(number: NonZeroU32, bytes: &[u8], message: Message) -> Self {
        let raw = Raw::new(bytes.into(), 0..bytes.len());
        let message = OnceLock::from(Arc::new(message));
        Self { raw, head: OnceLock::new(), message, provisional: Some(number) }
    }

    /// The number of a message that no `chat_data` has shown.
    pub fn number(&self) -> Option<NonZeroU32> {
        self.provisional
    }

    /// Takes over what the same row was decoded to in an earlier answer, so that it is not decoded again; whether it is
    /// the same to the byte.
    pub fn inherit(&self, earlier: &Self) -> bool {
        let is_same = self.provisional == earlier.provisional && self.raw.as_bytes() == earlier.raw.as_bytes();
        if let (true, Some(message)) = (is_same, earlier.message.get()) {
            // One that is decoded already is what it would be given.
            let _ = self.message.set(Arc::clone(message));
        }
        is_same
    }

    /// The row as sent.
    pub fn raw(&self) -> &Raw {
        &self.raw
    }

    /// Who and when. Cheap: the contents are not decoded.
    pub fn head(&self) -> &Head {
        match self.message.get() {
            Some(message) => &message.head,
            None => &self.head.get_or_init(|| Head::decode(&self.raw)).0,
        }
    }

    /// The row, decoded. Never fails: what can't be read is [`crate::Body::Unreadable`].
    pub fn message(&self) -> &Message {
        self.message.get_or_init(|| Arc::new(Message::decode(&self.raw, self.head.get())))
    }
}

// By hand: copying heads, string by string, is three kilobytes of WebAssembly and slower than reading them again.
impl Clone for Row {
    fn clone(&self) -> Self {
        let row = Self { provisional: self.provisional, ..Self::new(self.raw.clone()) };
        row.inherit(self);
        row
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

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads a `chat_data` answer.
///
/// # Errors
/// [`NotJson`] only when the bytes don't begin as one JSON object; whatever is wrong further in becomes notes or
/// unreadable rows.
pub fn decode(bytes: &[u8]) -> Result<Decoded<Answer>, NotJson> {
    let notes = Notes::default();
    let mut scanner = Scanner::new(bytes, 0);
    if bytes.starts_with(BYTE_ORDER_MARK) {
        notes.push(String::new(), Repair::ByteOrderMark);
        scanner = Scanner::new(bytes, BYTE_ORDER_MARK.len());
    }
    let not_json = |offset, reason: &str| Err(NotJson { offset, reason: reason.to_owned() });
    match scanner.peek() {
        Some(b'{') => {}
        None => return not_json(scanner.offset(), "there is nothing"),
        Some(_) => return not_json(scanner.offset(), "it does not begin with an object"),
    }

    let (envelope, end) = Envelope::read(&mut scanner, bytes, &notes);
    let cut = match end {
        Ok(()) if scanner.peek().is_some() => return not_json(scanner.offset(), "something follows the object"),
        Ok(()) => false,
        Err(broken) if !broken.at_end && envelope.rooms.is_empty() => {
            return not_json(broken.offset, "it is no JSON here");
        }
        Err(broken) => {
            notes.push(String::new(), if broken.at_end { Repair::Cut } else { Repair::Broken });
            true
        }
    };

    let value = match envelope.outcome {
        Outcome::Failure(failure) => Answer::Failure(failure),
        Outcome::Success => {
            let buffer: Arc<[u8]> = bytes.into();
            let members = Arc::new(envelope.members);
            let row = |row: RowPlace| {
                let raw = Raw::new(Arc::clone(&buffer), row.range);
                Row::new(match row.members {
                    Some(range) => raw.with_members(Arc::clone(&members), range),
                    None => raw,
                })
            };
            let rooms = envelope.rooms.into_iter();
            let rooms = rooms.map(|room| Room {
                info: Arc::new(room.info),
                rows: room.rows.into_iter().map(row).collect(),
                ended: false,
            });
            Answer::Transcript(Transcript { rooms: rooms.collect(), cut })
        }
    };
    Ok(Decoded { value, notes: notes.into_vec() })
}

#[cfg(test)]
mod tests;
