//! Pending messages, which were received or sent outside the readings of a room. They are shown until a reading contains them.
//!
//! A reading takes precedence, because its dates and ids are the vendor's. Each reading is matched with all pending messages,
//! in the order of their arrival. Each row matches at most one message, so equal messages are not merged.

use std::{collections::HashMap, num::NonZeroU32, sync::Arc};

use happytalk_model::{
    Body, Message, Room, Row, Transcript, received::Received, sender::Sender, status::Status, timestamp::Timestamp,
    write::Content,
};

use super::{
    composer::{SendOutcome, SendRefusal},
    header,
    row_key::{RowKey, row_keys},
};

/// Maximum difference in seconds between the time of a pending message and the date of its row.
const MAX_DIFFERENCE_SECONDS: i64 = 120;
/// Maximum number of messages before settled ones are evicted. Settled messages detect a repeated delivery.
const MAX_MESSAGES: usize = 300;

/// Delivery status of a message that no reading contains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeliveryStatus {
    /// Received by webhook. The time of the message is that of its arrival.
    Received,
    /// In flight, or waiting for earlier messages.
    Sending,
    /// Accepted by the vendor.
    Sent,
    /// Refused by the vendor or the proxy.
    Failed(SendRefusal),
    /// The request may have been sent, and there is no response. Contains the time of the last unsuccessful check.
    Unknown(Option<Timestamp>),
}

impl DeliveryStatus {
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

    /// Returns the status after an attempt to send; `before` is the status before it. A message that an earlier attempt may have
    /// delivered stays unknown, unless the vendor refuses it.
    pub fn after_outcome(before: Option<&Self>, outcome: SendOutcome) -> Self {
        match outcome {
            SendOutcome::Sent => Self::Sent,
            SendOutcome::Refused(SendRefusal { status, code, .. })
                if matches!(before, Some(Self::Unknown(_))) && (code.is_none() || status == 0) =>
            {
                Self::Unknown(None)
            }
            SendOutcome::Refused(refused) => Self::Failed(refused),
            SendOutcome::Unknown => Self::Unknown(None),
        }
    }

    /// Returns whether the vendor has refused the message. The next attempt then needs another idempotency key, because the
    /// proxy repeats the response to the previous key. A refusal by the proxy is not stored, and does not exclude earlier
    /// attempts.
    pub fn is_rejected_by_vendor(&self) -> bool {
        matches!(self, Self::Failed(SendRefusal { code: Some(_), .. }))
    }
}

/// The transcript on screen: a reading, and the pending messages that it does not contain.
#[derive(Debug)]
pub struct TranscriptSnapshot {
    /// All rows.
    pub transcript: Arc<Transcript>,
    /// Delivery statuses of the provisional rows.
    pub statuses: DeliveryStatuses,
    /// Keys of the rows, by room and in the order of [`Room::rows`].
    pub keys: Vec<Vec<RowKey>>,
}

/// Transcripts are equal if they are the same [`Arc`]. Rows are not compared.
impl PartialEq for TranscriptSnapshot {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.transcript, &other.transcript) && self.statuses == other.statuses && self.keys == other.keys
    }
}

impl TranscriptSnapshot {
    /// Returns a transcript without pending messages.
    pub fn from_transcript(transcript: Arc<Transcript>) -> Self {
        let keys = transcript.rooms.iter().map(|room| row_keys(&room.rows, |_| None)).collect();
        Self { transcript, statuses: DeliveryStatuses::new(), keys }
    }

    /// Returns a transcript without rooms.
    pub fn empty() -> Self {
        Self::from_transcript(Arc::new(Transcript { rooms: Vec::new(), cut: false }))
    }

    /// Returns whether any room has a row.
    pub fn has_rows(&self) -> bool {
        self.transcript.rooms.iter().any(|room| !room.rows.is_empty())
    }

    /// Returns the last message of the first room, except memos and messages that may not have arrived.
    pub fn last_message(&self) -> Option<&Message> {
        let is_delivered = |row: &&Row| !row.head().memo && is_delivered(&self.statuses, row);
        self.transcript.rooms.first()?.rows.iter().rev().find(is_delivered).map(Row::message)
    }
}

/// Delivery statuses of the provisional rows of a room, by number.
pub type DeliveryStatuses = Vec<(NonZeroU32, DeliveryStatus)>;

/// Returns the delivery status of a row, if it is provisional.
pub fn delivery_status<'a>(statuses: &'a DeliveryStatuses, row: &Row) -> Option<&'a DeliveryStatus> {
    let number = row.number()?;
    statuses.iter().find(|(of, _)| *of == number).map(|(_, status)| status)
}

/// Returns whether a row is known to be delivered. Other rows neither are a response nor require one.
pub fn is_delivered(statuses: &DeliveryStatuses, row: &Row) -> bool {
    matches!(delivery_status(statuses, row), None | Some(DeliveryStatus::Received | DeliveryStatus::Sent))
}

/// The pending messages of one room.
#[derive(Debug, Default)]
pub struct PendingMessages {
    messages: Vec<PendingMessage>,
    count: u32,
    ended: bool,
}

