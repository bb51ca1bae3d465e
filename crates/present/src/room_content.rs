//! One room as it is shown: its rows in reading order, each with its key, and what every row renders.

use std::{collections::HashMap, num::NonZeroU32, sync::Arc};

use happytalk_model::{Kind, Message, Room, Row, Transcript, sender::Sender, timestamp::Timestamp};

use crate::{
    chosen::{self, Choice, Nfc},
    live::{self, Mark, Shown},
    options::Memos,
    row_key::RowKey,
    timeline::{Side, Timeline, read_mark, timeline},
    wait::{self, Gap},
};

/// A room of a [`Shown`] transcript, in reading order.
#[derive(Clone, Debug)]
pub struct RoomContent {
    /// Order, days and runs.
    pub timeline: Timeline,
    shown: Arc<Shown>,
    room: usize,
    positions: HashMap<RowKey, usize>,
}

impl RoomContent {
    /// Returns the room at index `room`; `None` if there is no such room.
    pub fn new(shown: &Arc<Shown>, room: usize, memos: Memos) -> Option<Self> {
        let timeline = timeline(shown.transcript.rooms.get(room)?, memos, &shown.marks);
        let keys = &shown.keys[room];
        let positions = timeline.entries.iter().enumerate().map(|(at, entry)| (keys[entry.row].clone(), at)).collect();
        Some(Self { timeline, shown: Arc::clone(shown), room, positions })
    }

    /// The room.
    pub fn room(&self) -> &Room {
        &self.shown.transcript.rooms[self.room]
    }

    /// Whether the document ended in the middle of this room.
    pub fn is_cut(&self) -> bool {
        self.shown.transcript.cut && self.room + 1 == self.shown.transcript.rooms.len()
    }

    /// The number of rows that are shown.
    pub fn count(&self) -> usize {
        self.timeline.entries.len()
    }

    /// The key of the row at `position`.
    pub fn key(&self, position: usize) -> &RowKey {
        &self.shown.keys[self.room][self.timeline.entries[position].row]
    }

    /// The keys in reading order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &RowKey> + DoubleEndedIterator {
        (0..self.count()).map(|position| self.key(position))
    }

    /// The position of a row; `None` if it is no longer shown.
    pub fn position(&self, key: &RowKey) -> Option<usize> {
        self.positions.get(key).copied()
    }

    /// The position of the first message with this id.
    pub fn find(&self, id: &str) -> Option<usize> {
        (0..self.count()).find(|position| self.row(*position).head().id.as_deref() == Some(id))
    }

    /// The row at `position`.
    pub fn row(&self, position: usize) -> &Row {
        &self.room().rows[self.timeline.entries[position].row]
    }

    /// The message at `position`; decodes it.
    pub fn message(&self, position: usize) -> &Message {
        self.row(position).message()
    }

    /// The delivery mark of the row at `position`, if it is provisional.
    pub fn mark(&self, position: usize) -> Option<&Mark> {
        live::mark(&self.shown.marks, self.row(position))
    }

    /// Number of rows that could not be decoded. Decodes every row.
    pub fn unreadable(&self) -> usize {
        (0..self.count()).filter(|position| self.message(*position).kind() == Kind::Unreadable).count()
    }

    /// Everything that the row at `position` renders.
    pub fn view(&self, position: usize, nfc: Nfc<'_>) -> RowView {
        let entry = &self.timeline.entries[position];
        let row = self.row(position);
        let message = row.message();
        let is_event = entry.side != Side::Note && wait::is_event(message);
        let mark = self.mark(position);
        let read = read_mark(self.room(), &self.timeline.entries, position).filter(|_| !is_event);
        RowView {
            frame: RowFrame {
                kind: message.kind(),
                sender: message.head.sender.clone(),
                side: entry.side,
                message_id: message.head.id.as_deref().map(Arc::from),
                is_locked: message.is_locked(),
                is_event,
                run: RunPosition { is_first: entry.starts_run, is_last: entry.ends_run },
                provisional: mark.map(Mark::slug),
                day: entry.day,
            },
            heading: (entry.starts_run || is_event).then(|| RowHeading {
                is_memo: entry.side == Side::Note,
                gap: wait::gap(self.room(), &self.timeline.entries, position),
            }),
            meta: RowMeta { is_read: read, sent_at: message.head.sent_at, mark: mark.cloned() },
            body: RowBody {
                row: row.clone(),
                choice: chosen::chosen(self.room(), &self.timeline.entries, position, nfc),
            },
            source: RowSource(row.clone()),
            delivery: row.number().zip(mark.cloned()),
        }
    }
}

