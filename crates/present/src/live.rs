//! What a room shows beyond its last reading: messages that were received or sent since, each until a reading has it.
//!
//! A reading always wins: it may hold what nobody told, and tells dates and ids better. Everything is matched anew with
//! each reading, in the order of arrival, and each row is used once: two equal messages in a row stay two.

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

/// Seconds between a message's arrival and the date the vendor gives it, at most.
const APART: i64 = 120;
/// Messages that are remembered though the room shows them, for when they arrive again.
const REMEMBERED: usize = 300;

/// How far a message has come that no reading has shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It came by the webhook: its time is that of its arrival.
    Received,
    /// It is on its way to the vendor.
    Sending,
    /// The vendor has it.
    Sent,
    /// The vendor, or the proxy, said no.
    Failed(Refused),
    /// It may have left: nobody knows whether it has arrived. When the reader last looked, and it was not there.
    Unknown(Option<Timestamp>),
}

impl Mark {
    /// The value of `data-provisional`.
    pub fn slug(&self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed(_) => "failed",
            Self::Unknown(_) => "unknown",
        }
    }

    /// Where a message is that stood at `before` when it was sent. One that may have left before may still have, unless the
    /// vendor itself speaks of it now.
    pub fn after(before: Option<&Self>, outcome: Outcome) -> Self {
        match outcome {
            Outcome::Sent => Self::Sent,
            Outcome::Refused(Refused { status, code, .. })
                if matches!(before, Some(Self::Unknown(_))) && (code.is_none() || status == 0) =>
            {
                Self::Unknown(None)
            }
            Outcome::Refused(refused) => Self::Failed(refused),
            Outcome::Unknown => Self::Unknown(None),
        }
    }

    /// Whether the vendor has said no: what is sent after that is another try, under a key of its own, since the answer to
    /// the old one is kept. A proxy that says no by itself keeps nothing, and may not know of an earlier try that left.
    pub fn is_answered(&self) -> bool {
        matches!(self, Self::Failed(Refused { code: Some(_), .. }))
    }
}

/// A transcript as it is shown: a reading, and what it does not have.
#[derive(Debug)]
pub struct Shown {
    /// All rows.
    pub transcript: Arc<Transcript>,
    /// The marks of those that are provisional.
    pub marks: Marks,
    /// The keys of the rows, by room and in the order of [`Room::rows`].
    pub keys: Vec<Vec<RowKey>>,
}

/// Equal if nothing new is shown.
impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.transcript, &other.transcript) && self.marks == other.marks && self.keys == other.keys
    }
}

impl Shown {
    /// Returns a transcript as read, with nothing beyond it.
    pub fn of_reading(transcript: Arc<Transcript>) -> Self {
        let keys = transcript.rooms.iter().map(|room| row_keys(&room.rows, |_| None)).collect();
        Self { transcript, marks: Marks::new(), keys }
    }

    /// Returns an answer without a room.
    pub fn empty() -> Self {
        Self::of_reading(Arc::new(Transcript { rooms: Vec::new(), cut: false }))
    }

    /// Whether there is a row in any room.
    pub fn has_rows(&self) -> bool {
        self.transcript.rooms.iter().any(|room| !room.rows.is_empty())
    }

    /// What was said last in the room: a memo is not said, and what is not known to have arrived is not yet.
    pub fn last(&self) -> Option<&Message> {
        let is_said = |row: &&Row| !row.head().memo && is_said(&self.marks, row);
        self.transcript.rooms.first()?.rows.iter().rev().find(is_said).map(Row::message)
    }
}

/// The marks of the rows that a room shows provisionally, by their numbers.
pub type Marks = Vec<(NonZeroU32, Mark)>;

/// The mark of a row, if it is provisional.
pub fn mark<'a>(marks: &'a Marks, row: &Row) -> Option<&'a Mark> {
    let number = row.number()?;
    marks.iter().find(|(of, _)| *of == number).map(|(_, mark)| mark)
}

