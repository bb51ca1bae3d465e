//! Pending messages of a room: messages received or sent since the last fetch, until a fetched transcript contains them.
//!
//! The fetched transcript is authoritative for dates and ids. Pending messages are matched again with each transcript, in
//! order of arrival. A row matches at most one message, so that two equal messages remain two.

use std::{collections::HashMap, num::NonZeroU32, sync::Arc};

use happytalk_model::{
    Body, Message, Room, Row, Transcript, message::template::TemplateKind, received::Received, sender::Sender,
    status::Status, timestamp::Timestamp, write::Content,
};

use super::{
    composer::{Outcome, Refused},
    header,
    row_key::{RowKey, row_keys},
};

/// Maximum difference between the time of a pending message and the date of its row, in seconds.
const MATCH_TOLERANCE_SECONDS: i64 = 120;
/// Number of messages from which settled ones are evicted. They are kept to detect duplicate events.
const MAX_MESSAGES: usize = 300;

/// Delivery status of a pending message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Received through the webhook; its date is the time of arrival.
    Received,
    /// The send request is in flight.
    Sending,
    /// The vendor acknowledged the message.
    Sent,
    /// The vendor or the proxy rejected the message.
    Failed(Refused),
    /// The message may have reached the vendor. Holds the time of the last check that did not find it.
    Unknown(Option<Timestamp>),
}

impl Mark {
    /// Returns the value of `data-provisional`.
    pub fn slug(&self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed(_) => "failed",
            Self::Unknown(_) => "unknown",
        }
    }

    /// Returns the status after a send request; `previous` is the status before the request.
    ///
    /// A message with an unknown outcome stays unknown after a retry, unless the vendor itself rejects the retry.
    pub fn after(previous: Option<&Self>, outcome: Outcome) -> Self {
        match outcome {
            Outcome::Sent => Self::Sent,
            Outcome::Refused(Refused { status, code, .. })
                if matches!(previous, Some(Self::Unknown(_))) && (code.is_none() || status == 0) =>
            {
                Self::Unknown(None)
            }
            Outcome::Refused(refused) => Self::Failed(refused),
            Outcome::Unknown => Self::Unknown(None),
        }
    }

    /// Returns whether the vendor itself rejected the message, so that a retry needs a new idempotency key.
    ///
    /// The gateway stores the vendor's response under the old key. A rejection by the proxy itself is not stored, and an
    /// earlier attempt under the same key may have reached the vendor.
    pub fn is_answered(&self) -> bool {
        matches!(self, Self::Failed(Refused { code: Some(_), .. }))
    }
}

/// Fetched transcript merged with the pending messages.
#[derive(Debug)]
pub struct Shown {
    /// Transcript with the provisional rows.
    pub transcript: Arc<Transcript>,
    /// Delivery statuses of the provisional rows.
    pub marks: Marks,
    /// Row keys by room, in the order of [`Room::rows`].
    pub keys: Vec<Vec<RowKey>>,
}

/// Equal if both share the transcript and have equal statuses and keys.
impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.transcript, &other.transcript) && self.marks == other.marks && self.keys == other.keys
    }
}

impl Shown {
    /// Creates a snapshot of a fetched transcript without pending messages.
    pub fn of_reading(transcript: Arc<Transcript>) -> Self {
        let keys = transcript.rooms.iter().map(|room| row_keys(&room.rows, |_| None)).collect();
        Self { transcript, marks: Marks::new(), keys }
    }

    /// Creates a snapshot without a room.
    pub fn empty() -> Self {
        Self::of_reading(Arc::new(Transcript { rooms: Vec::new(), cut: false }))
    }

    /// Returns whether any room has a row.
    pub fn has_rows(&self) -> bool {
        self.transcript.rooms.iter().any(|room| !room.rows.is_empty())
    }

    /// Returns the last message of the first room, without memos and undelivered messages.
    pub fn last(&self) -> Option<&Message> {
        let is_visible = |row: &&Row| !row.head().memo && is_said(&self.marks, row);
        self.transcript.rooms.first()?.rows.iter().rev().find(is_visible).map(Row::message)
    }
}

