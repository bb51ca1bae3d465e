//! Where received messages are kept: what every store must do, said once.
//!
//! A row's id is its id in the event stream. It only ever grows: not with the clock, not with what retention deletes.

mod fingerprint;
pub mod sqlite;

use happytalk_model::RoomId;
use std::{error::Error, fmt, io, path::PathBuf};

use axum::body::Bytes;

pub use sqlite::Sqlite;

/// Rows in one page of [`Store::after`], at most.
pub(super) const PAGE_ROWS: usize = 128;
/// Bytes of payload in one page, at most; a larger row is a page alone. This much is in memory for each client that catches up
/// and reads slowly.
pub(super) const PAGE_BYTES: usize = 32 * 1024;

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A message, as the vendor sent it.
    Message,
    /// The end of the room, told with the message before (`auto_end`).
    Ended,
    /// An internal memo: only for callers who may see memos.
    Memo,
}

/// A message on its way into the store.
#[derive(Clone, Debug)]
pub struct Message {
    /// 상담방 아이디.
    pub room: RoomId,
    /// 메시지 아이디, for whoever looks into the store. The documents' examples all have the same one.
    pub msgid: Option<String>,
    /// [`Kind::Message`] or [`Kind::Memo`].
    pub kind: Kind,
    /// Whether the room ended with it; that becomes a row of its own.
    pub ended: bool,
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub received_at: i64,
    /// The webhook's body, to the byte. A message whose payload is already there is a duplicate; without a
    /// [`Message::msgid`] only if that was received within ten minutes.
    pub payload: Bytes,
}

/// What is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Greater than that of every row before.
    pub id: u64,
    /// 상담방 아이디.
    pub room: String,
    /// What it is.
    pub kind: Kind,
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub received_at: i64,
    /// The webhook's body; empty for [`Kind::Ended`].
    pub payload: Bytes,
}

/// Some rows after an id.
#[derive(Clone, Debug)]
pub struct Page {
    /// By id.
    pub rows: Vec<Row>,
    /// Whether these are all.
    pub is_last: bool,
    /// No row up to this id can be relied on to be there: it was deleted, or belongs to another store.
    pub forgotten: u64,
    /// The greatest id ever given.
    pub newest: u64,
}

/// Keeps received messages. Every call may block.
pub trait Store: Send + Sync + 'static {
    /// Keeps the messages that are not there yet, all or none of them, and gives their rows in order. They are durable
    /// when it returns.
    ///
    /// # Errors
    /// When nothing was kept.
    fn append(&self, batch: &[Message]) -> Result<Vec<Row>, StoreError>;

    /// The first rows of these rooms after an id.
    ///
    /// # Errors
    /// When they can't be read.
    fn after(&self, id: u64, rooms: &[RoomId]) -> Result<Page, StoreError>;

    /// The greatest id ever given.
    ///
    /// # Errors
    /// When it can't be read.
    fn newest(&self) -> Result<u64, StoreError>;

    /// Deletes at most so many rows received before a moment (milliseconds since 1970-01-01T00:00:00Z); gives how many.
    ///
    /// # Errors
    /// When nothing was deleted.
    fn prune(&self, before: i64, at_most: usize) -> Result<usize, StoreError>;

    /// Writes something that changes nothing, to find out whether it can.
    ///
    /// # Errors
    /// When it can't.
    fn probe(&self) -> Result<(), StoreError>;
}

/// What is wrong with a store. Never holds what is kept in it.
#[derive(Debug)]
pub enum StoreError {
    /// Its file can't be opened or made.
    File(PathBuf, io::Error),
    /// Another gateway has it open.
    InUse(PathBuf),
    /// The file is a database of something else.
    Foreign(PathBuf),
    /// A later version of the gateway made it; the version of its schema.
    Newer(PathBuf, i64),
    /// The thread that writes is not there.
    Stopped,
    /// The database's own error.
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path, error) => write!(f, "cannot open the store {}: {error}", path.display()),
            Self::InUse(path) => {
                write!(f, "the store {} is in use by another gateway: each needs a --store of its own", path.display())
            }
            Self::Foreign(path) => {
                write!(f, "{} is a database, but none of this gateway: name another --store", path.display())
            }
            Self::Newer(path, version) => write!(
                f,
                "the store {} was made by a later version of the gateway (schema {version}): run that one, or name \
                 another --store",
                path.display()
            ),
            Self::Stopped => f.write_str("the store's writer has stopped"),
            Self::Sqlite(error) => write!(f, "the store: {error}"),
        }
    }
}

impl Error for StoreError {}
