//! The reducer, its shell and the simulated vendor. After each step, the world checks the rows and the requests.

use super::*;
use vendor::{Fate, RoomKey, Vendor};

/// Timeout of a request in seconds.
const TIMEOUT: i64 = 20;

/// A message of the reader.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts that the test records")]
struct Written {
    room: RoomKey,
    number: NonZeroU32,
    text: String,
    /// The idempotency key of its latest request.
    key: String,
    has_left: bool,
    is_in_flight: bool,
    is_discarded: bool,
    /// Whether the latest response is a refusal of the vendor.
    is_refused: bool,
    /// Whether one of its requests had no response.
    may_have_left: bool,
}

/// The reducer, its shell and the simulated vendor.
pub struct World {
    shell: FakeShell,
    vendor: Vendor,
    base: usize,
    room: Option<usize>,
    written: Vec<Written>,
    /// Index of the message of each idempotency key.
    owners: BTreeMap<String, usize>,
    /// Ids of the counselor's messages that the stream delivered.
    received: BTreeMap<RoomKey, BTreeSet<String>>,
    /// The read in flight, and the number of recorded rows when it started.
    snapshot: Option<(EffectId, usize)>,
    /// Requests whose start was observed.
    departures: BTreeSet<EffectId>,
    reports: Vec<EffectId>,
    /// Whether different messages may have equal texts. Such messages differ only in time, so the run is limited in time.
    has_equal_texts: bool,
}

impl World {
    pub fn new(has_equal_texts: bool) -> Self {
        let mut shell = FakeShell::new();
        shell.follow_and_compose(true, true);
        Self {
            shell,
            vendor: Vendor::default(),
            base: 0,
            room: None,
            written: Vec::new(),
            owners: BTreeMap::new(),
            received: BTreeMap::new(),
            snapshot: None,
            departures: BTreeSet::new(),
            reports: Vec::new(),
            has_equal_texts,
        }
    }

    /// Returns the requested room.
    fn key(&self) -> Option<RoomKey> {
        self.room.map(|room| (BASES[self.base], ROOMS[room]))
    }

    /// Returns the room on screen.
    fn shown_key(&self) -> Option<RoomKey> {
        self.key().filter(|_| matches!(self.shell.view().phase, Phase::Loaded(_)))
    }

    fn text(&self, (base, room): RoomKey, author: &str, text: u8) -> String {
        let count = self.written.len() + self.vendor.message_count();
        let number = if self.has_equal_texts { usize::from(text) } else { count };
        format!("{base}{room} {author} {number}")
    }

    pub fn take(&mut self, step: Step) {
        match step {
            Step::Show(room) => {
                self.room = Some(room);
                self.shell.show(ROOMS[room]);
            }
            Step::Open(room) => {
                for step in [Step::Show(room), Step::AnswerRead { is_slow: false }, Step::Render] {
                    self.take(step);
                }
            }
            Step::ShowNothing => {
                self.room = None;
                self.shell.dispatch(LiveEvent::Requested(RoomRequest::Nothing));
            }
            Step::ChangeProxy(base) => {
                self.base = base;
                self.shell.dispatch(LiveEvent::ProxyChanged(gateway(BASES[base])));
            }
            Step::Authorize => self.shell.dispatch(LiveEvent::AuthorizationChanged),
            Step::Reload => self.shell.dispatch(LiveEvent::ReloadRequested),
            Step::SetLive(live) => self.shell.follow_and_compose(live, true),
            Step::SetVisible(is_visible) => self.shell.set_page_visible(is_visible),
            Step::Write(text) => self.write(text),
            Step::Resend(at) => self.resend(at),
            Step::Discard(at) => self.discard(at),
            Step::Check => self.shell.run_command(OutboxCommand::Check),
            Step::AnswerRead { is_slow } => self.answer_read(is_slow),
            Step::FailRead(kind) => {
                if self.shell.read.is_some() {
                    self.shell.answer(error(kind));
                }
            }
            Step::AnswerSending(at, fate) => self.answer_sending(at, fate),
            Step::Arrive => self.vendor.arrive(self.shell.now),
            Step::CounselorWrites(room, text) => {
                let key = (BASES[self.base], ROOMS[room]);
                let text = self.text(key, "counselor", text);
                self.vendor.counselor_writes(key, &text, self.shell.now);
            }
            Step::Deliver(at) => self.deliver(at),
            Step::Record => self.vendor.record(),
            Step::Signal(signal) => {
                if self.shell.subscription.is_some() {
                    self.shell.signal(signal);
                }
            }
            Step::Repeat(at) => self.repeat_report(at),
            Step::Render => self.shell.render(),
            Step::Advance(seconds) => self.advance(seconds),
        }
        self.observe();
    }

