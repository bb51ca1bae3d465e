//! Tests of the reducer with a fake shell. The tests answer requests, advance time and report rendering explicitly.

mod following;
mod loading;
mod problems;
#[cfg(not(target_family = "wasm"))]
mod properties;
mod refreshing;
mod sending;
mod token;
mod unsent;

use std::{num::NonZeroU32, sync::Arc};

use happytalk_model::{Answer, RoomId, decode, received, timestamp::Timestamp, write::Content};
use happytalk_present::{
    composer::{SendOutcome, SendRefusal},
    live::DeliveryStatus,
    options::{Credentials, ProxyMode},
};

use super::*;
use crate::{
    api::{error::FailureKind, events::StreamSignal, rooms::RoomReading},
    state::{events::ElementEvent, outbox::OutboxCommand},
};

/// Seconds since 1970 at which every test starts: 2025-10-01 12:00:00 in Korea.
const START: i64 = 1_759_287_600;

/// A message in flight.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sending {
    id: EffectId,
    base: String,
    room: String,
    uuid: String,
    content: Content,
    key: String,
    left_at: i64,
}

/// A shell without a browser.
struct FakeShell {
    state: Option<State>,
    /// Seconds since 1970.
    now: i64,
    /// The read in flight.
    read: Option<(EffectId, String)>,
    /// Rooms of all reads so far.
    reads: Vec<String>,
    sendings: Vec<Sending>,
    subscription: Option<(EffectId, String)>,
    /// Number of subscriptions so far.
    subscriptions: usize,
    timers: Vec<(EffectId, i64)>,
    renderings: Vec<Generation>,
    counts: Vec<Generation>,
    emissions: Vec<(ElementEvent, Option<Generation>)>,
    keys: u32,
}

impl FakeShell {
    fn new() -> Self {
        Self::behind(gateway("/api/"))
    }

    fn behind(proxy: ProxyConfig) -> Self {
        Self {
            state: Some(State::new(proxy, true)),
            now: START,
            read: None,
            reads: Vec::new(),
            sendings: Vec::new(),
            subscription: None,
            subscriptions: 0,
            timers: Vec::new(),
            renderings: Vec::new(),
            counts: Vec::new(),
            emissions: Vec::new(),
            keys: 0,
        }
    }

    /// Returns a shell with the rendered room `a`, which permits sending and is followed if `live`.
    fn showing(live: bool) -> Self {
        let mut shell = Self::new();
        shell.follow_and_compose(live, true);
        shell.show("a");
        shell.answer(room("a", &[]));
        shell.render();
        shell
    }

    fn dispatch(&mut self, event: LiveEvent) {
        let state = self.state.take().expect("the state is put back after each update");
        let (state, effects) = update(state, event, timestamp(self.now));
        self.state = Some(state);
        for effect in effects {
            self.run(effect);
        }
    }

    fn run(&mut self, effect: LiveEffect) {
        match effect {
            LiveEffect::ReadRoom { read, room } => {
                assert_eq!(self.read, None, "one read at a time");
                self.reads.push(room.to_string());
                self.read = Some((read, room.to_string()));
            }
            LiveEffect::AbortRead => assert!(self.read.take().is_some(), "only a read in flight is aborted"),
            LiveEffect::AwaitRendering(generation) => self.renderings.push(generation),
            LiveEffect::CountUndecoded(generation) => self.counts.push(generation),
            LiveEffect::Subscribe { subscription, room } => {
                assert_eq!(self.subscription, None, "one subscription at a time");
                self.subscription = Some((subscription, room.to_string()));
                self.subscriptions += 1;
            }
            LiveEffect::Unsubscribe => assert!(self.subscription.take().is_some(), "only a subscription is ended"),
            LiveEffect::StartTimer { timer, after } => {
                let seconds = i64::try_from(after.as_secs()).expect("a delay that timers can hold");
                self.timers.push((timer, self.now + seconds));
            }
            LiveEffect::StopTimer(timer) => {
                let count = self.timers.len();
                self.timers.retain(|(running, _)| *running != timer);
                assert_eq!(self.timers.len() + 1, count, "only a running timer is stopped");
            }
            LiveEffect::SendMessage { sending, proxy, room, uuid, content, key } => self.sendings.push(Sending {
                id: sending,
                base: proxy.base,
                room: room.to_string(),
                uuid,
                content,
                key,
                left_at: self.now,
            }),
            LiveEffect::Emit { event, only_for } => self.emissions.push((event, only_for)),
        }
    }

