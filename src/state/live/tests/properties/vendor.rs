//! A simulated vendor behind an idempotent proxy. Its record lags behind, and responses can be lost.

use super::*;

/// The proxy's base and the room id.
pub type RoomKey = (&'static str, &'static str);

/// Outcome of a send request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The vendor accepts the message.
    Sent,
    /// The vendor accepts the message, and the response is lost.
    AnswerLost,
    /// The request is lost.
    RequestLost,
    /// The request times out before it arrives.
    Delayed,
    /// The vendor refuses the message with a code.
    Refused,
    /// The proxy refuses the request without forwarding it.
    TooMany,
}

impl Fate {
    pub const ALL: &[Self] =
        &[Self::Sent, Self::Sent, Self::AnswerLost, Self::RequestLost, Self::Delayed, Self::Refused, Self::TooMany];
}

#[derive(Debug, Default)]
struct VendorRoom {
    /// Accepted rows, in order.
    rows: Vec<Row>,
    /// Number of rows that the record contains.
    recorded: usize,
    /// Id, text and time of the counselor's messages.
    webhooks: Vec<(String, String, i64)>,
}

/// All rooms of all proxies.
#[derive(Debug, Default)]
pub struct Vendor {
    rooms: BTreeMap<RoomKey, VendorRoom>,
    accepted_keys: BTreeSet<String>,
    /// Keys of refused requests. The proxy repeats the response for the same key.
    refused_keys: BTreeSet<String>,
    delayed: Vec<Sending>,
    count: usize,
}

impl Vendor {
    pub fn message_count(&self) -> usize {
        self.count
    }

    pub fn has_accepted(&self, key: &str) -> bool {
        self.accepted_keys.contains(key)
    }

    /// Returns the texts of all messages in a room.
    pub fn texts(&self, room: RoomKey) -> impl Iterator<Item = &String> {
        self.rooms.get(&room).into_iter().flat_map(|room| &room.rows).map(|row| &row.text)
    }

    /// Returns the text of a counselor's message.
    pub fn text(&self, room: RoomKey, id: &str) -> &String {
        let webhooks = &self.rooms[&room].webhooks;
        &webhooks.iter().find(|(of, ..)| of == id).expect("a message that was delivered").1
    }

    pub fn recorded(&self, room: RoomKey) -> usize {
        self.rooms.get(&room).map_or(0, |room| room.recorded)
    }

    /// Returns a reading of the first `count` rows.
    pub fn reading(&self, key: RoomKey, count: usize) -> RoomReading {
        let rows = self.rooms.get(&key).map(|room| &room.rows[..count]).unwrap_or_default();
        room(key.1, rows)
    }

    /// Adds one more row of each room to the record.
    pub fn record(&mut self) {
        for room in self.rooms.values_mut() {
            room.recorded = room.rows.len().min(room.recorded + 1);
        }
    }

    pub fn counselor_writes(&mut self, room: RoomKey, text: &str, now: i64) {
        self.count += 1;
        let id = format!("m{}", self.count);
        let room = self.rooms.entry(room).or_default();
        // The ids of record and webhook often differ.
        let recorded_id = if self.count.is_multiple_of(2) { id.clone() } else { format!("9000{}", self.count) };
        room.rows.push(counselor(&recorded_id, now, text));
        room.webhooks.push((id, text.to_owned(), now + 1));
    }

    pub fn webhook(&self, room: RoomKey, at: usize) -> Option<(String, String, i64)> {
        let webhooks = &self.rooms.get(&room)?.webhooks;
        webhooks.get(at % webhooks.len().max(1)).cloned()
    }

    /// Receives a message, and returns the outcome for the client.
    pub fn receive(&mut self, sending: &Sending, fate: Fate, now: i64) -> SendOutcome {
        match fate {
            Fate::Sent => self.accept(sending, now),
            Fate::AnswerLost => {
                self.accept(sending, now);
                SendOutcome::Unknown
            }
            Fate::RequestLost => SendOutcome::Unknown,
            Fate::Delayed => {
                self.delayed.push(sending.clone());
                SendOutcome::Unknown
            }
            Fate::Refused if self.has_accepted(&sending.key) => SendOutcome::Sent,
            Fate::Refused => {
                self.refused_keys.insert(sending.key.clone());
                refused(409, Some(-901))
            }
            Fate::TooMany => refused(429, None),
        }
    }

    /// Accepts a message once per key, and returns the same response for the same key.
    fn accept(&mut self, sending: &Sending, now: i64) -> SendOutcome {
        if self.refused_keys.contains(&sending.key) {
            return refused(409, Some(-901));
        }
        if self.accepted_keys.insert(sending.key.clone()) {
            self.count += 1;
            let Content::Text(text) = &sending.content else { panic!("a text") };
            let key = (BASES.iter().copied().find(|base| *base == sending.base))
                .zip(ROOMS.iter().copied().find(|room| *room == sending.room));
            let room = self.rooms.entry(key.expect("a room of the test")).or_default();
            room.rows.push(customer(&format!("9000{}", self.count), now, text));
        }
        SendOutcome::Sent
    }

    /// Delivers delayed requests, unless they are older than one minute.
    pub fn arrive(&mut self, now: i64) {
        if !self.delayed.is_empty() {
            let sending = self.delayed.remove(0);
            if now - sending.left_at <= 60 {
                self.accept(&sending, now);
            }
        }
    }

    /// Delivers all requests and completes the record.
    pub fn arrive_all(&mut self, now: i64) {
        while !self.delayed.is_empty() {
            self.arrive(now);
        }
        for room in self.rooms.values_mut() {
            room.recorded = room.rows.len();
        }
    }
}