    fn advance(&mut self, seconds: i64) {
        let seconds = if self.has_equal_texts { seconds.min(START + 100 - self.shell.now) } else { seconds * 10 };
        self.shell.advance(seconds);
        self.observe_departures();
        let now = self.shell.now;
        while let Some(late) = self.shell.sendings.iter().position(|sending| now - sending.left_at >= TIMEOUT) {
            self.answer_sending(late, Fate::Delayed);
            self.observe_departures();
        }
    }

    fn write(&mut self, text: u8) {
        let Some(room) = self.shown_key() else { return };
        let text = self.text(room, "customer", text);
        let number = self.shell.send(&text);
        let key = format!("key-{}", self.shell.keys);
        self.owners.insert(key.clone(), self.written.len());
        self.written.push(Written {
            room,
            number,
            text,
            key,
            has_left: false,
            is_in_flight: false,
            is_discarded: false,
            is_refused: false,
            may_have_left: false,
        });
    }

    /// Returns the index of a message of the room on screen.
    fn pick(&self, at: usize) -> Option<usize> {
        let room = self.shown_key()?;
        let of_room: Vec<_> = (0..self.written.len()).filter(|message| self.written[*message].room == room).collect();
        (!of_room.is_empty()).then(|| of_room[at % of_room.len()])
    }

    fn resend(&mut self, at: usize) {
        let Some(message) = self.pick(at) else { return };
        self.shell.run_command(OutboxCommand::Resend(self.written[message].number));
        self.owners.insert(format!("key-{}", self.shell.keys), message);
    }

    fn discard(&mut self, at: usize) {
        let Some(message) = self.pick(at) else { return };
        let count = self.shell.rows().len();
        self.shell.run_command(OutboxCommand::Discard(self.written[message].number));
        self.written[message].is_discarded |= self.shell.rows().len() < count;
    }

    fn answer_read(&mut self, is_slow: bool) {
        let (Some((read, _)), Some(room)) = (self.shell.read.clone(), self.key()) else { return };
        let at_start = self.snapshot.filter(|(of, _)| *of == read).map(|(_, count)| count);
        let count = at_start.filter(|_| is_slow).unwrap_or_else(|| self.vendor.recorded(room));
        self.reports.push(read);
        let reading = self.vendor.reading(room, count);
        self.shell.answer(reading);
    }

    fn answer_sending(&mut self, at: usize, fate: Fate) {
        if self.shell.sendings.is_empty() {
            return;
        }
        let at = at % self.shell.sendings.len();
        let sending = self.shell.sendings.remove(at);
        let outcome = self.vendor.receive(&sending, fate, self.shell.now);
        let message = &mut self.written[self.owners[&sending.key]];
        message.is_in_flight = false;
        message.may_have_left |= outcome == SendOutcome::Unknown;
        message.is_refused = matches!(&outcome, SendOutcome::Refused(SendRefusal { code: Some(_), .. }));
        self.reports.push(sending.id);
        self.shell.dispatch(LiveEvent::MessageAnswered { sending: sending.id, outcome });
    }

    /// Delivers a webhook while the stream is open, in any order and possibly more than once.
    fn deliver(&mut self, at: usize) {
        let (Some(room), Some((_, subscribed))) = (self.shown_key(), self.shell.subscription.clone()) else { return };
        assert_eq!(subscribed, room.1, "the stream of the room on screen");
        let Some((id, text, received_at)) = self.vendor.webhook(room, at) else { return };
        self.received.entry(room).or_default().insert(id.clone());
        self.shell.signal(message(&id, &text, received_at));
    }

    /// Repeats the report of an effect that has completed or was cancelled.
    fn repeat_report(&mut self, at: usize) {
        let Some(id) = self.reports.get(at).copied() else { return };
        let stale = reading(&[chat("stale", "1", &[customer("1", START, "stale")])]);
        self.shell.dispatch(LiveEvent::RoomRead { read: id, result: Ok(stale) });
        self.shell.dispatch(LiveEvent::MessageAnswered { sending: id, outcome: refused(409, Some(-700)) });
        if self.shell.timers.iter().all(|(timer, _)| *timer != id) {
            self.shell.dispatch(LiveEvent::TimerElapsed(id));
        }
        if self.shell.subscription.as_ref().is_none_or(|(subscription, _)| *subscription != id) {
            self.shell.dispatch(LiveEvent::Stream { subscription: id, signal: message("stale", "stale", START) });
        }
    }

    fn observe(&mut self) {
        if let (Some((read, _)), Some(room)) = (&self.shell.read, self.key())
            && self.snapshot.is_none_or(|(of, _)| of != *read)
        {
            self.snapshot = Some((*read, self.vendor.recorded(room)));
        }
        self.reports.extend(self.shell.subscription.as_ref().map(|(subscription, _)| *subscription));
        self.observe_departures();
        self.observe_rows();
    }