    fn show(&mut self, id: &str) {
        self.dispatch(LiveEvent::Requested(RoomRequest::Room(room_id(id))));
    }

    fn follow_and_compose(&mut self, live: bool, compose: bool) {
        self.dispatch(LiveEvent::AttributesChanged { live, compose });
    }

    /// Answers the read in flight.
    fn answer(&mut self, answer: impl Into<Result<RoomReading, ApiError>>) {
        let (read, _) = self.read.take().expect("a read is in flight");
        self.dispatch(LiveEvent::RoomRead { read, result: answer.into() });
    }

    /// Reports that the rows are on screen, for all loads so far.
    fn render(&mut self) {
        for generation in std::mem::take(&mut self.renderings) {
            self.dispatch(LiveEvent::Rendered(generation));
        }
    }

    /// Reports the number of rows, for all loads so far.
    fn count(&mut self, messages: usize, undecoded: usize) {
        for generation in std::mem::take(&mut self.counts) {
            self.dispatch(LiveEvent::UndecodedCounted { generation, messages, undecoded });
        }
    }

    /// Advances the time. Due timers elapse.
    fn advance(&mut self, seconds: i64) {
        let end = self.now + seconds;
        while let Some((timer, due)) =
            self.timers.iter().copied().filter(|(_, due)| *due <= end).min_by_key(|(_, due)| *due)
        {
            self.timers.retain(|(running, _)| *running != timer);
            self.now = self.now.max(due);
            self.dispatch(LiveEvent::TimerElapsed(timer));
        }
        self.now = end;
    }

    fn signal(&mut self, signal: StreamSignal) {
        let (subscription, _) = self.subscription.clone().expect("a stream is subscribed to");
        self.dispatch(LiveEvent::Stream { subscription, signal });
    }

    /// Receives a message of the counselor from the stream.
    fn receive(&mut self, id: &str, text: &str) {
        self.signal(message(id, text, self.now));
    }

    fn run_command(&mut self, command: OutboxCommand) {
        self.keys += 1;
        let fresh_key = format!("key-{}", self.keys);
        self.dispatch(LiveEvent::Outbox { command, fresh_key });
    }

    /// Writes a message and returns its number.
    fn send(&mut self, text: &str) -> NonZeroU32 {
        self.run_command(OutboxCommand::Send(Content::Text(text.to_owned())));
        let statuses = &self.view().shown.expect("a room is on screen").statuses;
        statuses.iter().map(|(number, _)| *number).max().expect("the message is shown")
    }

    /// Answers the earliest message in flight.
    fn answer_sending(&mut self, outcome: SendOutcome) {
        let sending = self.sendings.remove(0).id;
        self.dispatch(LiveEvent::MessageAnswered { sending, outcome });
    }

    fn set_page_visible(&mut self, is_visible: bool) {
        self.dispatch(LiveEvent::PageChanged { is_visible });
    }

    fn view(&self) -> VisibleState {
        self.state.as_ref().expect("the state is put back after each update").visible()
    }

    fn problem(&self) -> Option<ConnectionProblem> {
        self.view().connection_problem
    }

    /// Returns the rows on screen: the text, and the delivery status if the row is provisional.
    fn rows(&self) -> Vec<String> {
        let Some(shown) = self.view().shown else { return Vec::new() };
        rows(&shown)
    }

    /// Returns the events that the page has received since the last call.
    fn emitted(&mut self) -> Vec<ElementEvent> {
        let generation = self.state.as_ref().map(State::generation);
        let emissions = std::mem::take(&mut self.emissions).into_iter();
        emissions
            .filter(|(_, only_for)| only_for.is_none() || *only_for == generation)
            .map(|(event, _)| event)
            .collect()
    }
}

impl From<RoomReading> for Result<RoomReading, ApiError> {
    fn from(reading: RoomReading) -> Self {
        Ok(reading)
    }
}

fn gateway(base: &str) -> ProxyConfig {
    ProxyConfig { base: base.to_owned(), mode: ProxyMode::Gateway, credentials: Credentials::SameOrigin }
}