/// Delivery statuses of provisional rows, by message number.
pub type Marks = Vec<(NonZeroU32, Mark)>;

/// Returns the delivery status of a row; `None` if the row is not provisional.
pub fn mark<'a>(marks: &'a Marks, row: &Row) -> Option<&'a Mark> {
    let number = row.number()?;
    marks.iter().find(|(other, _)| *other == number).map(|(_, mark)| mark)
}

/// Returns whether a row is known to be delivered: it is not in flight, rejected or unknown.
///
/// Undelivered rows do not count as responses, as choices or for response times.
pub fn is_said(marks: &Marks, row: &Row) -> bool {
    matches!(mark(marks, row), None | Some(Mark::Received | Mark::Sent))
}

/// Messages of one room that were received or sent since the last fetch.
#[derive(Debug, Default)]
pub struct Pending {
    messages: Vec<PendingMessage>,
    count: u32,
    ended: bool,
}

#[derive(Debug)]
struct PendingMessage {
    row: Row,
    mark: Mark,
    /// Number of rows that existed when the message was sent; they can't match it.
    earlier_rows: usize,
    /// Whether any attempt had an unknown outcome.
    may_have_left: bool,
    /// When the message left for the last time.
    left_at: Option<Timestamp>,
    /// Index of the matching row in the last fetched transcript.
    settled_as: Option<usize>,
}

impl PendingMessage {
    /// Returns whether the last fetched transcript contains the message.
    fn is_settled(&self) -> bool {
        self.settled_as.is_some()
    }

    /// Returns whether a row has a date that the vendor may have given to the message.
    fn has_similar_time(&self, row: &Row) -> bool {
        let dates = row.head().sent_at.zip(self.row.head().sent_at);
        dates.is_some_and(|(date, written)| {
            let left = self.left_at.map_or(written, |left| left.max(written));
            date.seconds_since(written) >= -MATCH_TOLERANCE_SECONDS
                && date.seconds_since(left) <= MATCH_TOLERANCE_SECONDS
        })
    }
}

impl Pending {
    /// Adds a message received as `bytes` through the webhook. Returns false for a duplicate.
    pub fn receive(&mut self, bytes: &[u8], received: Received, now: Timestamp) -> bool {
        self.ended |= received.auto_end;
        let Received { msgid, body, received_at, .. } = received;
        let is_duplicate = |other: &PendingMessage| {
            let message = other.row.message();
            other.mark == Mark::Received && message.head.id == msgid && is_same_body(&message.body, &body)
        };
        if msgid.is_some() && self.messages.iter().any(is_duplicate) {
            return false;
        }
        let message = Message::provisional(msgid, Sender::Counselor, Some(received_at.unwrap_or(now)), body);
        self.push(bytes, message, Mark::Received, 0);
        true
    }

    /// Adds a message that is sent as the customer to the room with these rows. Returns its number.
    pub fn send(&mut self, content: &Content, rows: &[Row], now: Timestamp) -> NonZeroU32 {
        // The local clock may be slow, so the message is never dated before the last row.
        let latest = rows.iter().rev().find_map(|row| row.head().sent_at).filter(|latest| *latest > now);
        let message = Message::provisional(None, Sender::Customer, Some(latest.unwrap_or(now)), content.body());
        self.push(content.json().as_bytes(), message, Mark::Sending, rows.len())
    }

    fn push(&mut self, bytes: &[u8], message: Message, mark: Mark, earlier_rows: usize) -> NonZeroU32 {
        if self.messages.len() >= MAX_MESSAGES
            && let Some(oldest) = self.messages.iter().position(PendingMessage::is_settled)
        {
            self.messages.remove(oldest);
        }
        self.count = self.count.wrapping_add(1);
        let number = NonZeroU32::new(self.count).unwrap_or(NonZeroU32::MIN);
        self.messages.push(PendingMessage {
            row: Row::provisional(number, bytes, message),
            mark,
            earlier_rows,
            may_have_left: false,
            left_at: None,
            settled_as: None,
        });
        number
    }

    /// Sets the delivery status of a message.
    pub fn set(&mut self, number: NonZeroU32, mark: Mark) {
        if let Some(message) = self.messages.iter_mut().find(|message| message.row.number() == Some(number)) {
            message.may_have_left |= matches!(mark, Mark::Unknown(_));
            message.mark = mark;
        }
    }