    fn observe_departures(&mut self) {
        for (at, sending) in self.shell.sendings.iter().enumerate() {
            let is_same_room = |other: &Sending| (&other.base, &other.room) == (&sending.base, &sending.room);
            let others = self.shell.sendings[at + 1..].iter();
            assert!(!others.into_iter().any(is_same_room), "one message of a room at a time");
            if !self.departures.insert(sending.id) {
                continue;
            }
            let index = self.owners[&sending.key];
            let earlier = self.written[..index].iter().filter(|message| message.room == self.written[index].room);
            assert!(earlier.into_iter().all(|message| message.has_left), "messages leave in order");
            let message = &mut self.written[index];
            assert_eq!((sending.base.as_str(), sending.room.as_str()), message.room, "into the room it was written in");
            assert_eq!(sending.uuid, format!("customer-{}", message.room.1), "as the customer of the room");
            assert_eq!(sending.content, Content::Text(message.text.clone()));
            assert!(!message.is_in_flight, "sent while it was in flight");
            assert!(
                message.key == sending.key || message.is_refused,
                "another key without an answer to the former one"
            );
            message.key.clone_from(&sending.key);
            message.is_in_flight = true;
            message.has_left = true;
        }
    }

    /// Checks that each row belongs to the room, no message is missing, and there are no more rows than messages.
    fn observe_rows(&self) {
        let Some(room) = self.shown_key() else { return };
        for (text, count) in self.counts() {
            assert!(text.starts_with(&format!("{}{} ", room.0, room.1)), "{text:?} is shown in {room:?}");
            let limit =
                self.written(room, &text).count() + self.vendor.texts(room).filter(|other| **other == text).count();
            assert!(count <= limit, "{text:?} is shown {count} times, and exists {limit} times");
        }
        for message in self.written.iter().filter(|message| message.room == room) {
            let kept = self.written(room, &message.text).filter(|message| !message.is_discarded).count();
            assert!(self.count(&message.text) >= kept, "{message:?} is lost");
        }
        for text in self.vendor.texts(room) {
            let received = self.received.get(&room).into_iter().flatten();
            let count = received.filter(|id| self.vendor.text(room, id) == text).count();
            assert!(self.count(text) >= count, "{text:?} is lost");
        }
    }

    fn written<'a>(&'a self, room: RoomKey, text: &'a str) -> impl Iterator<Item = &'a Written> {
        self.written.iter().filter(move |message| message.room == room && message.text == text)
    }

    fn counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for row in self.shell.rows() {
            let text = row.split(" (").next().unwrap_or_default().to_owned();
            *counts.entry(text).or_default() += 1;
        }
        counts
    }

    fn count(&self, text: &str) -> usize {
        self.counts().get(text).copied().unwrap_or_default()
    }

    /// Delivers everything, and reads each room again.
    pub fn settle(&mut self) {
        while !self.shell.sendings.is_empty() {
            self.take(Step::AnswerSending(0, Fate::Sent));
        }
        self.vendor.arrive_all(self.shell.now);
        for (base, room) in
            BASES.iter().enumerate().flat_map(|(base, _)| (0..ROOMS.len()).map(move |room| (base, room)))
        {
            self.take(Step::ChangeProxy(base));
            self.take(Step::Show(room));
            self.take(Step::AnswerRead { is_slow: false });
            self.observe_settled((BASES[base], ROOMS[room]));
        }
        self.shell.dispatch(LiveEvent::Stopped);
        assert_eq!((self.shell.timers.len(), &self.shell.read, &self.shell.subscription), (0, &None, &None));
    }

    fn observe_settled(&self, room: RoomKey) {
        for row in self.shell.rows() {
            let is_unsent = row.ends_with("(failed)") || row.ends_with("(unknown)");
            assert!(is_unsent || !row.contains('('), "{row:?} is not in the record");
        }
        let texts: BTreeSet<_> =
            self.written.iter().map(|message| &message.text).chain(self.vendor.texts(room)).collect();
        for text in texts.into_iter().filter(|text| text.starts_with(&format!("{}{} ", room.0, room.1))) {
            let recorded = self.vendor.texts(room).filter(|other| *other == text).count();
            let kept: Vec<_> = self.written(room, text).filter(|message| !message.is_discarded).collect();
            let has_never_left =
                |message: &&&Written| !message.may_have_left && !self.vendor.has_accepted(&message.key);
            let never_left = kept.iter().filter(has_never_left).count();
            assert_eq!(self.count(text), kept.len().max(recorded + never_left), "{text:?} in {room:?}");
        }
    }
}