#[derive(Debug)]
struct PendingMessage {
    row: Row,
    status: DeliveryStatus,
    /// Number of rows in the reading when the message was sent. None of them can be this message.
    known: usize,
    /// Whether any attempt had no response.
    may_have_left: bool,
    /// Time of the last attempt.
    departed_at: Option<Timestamp>,
    /// Index of the row in the last reading that contains it.
    settled_as: Option<usize>,
}

impl PendingMessage {
    /// Returns whether the last reading contains the message.
    fn is_settled(&self) -> bool {
        self.settled_as.is_some()
    }

    /// Returns whether the date of the row is close enough to the time of the message.
    fn is_near(&self, row: &Row) -> bool {
        let dates = row.head().sent_at.zip(self.row.head().sent_at);
        dates.is_some_and(|(date, written)| {
            let departed = self.departed_at.map_or(written, |departed| departed.max(written));
            date.seconds_since(written) >= -MAX_DIFFERENCE_SECONDS
                && date.seconds_since(departed) <= MAX_DIFFERENCE_SECONDS
        })
    }
}

impl PendingMessages {
    /// Adds a received message with the payload `bytes`. Returns false if it was received before.
    pub fn add_received(&mut self, bytes: &[u8], received: Received, now: Timestamp) -> bool {
        self.ended |= received.auto_end;
        let Received { msgid, body, received_at, .. } = received;
        let is_same = |one: &PendingMessage| {
            let message = one.row.message();
            one.status == DeliveryStatus::Received && message.head.id == msgid && has_same_content(&message.body, &body)
        };
        if msgid.is_some() && self.messages.iter().any(is_same) {
            return false;
        }
        let message = Message::provisional(msgid, Sender::Counselor, Some(received_at.unwrap_or(now)), body);
        self.push(bytes, message, DeliveryStatus::Received, 0);
        true
    }

    /// Adds a message sent as the customer, and returns its number. `rows` are the rows of the last reading.
    pub fn add_outgoing(&mut self, content: &Content, rows: &[Row], now: Timestamp) -> NonZeroU32 {
        // Not before the last row, because the reader's clock may be slow.
        let latest = rows.iter().rev().find_map(|row| row.head().sent_at).filter(|latest| *latest > now);
        let message = Message::provisional(None, Sender::Customer, Some(latest.unwrap_or(now)), content.body());
        self.push(content.json().as_bytes(), message, DeliveryStatus::Sending, rows.len())
    }

    fn push(&mut self, bytes: &[u8], message: Message, status: DeliveryStatus, known: usize) -> NonZeroU32 {
        if self.messages.len() >= MAX_MESSAGES
            && let Some(oldest) = self.messages.iter().position(PendingMessage::is_settled)
        {
            self.messages.remove(oldest);
        }
        self.count = self.count.wrapping_add(1);
        let number = NonZeroU32::new(self.count).unwrap_or(NonZeroU32::MIN);
        self.messages.push(PendingMessage {
            row: Row::provisional(number, bytes, message),
            status,
            known,
            may_have_left: false,
            departed_at: None,
            settled_as: None,
        });
        number
    }

    /// Sets the delivery status of a message.
    pub fn set_status(&mut self, number: NonZeroU32, status: DeliveryStatus) {
        if let Some(one) = self.messages.iter_mut().find(|one| one.row.number() == Some(number)) {
            one.may_have_left |= matches!(status, DeliveryStatus::Unknown(_));
            one.status = status;
        }
    }

    /// Records an attempt to send a message. The vendor dates a message by its arrival, which may be long after it was written.
    pub fn depart(&mut self, number: NonZeroU32, now: Timestamp) {
        if let Some(message) = self.messages.iter_mut().find(|message| message.row.number() == Some(number)) {
            message.departed_at = Some(now);
        }
    }

    /// Returns the delivery status of a message.
    pub fn status(&self, number: NonZeroU32) -> Option<&DeliveryStatus> {
        self.messages.iter().find(|one| one.row.number() == Some(number)).map(|one| &one.status)
    }

    /// Stores the time of a check in all messages with unknown delivery.
    pub fn mark_checked(&mut self, now: Timestamp) {
        for one in &mut self.messages {
            if let DeliveryStatus::Unknown(checked_at) = &mut one.status {
                *checked_at = Some(now);
            }
        }
    }

    /// Removes a message.
    pub fn discard(&mut self, number: NonZeroU32) {
        self.messages.retain(|one| one.row.number() != Some(number));
    }

    /// Records that the room has ended.
    pub fn mark_ended(&mut self) {
        self.ended = true;
    }

    /// Returns whether there are messages, or an end of the room, that the last reading does not contain.
    pub fn has_unrecorded(&self) -> bool {
        self.ended || self.messages.iter().any(|message| !message.is_settled())
    }

    /// Returns the delivery statuses of the messages that the last reading does not contain.
    pub fn statuses(&self) -> DeliveryStatuses {
        let shown = self.messages.iter().filter(|one| !one.is_settled());
        shown.filter_map(|one| Some((one.row.number()?, one.status.clone()))).collect()
    }

