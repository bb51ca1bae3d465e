//! View model of a room: its rows in reading order, their keys, and everything that a row renders.

use std::{collections::HashMap, num::NonZeroU32, sync::Arc};

use happytalk_model::{Body, Kind, Message, Room, Row, Transcript, link::RawUrl, sender::Sender, timestamp::Timestamp};

use crate::{
    choice::{self, Choice, NfcFn},
    live::{self, DeliveryStatus, TranscriptSnapshot},
    options::Memos,
    response_time::{self, Gap},
    row_key::RowKey,
    timeline::{Side, Timeline, build_timeline, read_mark},
};

/// Room of a [`TranscriptSnapshot`], in reading order.
#[derive(Clone, Debug)]
pub struct RoomContent {
    /// Order, days and runs.
    pub timeline: Timeline,
    shown: Arc<TranscriptSnapshot>,
    room: usize,
    positions: HashMap<RowKey, usize>,
}

impl RoomContent {
    /// Creates the content of the room at index `room`; `None` if there is no such room.
    pub fn new(shown: &Arc<TranscriptSnapshot>, room: usize, memos: Memos) -> Option<Self> {
        let timeline = build_timeline(shown.transcript.rooms.get(room)?, memos, &shown.statuses);
        let keys = &shown.keys[room];
        let positions = timeline.entries.iter().enumerate().map(|(at, entry)| (keys[entry.row].clone(), at)).collect();
        Some(Self { timeline, shown: Arc::clone(shown), room, positions })
    }

    /// Returns the room.
    pub fn room(&self) -> &Room {
        &self.shown.transcript.rooms[self.room]
    }

    /// Returns whether the document was cut off within this room.
    pub fn is_cut(&self) -> bool {
        self.shown.transcript.cut && self.room + 1 == self.shown.transcript.rooms.len()
    }

    /// Returns the number of rendered rows.
    pub fn count(&self) -> usize {
        self.timeline.entries.len()
    }

    /// Returns the key of the row at `position`.
    pub fn key(&self, position: usize) -> &RowKey {
        &self.shown.keys[self.room][self.timeline.entries[position].row]
    }

    /// Returns the keys in reading order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &RowKey> + DoubleEndedIterator {
        (0..self.count()).map(|position| self.key(position))
    }

    /// Returns the position of a row; `None` if it is not rendered.
    pub fn position(&self, key: &RowKey) -> Option<usize> {
        self.positions.get(key).copied()
    }

    /// Returns the position of the first message with this id.
    pub fn find(&self, id: &str) -> Option<usize> {
        (0..self.count()).find(|position| self.row(*position).head().id.as_deref() == Some(id))
    }

    /// Returns the row at `position`.
    pub fn row(&self, position: usize) -> &Row {
        &self.room().rows[self.timeline.entries[position].row]
    }

    /// Returns the message at `position`. Decodes it.
    pub fn message(&self, position: usize) -> &Message {
        self.row(position).message()
    }

    /// Returns the delivery status of the row at `position`; `None` if it is not provisional.
    pub fn delivery_status(&self, position: usize) -> Option<&DeliveryStatus> {
        live::delivery_status(&self.shown.statuses, self.row(position))
    }

    /// Returns the number of rows that could not be decoded. Decodes every row.
    pub fn count_unreadable(&self) -> usize {
        (0..self.count()).filter(|position| self.message(*position).kind() == Kind::Unreadable).count()
    }

    /// Returns everything that the row at `position` renders.
    pub fn view(&self, position: usize, nfc: NfcFn<'_>) -> RowView {
        let entry = &self.timeline.entries[position];
        let row = self.row(position);
        let message = row.message();
        let is_event = entry.side != Side::Note && response_time::is_event(message);
        let status = self.delivery_status(position);
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
                provisional: status.map(DeliveryStatus::slug),
                day: entry.day,
            },
            heading: (entry.starts_run || is_event).then(|| RowHeading {
                is_memo: entry.side == Side::Note,
                gap: response_time::gap(self.room(), &self.timeline.entries, position),
            }),
            meta: RowMeta { is_read: read, sent_at: message.head.sent_at, delivery_status: status.cloned() },
            body: RowBody {
                row: row.clone(),
                choice: choice::customer_choice(self.room(), &self.timeline.entries, position, nfc),
            },
            source: RowSource(row.clone()),
            delivery: row.number().zip(status.cloned()),
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
            shown: Arc::new(TranscriptSnapshot::from_transcript(Arc::new(transcript))),
            room: 0,
            positions: HashMap::new(),
        }
    }
}