/// Whether a row was said, as far as anybody knows: one that is being sent, was refused or may not have arrived answers
/// nothing, and nobody waits for it.
pub fn is_said(marks: &Marks, row: &Row) -> bool {
    matches!(mark(marks, row), None | Some(Mark::Received | Mark::Sent))
}

/// The messages of one room that came or went outside its readings.
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
    /// Rows that stood when it was sent: it is none of these.
    known: usize,
    /// It may have left some time, whatever became of it since.
    may_have_left: bool,
    /// When it left for the last time.
    left_at: Option<Timestamp>,
    /// Index of the row in the last reading that has it.
    settled_as: Option<usize>,
}

impl PendingMessage {
    /// Whether a reading has it.
    fn is_settled(&self) -> bool {
        self.settled_as.is_some()
    }

    /// Returns whether a row has a date that the vendor may have given to the message.
    fn is_near(&self, row: &Row) -> bool {
        let dates = row.head().sent_at.zip(self.row.head().sent_at);
        dates.is_some_and(|(date, written)| {
            let left = self.left_at.map_or(written, |left| left.max(written));
            date.seconds_since(written) >= -APART && date.seconds_since(left) <= APART
        })
    }
}

impl Pending {
    /// A message has come, as `bytes`. False when it had come before.
    pub fn receive(&mut self, bytes: &[u8], received: Received, now: Timestamp) -> bool {
        self.ended |= received.auto_end;
        let Received { msgid, body, received_at, .. } = received;
        let is_same = |one: &PendingMessage| {
            let message = one.row.message();
            one.mark == Mark::Received && message.head.id == msgid && is_same_body(&message.body, &body)
        };
        if msgid.is_some() && self.messages.iter().any(is_same) {
            return false;
        }
        let message = Message::provisional(msgid, Sender::Counselor, Some(received_at.unwrap_or(now)), body);
        self.push(bytes, message, Mark::Received, 0);
        true
    }

    /// A message is about to be sent as the customer, into the room of these rows. Gives its number.
    pub fn send(&mut self, content: &Content, rows: &[Row], now: Timestamp) -> NonZeroU32 {
        // Never before what stands there: the reader's clock may be slow.
        let latest = rows.iter().rev().find_map(|row| row.head().sent_at).filter(|latest| *latest > now);
        let message = Message::provisional(None, Sender::Customer, Some(latest.unwrap_or(now)), content.body());
        self.push(content.json().as_bytes(), message, Mark::Sending, rows.len())
    }

    fn push(&mut self, bytes: &[u8], message: Message, mark: Mark, known: usize) -> NonZeroU32 {
        if self.messages.len() >= REMEMBERED
            && let Some(oldest) = self.messages.iter().position(PendingMessage::is_settled)
        {
            self.messages.remove(oldest);
        }
        self.count = self.count.wrapping_add(1);
        let number = NonZeroU32::new(self.count).unwrap_or(NonZeroU32::MIN);
        self.messages.push(PendingMessage {
            row: Row::provisional(number, bytes, message),
            mark,
            known,
            may_have_left: false,
            left_at: None,
            settled_as: None,
        });
        number
    }

    /// A message that was sent has come further.
    pub fn set(&mut self, number: NonZeroU32, mark: Mark) {
        if let Some(one) = self.messages.iter_mut().find(|one| one.row.number() == Some(number)) {
            one.may_have_left |= matches!(mark, Mark::Unknown(_));
            one.mark = mark;
        }
    }

    /// Records that a message leaves now. The vendor dates it by its arrival, which may be long after it was written: it waited for
    /// earlier messages, or is sent again.
    pub fn depart(&mut self, number: NonZeroU32, now: Timestamp) {
        if let Some(message) = self.messages.iter_mut().find(|message| message.row.number() == Some(number)) {
            message.left_at = Some(now);
        }
    }

    /// How far a message has come.
    pub fn mark(&self, number: NonZeroU32) -> Option<&Mark> {
        self.messages.iter().find(|one| one.row.number() == Some(number)).map(|one| &one.mark)
    }

