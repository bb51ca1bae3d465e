//! Pending messages: received or sent outside the readings of a room, and shown until a reading contains them.
//!
//! A reading takes precedence: its dates and ids are the vendor's. All pending messages are matched again with each reading, in
//! the order of their arrival. Each row matches one message at most, so two equal messages stay two.

use std::{collections::HashMap, num::NonZeroU32, sync::Arc};

use happytalk_model::{
    Body, Message, Room, Row, Transcript, message::template::TemplateKind, received::Received, sender::Sender,
    status::Status, timestamp::Timestamp, write::Content,
};

use super::{
    composer::{SendOutcome, SendRefusal},
    header,
    row_key::{RowKey, row_keys},
};

/// Maximum difference in seconds between a message's own time and the date that the vendor gives it.
const APART: i64 = 120;
/// Number of messages from which on settled ones are forgotten. They are kept to recognise a repeated delivery.
const REMEMBERED: usize = 300;

/// Delivery state of a message that no reading contains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeliveryStatus {
    /// Received by the webhook. Its time is the time of its arrival.
    Received,
    /// In flight, or waiting for earlier messages.
    Sending,
    /// Accepted by the vendor.
    Sent,
    /// Refused by the vendor or the proxy.
    Failed(SendRefusal),
    /// The request may have left, and there is no answer. Contains the time of the reader's last check that did not find it.
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

    /// Returns the state after an attempt to send; `before` is the state before it. A message that an earlier attempt may have
    /// delivered stays unknown, unless the vendor itself refuses it now.
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

    /// Returns whether the vendor has refused the message. The next attempt needs another idempotency key then, since the proxy
    /// repeats the answer to the former key. A proxy that refuses by itself keeps no answer, and may not know of an earlier
    /// attempt that left.
    pub fn is_rejected_by_vendor(&self) -> bool {
        matches!(self, Self::Failed(SendRefusal { code: Some(_), .. }))
    }
}

/// A transcript as it is shown: a reading, and the pending messages that it does not contain.
#[derive(Debug)]
pub struct TranscriptSnapshot {
    /// All rows.
    pub transcript: Arc<Transcript>,
    /// Delivery states of the provisional rows.
    pub statuses: DeliveryStatuses,
    /// The keys of the rows, by room and in the order of [`Room::rows`].
    pub keys: Vec<Vec<RowKey>>,
}

/// Equal transcripts are the same [`Arc`]; rows are not compared.
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

    /// Returns an answer without a room.
    pub fn empty() -> Self {
        Self::from_transcript(Arc::new(Transcript { rooms: Vec::new(), cut: false }))
    }

    /// Returns whether any room has a row.
    pub fn has_rows(&self) -> bool {
        self.transcript.rooms.iter().any(|room| !room.rows.is_empty())
    }

    /// Returns the last message of the first room. Memos, and messages that may not have arrived, don't count.
    pub fn last_message(&self) -> Option<&Message> {
        let is_delivered = |row: &&Row| !row.head().memo && is_delivered(&self.statuses, row);
        self.transcript.rooms.first()?.rows.iter().rev().find(is_delivered).map(Row::message)
    }
}

/// Delivery states of the provisional rows of a room, by number.
pub type DeliveryStatuses = Vec<(NonZeroU32, DeliveryStatus)>;

/// Returns the delivery state of a row, if it is provisional.
pub fn delivery_status<'a>(statuses: &'a DeliveryStatuses, row: &Row) -> Option<&'a DeliveryStatus> {
    let number = row.number()?;
    statuses.iter().find(|(of, _)| *of == number).map(|(_, status)| status)
}

/// Returns whether a row is known to be part of the conversation. One that is being sent, was refused or may not have arrived
/// answers nothing, and starts no wait.
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
    /// Number of rows that the reading had when the message was sent: it is none of these.
    known: usize,
    /// Whether any attempt had no answer, whatever the later ones had.
    may_have_left: bool,
    /// Time of the last attempt.
    left_at: Option<Timestamp>,
    /// Index of the row in the last reading that contains it.
    settled_as: Option<usize>,
}

impl PendingMessage {
    /// Returns whether the last reading contains the message.
    fn is_settled(&self) -> bool {
        self.settled_as.is_some()
    }

    /// Returns whether the row has a date that the vendor may have given to the message.
    fn is_near(&self, row: &Row) -> bool {
        let dates = row.head().sent_at.zip(self.row.head().sent_at);
        dates.is_some_and(|(date, written)| {
            let left = self.left_at.map_or(written, |left| left.max(written));
            date.seconds_since(written) >= -APART && date.seconds_since(left) <= APART
        })
    }
}

impl PendingMessages {
    /// Adds a received message, whose payload is `bytes`. Returns false if it was received before.
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