/// Equal if the snapshots, the room and the timeline are equal.
impl PartialEq for RoomContent {
    fn eq(&self, other: &Self) -> bool {
        self.shown == other.shown && self.room == other.room && self.timeline == other.timeline
    }
}

/// Everything that a row renders. Equal views render equally.
#[derive(Clone, Debug, PartialEq)]
pub struct RowView {
    /// Attributes of the row element.
    pub frame: RowFrame,
    /// Heading; only on the first row of a run.
    pub heading: Option<RowHeading>,
    /// Time and marks beside the bubble.
    pub meta: RowMeta,
    /// Contents.
    pub body: RowBody,
    /// Source of the row.
    pub source: RowSource,
    /// Number and delivery status of a pending message.
    pub delivery: Option<(NonZeroU32, DeliveryStatus)>,
}

/// Attributes of a row element.
#[derive(Clone, Debug, PartialEq)]
pub struct RowFrame {
    /// Value of `data-kind`.
    pub kind: Kind,
    /// Value of `data-sender`.
    pub sender: Sender,
    /// Value of `data-side`.
    pub side: Side,
    /// Value of `data-message-id`.
    pub message_id: Option<Arc<str>>,
    /// Whether the row is a secure message (보안 메시지).
    pub is_locked: bool,
    /// Whether the row is a system notice.
    pub is_event: bool,
    /// Position in a run of one sender.
    pub run: RunPosition,
    /// Value of `data-provisional`.
    pub provisional: Option<&'static str>,
    /// Time of the row, if a day begins with it.
    pub day: Option<Timestamp>,
}

/// Position of a row in a run of one sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunPosition {
    /// Whether the row is the first of the run, which shows the name.
    pub is_first: bool,
    /// Whether the row is the last of the run, which has the tail.
    pub is_last: bool,
}

/// Heading of the first row of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowHeading {
    /// Whether the row is an internal memo.
    pub is_memo: bool,
    /// Response time of the row, or silence before it.
    pub gap: Option<Gap>,
}

/// Time and marks beside the bubble of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowMeta {
    /// Read mark: read or unread; `None` if the row shows no mark.
    pub is_read: Option<bool>,
    /// Time of the message.
    pub sent_at: Option<Timestamp>,
    /// Delivery status of a provisional row.
    pub delivery_status: Option<DeliveryStatus>,
}

/// Source of a row. Two sources are equal if their bytes are.
#[derive(Clone, Debug)]
pub struct RowSource(pub Row);

impl PartialEq for RowSource {
    fn eq(&self, other: &Self) -> bool {
        self.0.raw().as_bytes() == other.0.raw().as_bytes()
    }
}

/// Contents of a row.
#[derive(Clone, Debug)]
pub struct RowBody {
    /// Decoded row.
    pub row: Row,
    /// Choice of the customer.
    pub choice: Choice,
}

/// Compares the rendered content. The bytes may differ in other fields (`read_date`). Sizes of media and signatures of their URLs are
/// not compared: webhook and record may not both send a size, a signature may differ in each reading, and rendering the row again would
/// load the media again.
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
    one.is_locked() == other.is_locked() && without_media_details(&one.body) == without_media_details(&other.body)
}

/// Returns contents without sizes of media and signatures of their URLs.
fn without_media_details(body: &Body) -> Body {
    let mut body = body.clone();
    for media in body.media_mut() {
        media.size = None;
        media.url = RawUrl::new(media.url.unsigned());
    }
    body
}

#[cfg(test)]
mod tests;