/// A room without rows.
impl Default for RoomContent {
    fn default() -> Self {
        let room = Room { info: Arc::default(), rows: Vec::new(), ended: false };
        let transcript = Transcript { rooms: vec![room], cut: false };
        Self {
            timeline: Timeline::default(),
            shown: Arc::new(Shown::of_reading(Arc::new(transcript))),
            room: 0,
            positions: HashMap::new(),
        }
    }
}

/// Equal if nothing new is shown.
impl PartialEq for RoomContent {
    fn eq(&self, other: &Self) -> bool {
        self.shown == other.shown && self.room == other.room && self.timeline == other.timeline
    }
}

/// Everything a row renders. Two equal views render the same.
#[derive(Clone, Debug, PartialEq)]
pub struct RowView {
    /// Attributes of the row itself.
    pub frame: RowFrame,
    /// Sender and time before the row; only on the first row of a run.
    pub heading: Option<RowHeading>,
    /// What stands beside the bubble.
    pub meta: RowMeta,
    /// The contents.
    pub body: RowBody,
    /// The row as sent.
    pub source: RowSource,
    /// What is said below a message of this page that is not delivered.
    pub delivery: Option<(NonZeroU32, Mark)>,
}

/// Attributes of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct RowFrame {
    /// `data-kind`.
    pub kind: Kind,
    /// `data-sender`.
    pub sender: Sender,
    /// `data-side`.
    pub side: Side,
    /// `data-message-id`.
    pub message_id: Option<Arc<str>>,
    /// A secure message (보안 메시지).
    pub is_locked: bool,
    /// A notice of the system rather than something said.
    pub is_event: bool,
    /// Position in a run of one sender.
    pub run: RunPosition,
    /// `data-provisional`.
    pub provisional: Option<&'static str>,
    /// The day that begins with this row.
    pub day: Option<Timestamp>,
}

/// Where a row is in a run of rows of one sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunPosition {
    /// The first row of the run: it names the sender.
    pub is_first: bool,
    /// The last row of the run: its bubble has the tail.
    pub is_last: bool,
}

/// What stands above the first row of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowHeading {
    /// An internal memo.
    pub is_memo: bool,
    /// The wait or silence before the row.
    pub gap: Option<Gap>,
}

/// What stands beside a row's bubble.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowMeta {
    /// Read or not; `None` where nothing is said.
    pub is_read: Option<bool>,
    /// Time of the message.
    pub sent_at: Option<Timestamp>,
    /// Delivery mark of a provisional row.
    pub mark: Option<Mark>,
}

/// A row as sent. Two are equal if their bytes are.
#[derive(Clone, Debug)]
pub struct RowSource(pub Row);

impl PartialEq for RowSource {
    fn eq(&self, other: &Self) -> bool {
        self.0.raw().as_bytes() == other.0.raw().as_bytes()
    }
}

/// The contents of a row.
#[derive(Clone, Debug)]
pub struct RowBody {
    /// The row, decoded.
    pub row: Row,
    /// What the customer chose.
    pub choice: Choice,
}

/// Compares what is rendered: the bytes may differ in fields that are not (`read_date`), or in the sizes that only one side tells.
impl PartialEq for RowBody {
    fn eq(&self, other: &Self) -> bool {
        self.choice == other.choice && is_same_content(&self.row, &other.row)
    }
}

fn is_same_content(one: &Row, other: &Row) -> bool {
    if one.raw().as_bytes() == other.raw().as_bytes() {
        return true;
    }
    let (one, other) = (one.message(), other.message());
    one.is_locked() == other.is_locked() && live::is_same_body(&one.body, &other.body)
}

#[cfg(test)]
mod tests;