    /// Records that a message leaves now. The vendor dates it by its arrival, which may be long after it was written: it waited for
    /// earlier messages, or is sent again.
    pub fn depart(&mut self, number: NonZeroU32, now: Timestamp) {
        if let Some(message) = self.messages.iter_mut().find(|message| message.row.number() == Some(number)) {
            message.left_at = Some(now);
        }
    }

    /// Returns the delivery status of a message.
    pub fn mark(&self, number: NonZeroU32) -> Option<&Mark> {
        self.messages.iter().find(|message| message.row.number() == Some(number)).map(|message| &message.mark)
    }

    /// Returns whether an earlier message is still in flight.
    pub fn is_behind(&self, number: NonZeroU32) -> bool {
        let is_earlier = |message: &&PendingMessage| message.row.number().is_some_and(|other| other < number);
        self.messages.iter().filter(is_earlier).any(|message| message.mark == Mark::Sending)
    }

    /// Records that a fetched transcript was checked for messages with an unknown outcome.
    pub fn look(&mut self, now: Timestamp) {
        for message in &mut self.messages {
            if let Mark::Unknown(checked_at) = &mut message.mark {
                *checked_at = Some(now);
            }
        }
    }

    /// Removes a message.
    pub fn forget(&mut self, number: NonZeroU32) {
        self.messages.retain(|message| message.row.number() != Some(number));
    }

    /// Records that the room has ended.
    pub fn end(&mut self) {
        self.ended = true;
    }

    /// Returns whether the last fetched transcript lacks a message or the end of the room.
    pub fn has_unrecorded(&self) -> bool {
        self.ended || self.messages.iter().any(|message| !message.is_settled())
    }

    /// Returns the delivery statuses of the messages that are not settled.
    pub fn marks(&self) -> Marks {
        let provisional = self.messages.iter().filter(|message| !message.is_settled());
        provisional.filter_map(|message| Some((message.row.number()?, message.mark.clone()))).collect()
    }

    /// Merges a fetched transcript with the pending messages.
    ///
    /// Rows with equal bytes in `previous` are not decoded again.
    pub fn show(&mut self, fetched: &Arc<Transcript>, previous: &Transcript) -> Shown {
        let (transcript, keys) = self.merge_rows(fetched);
        inherit(&transcript, previous);
        Shown { transcript, marks: self.marks(), keys }
    }

    /// Returns the fetched transcript with the provisional rows, and the keys of all rows.
    fn merge_rows(&mut self, fetched: &Arc<Transcript>) -> (Arc<Transcript>, Vec<Vec<RowKey>>) {
        if let Some(room) = fetched.rooms.first() {
            self.settle(&room.rows);
        }
        let settled: HashMap<usize, NonZeroU32> =
            self.messages.iter().filter_map(|message| Some((message.settled_as?, message.row.number()?))).collect();
        let mut keys: Vec<_> = (fetched.rooms.iter().enumerate())
            .map(|(at, room)| row_keys(&room.rows, |row| settled.get(&row).copied().filter(|_| at == 0)))
            .collect();
        if !self.ended && self.messages.iter().all(PendingMessage::is_settled) {
            return (Arc::clone(fetched), keys);
        }
        let mut merged = Transcript::clone(fetched);
        if let (Some(room), Some(keys)) = (merged.rooms.first_mut(), keys.first_mut()) {
            self.insert_provisional(room, keys);
        }
        (Arc::new(merged), keys)
    }