    /// Whether one that was said before it is still being sent.
    pub fn is_behind(&self, number: NonZeroU32) -> bool {
        let is_before = |one: &&PendingMessage| one.row.number().is_some_and(|of| of < number);
        self.messages.iter().filter(is_before).any(|one| one.mark == Mark::Sending)
    }

    /// The reader looks at a reading for what may have arrived.
    pub fn look(&mut self, now: Timestamp) {
        for one in &mut self.messages {
            if let Mark::Unknown(looked) = &mut one.mark {
                *looked = Some(now);
            }
        }
    }

    /// A message that was not sent is given up.
    pub fn forget(&mut self, number: NonZeroU32) {
        self.messages.retain(|one| one.row.number() != Some(number));
    }

    /// The room is over.
    pub fn end(&mut self) {
        self.ended = true;
    }

    /// Returns whether something is known that the last reading does not contain.
    pub fn has_unrecorded(&self) -> bool {
        self.ended || self.messages.iter().any(|message| !message.is_settled())
    }

    /// The marks of what no reading has shown.
    pub fn marks(&self) -> Marks {
        let shown = self.messages.iter().filter(|one| !one.is_settled());
        shown.filter_map(|one| Some((one.row.number()?, one.mark.clone()))).collect()
    }

    /// Returns what is shown after a reading; `before` is what was shown, and saves decoding its rows again.
    pub fn show(&mut self, reading: &Arc<Transcript>, before: &Transcript) -> Shown {
        let (transcript, keys) = self.merged(reading);
        inherit(&transcript, before);
        Shown { transcript, marks: self.marks(), keys }
    }

    /// The reading with the messages it lacks, and the keys of all rows.
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

    /// Finds out which messages a reading has: by `msgid` first, then by what they say.
    fn settle(&mut self, rows: &[Row]) {
        let mut used = vec![false; rows.len()];
        for one in &mut self.messages {
            let id = one.row.head().id.as_deref();
            let is_it = |row: &Row| is_companys(row) && row.head().id.as_deref() == id;
            one.settled_as = id.and_then(|_| take(rows, &mut used, 0, is_it));
        }
        // What is known to be there comes before what may be.
        let (sure, unsure): (Vec<_>, Vec<_>) =
            self.messages.iter_mut().partition(|one| matches!(one.mark, Mark::Received | Mark::Sent));
        for one in sure.into_iter().chain(unsure) {
            if one.is_settled() || (matches!(one.mark, Mark::Failed(_)) && !one.may_have_left) {
                continue;
            }
            let (message, known, is_certain) = (one.row.message(), one.known, one.mark == Mark::Sent);
            let is_customers = message.head.sender == Sender::Customer;
            one.settled_as = take(rows, &mut used, known, |row| {
                let is_side = if is_customers { is_customer(row) } else { is_companys(row) };
                // What the vendor has confirmed is there: no clock is needed to know it again.
                is_side && (is_certain || one.is_near(row)) && is_same_body(&row.message().body, &message.body)
            });
        }
    }

    /// Puts what no reading has where it belongs by its time.
    fn place(&self, room: &mut Room, keys: &mut Vec<RowKey>) {
        for one in self.messages.iter().filter(|one| !one.is_settled()) {
            let at = one.row.head().sent_at;
            let later = room.rows.iter().rev().take_while(|row| row.head().sent_at > at).count();
            let index = room.rows.len() - later;
            room.rows.insert(index, one.row.clone());
            keys.extend(one.row.number().map(RowKey::Pending));
            keys[index..].rotate_right(1);
        }
        room.ended = self.ended && !is_over(room);
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

/// Whether both say the same, as a reader sees it: sizes are told by one side only, and white space is nobody's words.
pub fn is_same_body(one: &Body, other: &Body) -> bool {
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

/// Whether nothing more can be said in the room.
pub fn is_over(room: &Room) -> bool {
    matches!(header::status(room), Some(Status::Closed | Status::Deleted | Status::BotEnded))
}

#[cfg(test)]
impl Pending {
    fn merged_transcript(&mut self, reading: &Arc<Transcript>) -> Arc<Transcript> {
        self.merged(reading).0
    }
}

#[cfg(test)]
mod tests;