    /// Merges a reading with the pending messages. Reuses the decoded rows of `before`, the previous transcript.
    pub fn merge(&mut self, reading: &Arc<Transcript>, before: &Transcript) -> TranscriptSnapshot {
        let (transcript, keys) = self.merged(reading);
        inherit(&transcript, before);
        TranscriptSnapshot { transcript, statuses: self.statuses(), keys }
    }

    /// Returns the reading with the messages that it lacks, and the keys of all rows.
    fn merged(&mut self, reading: &Arc<Transcript>) -> (Arc<Transcript>, Vec<Vec<RowKey>>) {
        if let Some(room) = reading.rooms.first() {
            self.settle(&room.rows);
        }
        let settled: HashMap<usize, NonZeroU32> =
            self.messages.iter().filter_map(|one| Some((one.settled_as?, one.row.number()?))).collect();
        let mut keys: Vec<_> = (reading.rooms.iter().enumerate())
            .map(|(at, room)| row_keys(&room.rows, |row| settled.get(&row).copied().filter(|_| at == 0)))
            .collect();
        if !self.ended && self.messages.iter().all(PendingMessage::is_settled) {
            return (Arc::clone(reading), keys);
        }
        let mut merged = Transcript::clone(reading);
        if let (Some(room), Some(keys)) = (merged.rooms.first_mut(), keys.first_mut()) {
            self.place(room, keys);
        }
        (Arc::new(merged), keys)
    }

    /// Matches the messages with the rows of a reading: first by message id, then by contents and time.
    fn settle(&mut self, rows: &[Row]) {
        let mut used = vec![false; rows.len()];
        for one in &mut self.messages {
            let id = one.row.head().id.as_deref();
            let predicate = |row: &Row| is_from_company(row) && row.head().id.as_deref() == id;
            one.settled_as = id.and_then(|_| take(rows, &mut used, 0, predicate));
        }
        // Confirmed messages are matched before unconfirmed ones.
        let (sure, unsure): (Vec<_>, Vec<_>) = self
            .messages
            .iter_mut()
            .partition(|one| matches!(one.status, DeliveryStatus::Received | DeliveryStatus::Sent));
        for one in sure.into_iter().chain(unsure) {
            if one.is_settled() || (matches!(one.status, DeliveryStatus::Failed(_)) && !one.may_have_left) {
                continue;
            }
            let (message, known, is_certain) = (one.row.message(), one.known, one.status == DeliveryStatus::Sent);
            let is_customers = message.head.sender == Sender::Customer;
            one.settled_as = take(rows, &mut used, known, |row| {
                let is_side = if is_customers { is_from_customer(row) } else { is_from_company(row) };
                // The vendor confirmed the message, so one of the rows is this message, even if a clock is wrong.
                is_side && (is_certain || one.is_near(row)) && has_same_content(&row.message().body, &message.body)
            });
        }
    }

    /// Inserts the messages that the reading does not contain, in the order of time.
    fn place(&self, room: &mut Room, keys: &mut Vec<RowKey>) {
        for one in self.messages.iter().filter(|one| !one.is_settled()) {
            let at = one.row.head().sent_at;
            let later = room.rows.iter().rev().take_while(|row| row.head().sent_at > at).count();
            let index = room.rows.len() - later;
            room.rows.insert(index, one.row.clone());
            keys.extend(one.row.number().map(RowKey::Pending));
            keys[index..].rotate_right(1);
        }
        room.ended = self.ended && !has_ended(room);
    }
}

/// Copies decoded rows of the previous transcript, so that they are not decoded again.
fn inherit(new: &Transcript, old: &Transcript) {
    for (new, old) in new.rooms.iter().zip(&old.rooms) {
        let of_reading = |row: &&Row| row.number().is_none();
        for (new, old) in new.rows.iter().filter(of_reading).zip(old.rows.iter().filter(of_reading)) {
            new.inherit(old);
        }
    }
}

/// Marks the first unused row that matches the predicate as used, and returns its index.
fn take(rows: &[Row], used: &mut [bool], from: usize, predicate: impl Fn(&Row) -> bool) -> Option<usize> {
    let found = (from..rows.len()).find(|at| !used[*at] && predicate(&rows[*at]));
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

/// Returns whether two messages look the same to a reader. Ignores picture sizes, which only one source contains, and
/// surrounding white space.
pub fn has_same_content(one: &Body, other: &Body) -> bool {
    one.kind() == other.kind() && one.identity() == other.identity()
}

/// Returns whether the room has ended.
pub fn has_ended(room: &Room) -> bool {
    matches!(header::status(room), Some(Status::Closed | Status::Deleted | Status::BotEnded))
}

#[cfg(test)]
impl PendingMessages {
    fn merged_transcript(&mut self, reading: &Arc<Transcript>) -> Arc<Transcript> {
        self.merged(reading).0
    }
}

#[cfg(test)]
mod tests;