    /// Matches the messages with fetched rows: first by `msgid`, then by content.
    fn settle(&mut self, rows: &[Row]) {
        let mut used = vec![false; rows.len()];
        for pending in &mut self.messages {
            let id = pending.row.head().id.as_deref();
            let has_id = |row: &Row| is_from_company(row) && row.head().id.as_deref() == id;
            pending.settled_as = id.and_then(|_| take_first(rows, &mut used, 0, has_id));
        }
        // Delivered messages are matched before those that may not have arrived.
        let (delivered, uncertain): (Vec<_>, Vec<_>) =
            self.messages.iter_mut().partition(|pending| matches!(pending.mark, Mark::Received | Mark::Sent));
        for pending in delivered.into_iter().chain(uncertain) {
            if pending.is_settled() || (matches!(pending.mark, Mark::Failed(_)) && !pending.may_have_left) {
                continue;
            }
            let (message, is_acknowledged) = (pending.row.message(), pending.mark == Mark::Sent);
            let is_outgoing = message.head.sender == Sender::Customer;
            pending.settled_as = take_first(rows, &mut used, pending.earlier_rows, |row| {
                let has_sender = if is_outgoing { is_from_customer(row) } else { is_from_company(row) };
                // An acknowledged message is in the record, so its time need not match.
                has_sender
                    && (is_acknowledged || pending.has_similar_time(row))
                    && is_same_body(&row.message().body, &message.body)
            });
        }
    }

    /// Inserts the provisional rows in order of time.
    fn insert_provisional(&self, room: &mut Room, keys: &mut Vec<RowKey>) {
        for message in self.messages.iter().filter(|message| !message.is_settled()) {
            let sent_at = message.row.head().sent_at;
            let later = room.rows.iter().rev().take_while(|row| row.head().sent_at > sent_at).count();
            let index = room.rows.len() - later;
            room.rows.insert(index, message.row.clone());
            keys.extend(message.row.number().map(RowKey::Pending));
            keys[index..].rotate_right(1);
        }
        room.ended = self.ended && !is_over(room);
    }
}

/// Passes the decoded messages of `old` to the rows of `new` that have the same bytes.
fn inherit(new: &Transcript, old: &Transcript) {
    for (new, old) in new.rooms.iter().zip(&old.rooms) {
        let is_fetched = |row: &&Row| row.number().is_none();
        for (new, old) in new.rows.iter().filter(is_fetched).zip(old.rows.iter().filter(is_fetched)) {
            new.inherit(old);
        }
    }
}

/// Marks the first unused row that matches as used, and returns its index.
fn take_first(rows: &[Row], used: &mut [bool], from: usize, matches: impl Fn(&Row) -> bool) -> Option<usize> {
    let found = (from..rows.len()).find(|at| !used[*at] && matches(&rows[*at]));
    if let Some(at) = found {
        used[at] = true;
    }
    found
}

fn is_from_company(row: &Row) -> bool {
    let head = row.head();
    head.sender.is_company() && !head.memo
}

fn is_from_customer(row: &Row) -> bool {
    let head = row.head();
    head.sender == Sender::Customer && !head.memo
}

/// Returns whether two bodies render the same content.
///
/// Media sizes are ignored, because only some sources contain them; so is surrounding white space.
pub fn is_same_body(one: &Body, other: &Body) -> bool {
    one.kind() == other.kind() && content(one).map(str::trim) == content(other).map(str::trim)
}

/// Returns the text and the first URL of a body, which identify a message among those of its kind.
fn content(body: &Body) -> [&str; 2] {
    match body {
        Body::Text(text) => [text, ""],
        Body::Image(media) | Body::Audio(media) | Body::Video(media) => [media.url.as_written(), ""],
        Body::File(file) => [file.url.as_written(), ""],
        Body::Normal(normal) => [&normal.text, normal.image.as_ref().map_or("", |image| image.url.as_written())],
        Body::Template(template) => [
            &template.message,
            match &template.kind {
                TemplateKind::Image(Some(image)) => image.url.as_written(),
                TemplateKind::Carousel(blocks) => blocks.first().map_or("", |block| &block.header),
                _ => "",
            },
        ],
        Body::Unknown { contents_type } => [contents_type, ""],
        Body::Unreadable(_) => ["", ""],
    }
}

/// Returns whether the room has ended.
pub fn is_over(room: &Room) -> bool {
    matches!(header::status(room), Some(Status::Closed | Status::Deleted | Status::BotEnded))
}

#[cfg(test)]
impl Pending {
    fn merged_transcript(&mut self, fetched: &Arc<Transcript>) -> Arc<Transcript> {
        self.merge_rows(fetched).0
    }
}

#[cfg(test)]
mod tests;