    /// Adds a message that is sent as the customer, and returns its number. `rows` are those of the last reading.
    pub fn add_outgoing(&mut self, content: &Content, rows: &[Row], now: Timestamp) -> NonZeroU32 {
        // Not before the last row: the reader's clock may be slow.
        let latest = rows.iter().rev().find_map(|row| row.head().sent_at).filter(|latest| *latest > now);
        let message = Message::provisional(None, Sender::Customer, Some(latest.unwrap_or(now)), content.body());
        self.push(content.json().as_bytes(), message, DeliveryStatus::Sending, rows.len())
    }

    fn push(&mut self, bytes: &[u8], message: Message, status: DeliveryStatus, known: usize) -> NonZeroU32 {
        if self.messages.len() >= REMEMBERED
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
            left_at: None,
            settled_as: None,
        });
        number
    }

    /// Sets the delivery state of a message.
    pub fn set_status(&mut self, number: NonZeroU32, status: DeliveryStatus) {
        if let Some(one) = self.messages.iter_mut().find(|one| one.row.number() == Some(number)) {
            one.may_have_left |= matches!(status, DeliveryStatus::Unknown(_));
            one.status = status;
        }
    }

    /// Records an attempt to send a message. The vendor dates the message by its arrival, which may be long after it was written.
    pub fn depart(&mut self, number: NonZeroU32, now: Timestamp) {
        if let Some(message) = self.messages.iter_mut().find(|message| message.row.number() == Some(number)) {
            message.left_at = Some(now);
        }
    }

    /// Returns the delivery state of a message.
    pub fn status(&self, number: NonZeroU32) -> Option<&DeliveryStatus> {
        self.messages.iter().find(|one| one.row.number() == Some(number)).map(|one| &one.status)
    }

    /// Records the reader's check in all messages of unknown delivery.
    pub fn mark_checked(&mut self, now: Timestamp) {
        for one in &mut self.messages {
            if let DeliveryStatus::Unknown(looked) = &mut one.status {
                *looked = Some(now);
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

    /// Returns whether anything is known that the last reading does not contain.
    pub fn has_unrecorded(&self) -> bool {
        self.ended || self.messages.iter().any(|message| !message.is_settled())
    }

    /// Returns the delivery states of the messages that the last reading does not contain.
    pub fn statuses(&self) -> DeliveryStatuses {
        let shown = self.messages.iter().filter(|one| !one.is_settled());
        shown.filter_map(|one| Some((one.row.number()?, one.status.clone()))).collect()
    }

    /// Returns what is shown after a reading. Rows that `before`, the last transcript, has decoded are not decoded again.
    pub fn merge(&mut self, reading: &Arc<Transcript>, before: &Transcript) -> TranscriptSnapshot {
        let (transcript, keys) = self.merged(reading);
        inherit(&transcript, before);
        TranscriptSnapshot { transcript, statuses: self.statuses(), keys }
    }

    /// Returns the reading with the messages that it does not contain, and the keys of all rows.
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
            let is_it = |row: &Row| is_companys(row) && row.head().id.as_deref() == id;
            one.settled_as = id.and_then(|_| take(rows, &mut used, 0, is_it));
        }
        // Messages that the vendor has come before those that it may have.
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
                let is_side = if is_customers { is_customer(row) } else { is_companys(row) };
                // The vendor has confirmed it, so it is one of the rows, even if a clock is wrong.
                is_side && (is_certain || one.is_near(row)) && has_same_content(&row.message().body, &message.body)
            });
        }
    }

    /// Inserts the messages that the reading does not contain, by their time.
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

/// Saves decoding rows of a new reading that were decoded before.
fn inherit(new: &Transcript, old: &Transcript) {
    for (new, old) in new.rooms.iter().zip(&old.rooms) {
        let of_reading = |row: &&Row| row.number().is_none();
        for (new, old) in new.rows.iter().filter(of_reading).zip(old.rows.iter().filter(of_reading)) {
            new.inherit(old);
        }
    }
}

/// Takes the first row of its kind that nobody has used.
fn take(rows: &[Row], used: &mut [bool], from: usize, is_it: impl Fn(&Row) -> bool) -> Option<usize> {
    let found = (from..rows.len()).find(|at| !used[*at] && is_it(&rows[*at]));
    if let Some(at) = found {
        used[at] = true;
    }
    found
}

fn is_companys(row: &Row) -> bool {
    let head = row.head();
    head.sender.is_company() && !head.memo
}

fn is_customer(row: &Row) -> bool {
    let head = row.head();
    head.sender == Sender::Customer && !head.memo
}

/// Returns whether both say the same, as a reader sees it: sizes are told by one side only, and white space is nobody's words.
pub fn has_same_content(one: &Body, other: &Body) -> bool {
    one.kind() == other.kind() && said(one).map(str::trim) == said(other).map(str::trim)
}

/// What tells one message from another of its kind: its words, and what it shows.
fn said(body: &Body) -> [&str; 2] {
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

/// Returns whether nothing more can be said in the room.
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