fn passthrough() -> ProxyConfig {
    ProxyConfig { mode: ProxyMode::Passthrough, ..gateway("/api/") }
}

fn room_id(id: &str) -> RoomId {
    RoomId::parse(id).expect("a room id")
}

fn timestamp(seconds: i64) -> Timestamp {
    Timestamp::from_epoch_seconds(seconds).expect("a time")
}

/// A row of the vendor's record.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    id: String,
    sender: char,
    /// Seconds since 1970.
    sent_at: i64,
    text: String,
}

/// Returns a row of the counselor.
fn counselor(id: &str, sent_at: i64, text: &str) -> Row {
    Row { id: id.to_owned(), sender: 'H', sent_at, text: text.to_owned() }
}

/// Returns a row of the customer.
fn customer(id: &str, sent_at: i64, text: &str) -> Row {
    Row { sender: 'C', ..counselor(id, sent_at, text) }
}

/// Returns the JSON of a room. The customer of room `a` has the id `customer-a`.
fn chat(id: &str, status: &str, rows: &[Row]) -> String {
    let row = |row: &Row| {
        let Row { id, sender, sent_at, text } = row;
        let date = timestamp(*sent_at).iso().replace('T', " ").replace("+09:00", "");
        format!(
            r#"{{"id":"{id}","type":"C","user_type":"{sender}","send_date":"{date}","contents_type":"text","contents":"{text}"}}"#
        )
    };
    let rows: Vec<String> = rows.iter().map(row).collect();
    format!(
        r#"{{"chat":{{"id":"{id}","users_id":"customer-{id}","status":"{status}"}},"message":[{}]}}"#,
        rows.join(",")
    )
}

/// Returns a reading of chats, with all capabilities.
fn reading(chats: &[String]) -> RoomReading {
    let json = format!(r#"{{"result":"success","data":[{}]}}"#, chats.join(","));
    let Answer::Transcript(transcript) = decode(json.as_bytes()).expect("JSON").value else { panic!("a transcript") };
    RoomReading { transcript: Arc::new(transcript), capabilities: Capabilities { live: true, send: true } }
}

/// Returns a reading of one open room.
fn room(id: &str, rows: &[Row]) -> RoomReading {
    reading(&[chat(id, "1", rows)])
}

/// A reading with other capabilities.
fn limited(reading: RoomReading, live: bool, send: bool) -> RoomReading {
    RoomReading { capabilities: Capabilities { live, send }, ..reading }
}

fn error(kind: FailureKind) -> Result<RoomReading, ApiError> {
    Err(ApiError::new(kind, "told"))
}

/// Returns a stream event with a message of the counselor.
fn message(id: &str, text: &str, received_at: i64) -> StreamSignal {
    let received_at = timestamp(received_at).iso();
    let json = format!(
        r#"{{"msgid":"{id}","room_id":"a","type":"text","content":"{text}","auto_end":"N","received_at":"{received_at}"}}"#
    );
    let received = received::decode(json.as_bytes()).expect("JSON").value;
    StreamSignal::Message { bytes: json.into_bytes(), received: Box::new(received) }
}

fn rows(shown: &TranscriptSnapshot) -> Vec<String> {
    let row = |row: &happytalk_model::Row| {
        let happytalk_model::Body::Text(text) = &row.message().body else { panic!("a text") };
        match happytalk_present::live::delivery_status(&shown.statuses, row) {
            Some(status) => format!("{text} ({})", status.slug()),
            None => text.clone(),
        }
    };
    shown.transcript.rooms.iter().flat_map(|room| &room.rows).map(row).collect()
}

fn refused(status: u16, code: Option<i64>) -> SendOutcome {
    SendOutcome::Refused(SendRefusal { status, code, ..SendRefusal::default() })
}

/// Returns the event of a failed request.
fn error_event(kind: FailureKind, status: Option<u16>, message: &str) -> ElementEvent {
    ElementEvent::Error { kind: kind.slug(), status, message: message.to_owned() }
}

fn load_event(room: &str, messages: usize, undecoded: usize) -> ElementEvent {
    ElementEvent::Load { room: room.to_owned(), messages, undecoded }
}
