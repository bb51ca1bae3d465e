//! What happens, as it happens: `GET {proxy}events` (contract: the proxy). One stream for all rooms of a page that are
//! behind the same proxy and read with the same rights, because browsers open few connections at once.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use any_spawner::Executor;
use happytalk_model::received::{self, Received};

use super::{
    FailureKind, LoadError,
    gateway::{Reach, Token},
    sse::{Event, Parser, RESET},
};
use crate::{
    options::RoomId,
    platform::{
        fetch::{self, Abort, Request},
        page, timer, url,
    },
};

/// Milliseconds in which the elements of a page come together.
const GATHER: i32 = 50;
/// Milliseconds after which a page that nobody looks at hears nothing more.
const HIDDEN: i32 = 60_000;
/// Milliseconds before a stream that was lost is asked for again, where the server does not say.
const RETRY: u32 = 3_000;
/// Milliseconds, at most.
const LONGEST: u32 = 60_000;

/// Rooms of one stream, at most: the gateway takes no more. The others are read from time to time.
const MOST: usize = 50;

/// What a room is told.
#[derive(Debug)]
pub enum Signal<'a> {
    /// A message, and the bytes it came in.
    Message(&'a [u8], &'a Received),
    /// The room is over.
    Ended,
    /// The stream is there. Something may have happened before: the room is to be read.
    Connected,
    /// Something was missed: the room is to be read.
    Missed,
    /// The stream is gone, and will be asked for again.
    Lost,
    /// It is refused, and won't.
    Refused(FailureKind),
}

type Hear = Rc<dyn Fn(&Signal<'_>)>;

thread_local! {
    static HUBS: RefCell<Vec<Weak<Hub>>> = const { RefCell::new(Vec::new()) };
}

struct Hub {
    reach: Reach,
    listeners: RefCell<Vec<(u32, RoomId, Hear)>>,
    parser: RefCell<Parser>,
    abort: RefCell<Option<Abort>>,
    /// Grows whenever the stream is to be another one: who waits for an older one gives up.
    turn: Cell<u32>,
    /// Closed because nobody looked.
    sleeps: Cell<bool>,
    watch: RefCell<Option<page::Watch>>,
}

/// A room's place at a stream, until it is dropped.
pub struct Subscription {
    hub: Rc<Hub>,
    number: u32,
}

/// Listens for a room. The stream may serve others already; then it is asked for anew, and goes on where it was.
pub fn subscribe(reach: &Reach, room: RoomId, hear: impl Fn(&Signal<'_>) + 'static) -> Subscription {
    let hub = HUBS.with_borrow_mut(|hubs| {
        hubs.retain(|hub| hub.strong_count() > 0);
        let standing = hubs.iter().filter_map(Weak::upgrade).find(|hub| hub.reach == *reach);
        standing.unwrap_or_else(|| {
            let hub = Hub::new(reach.clone());
            hubs.push(Rc::downgrade(&hub));
            hub
        })
    });
    let mut listeners = hub.listeners.borrow_mut();
    let number = listeners.last().map_or(0, |(last, ..)| last + 1);
    listeners.push((number, room, Rc::new(hear)));
    drop(listeners);
    hub.restart();
    Subscription { hub, number }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.hub.listeners.borrow_mut().retain(|(number, ..)| *number != self.number);
        self.hub.restart();
    }
}

impl std::fmt::Debug for Subscription {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Subscription").field("number", &self.number).finish_non_exhaustive()
    }
}

impl Hub {
    fn new(reach: Reach) -> Rc<Self> {
        let hub = Rc::new(Self {
            reach,
            listeners: RefCell::default(),
            parser: RefCell::default(),
            abort: RefCell::default(),
            turn: Cell::default(),
            sleeps: Cell::default(),
            watch: RefCell::default(),
        });
        let looked = Rc::downgrade(&hub);
        let watch = page::Watch::begin(move || {
            if let Some(hub) = looked.upgrade() {
                hub.look();
            }
        });
        hub.watch.replace(Some(watch));
        hub
    }

    /// The page came into sight, or went out of it.
    fn look(self: &Rc<Self>) {
        if !page::is_hidden() {
            if self.sleeps.replace(false) {
                self.restart();
            }
            return;
        }
        let (hub, turn) = (Rc::downgrade(self), self.turn.get());
        Executor::spawn_local(async move {
            timer::sleep(HIDDEN).await;
            let Some(hub) = hub.upgrade() else { return };
            if page::is_hidden() && hub.turn.get() == turn {
                hub.stop();
                hub.sleeps.set(true);
            }
        });
    }

    fn stop(&self) -> u32 {
        self.turn.set(self.turn.get().wrapping_add(1));
        if let Some(abort) = self.abort.take() {
            abort.give_up();
        }
        self.turn.get()
    }

    fn restart(self: &Rc<Self>) {
        let turn = self.stop();
        if !self.listeners.borrow().is_empty() {
            Executor::spawn_local(run(Rc::downgrade(self), turn));
        }
    }

    fn tell(&self, signal: &Signal<'_>, room: Option<&str>) {
        // Whoever hears may come or go meanwhile.
        let listeners = self.listeners.borrow().clone();
        for (_, of, hear) in &listeners {
            if room.is_none_or(|room| room == of.as_str()) {
                hear(signal);
            }
        }
    }

    fn hear(&self, event: &Event) {
        if event.kind == RESET {
            return self.tell(&Signal::Missed, None);
        }
        // Of an event that is none of ours, or can't be read, nobody knows whom it is for.
        let Ok(read) = received::decode(&event.data) else { return self.tell(&Signal::Missed, None) };
        let Some(room) = read.value.room_id.as_deref() else { return self.tell(&Signal::Missed, None) };
        match event.kind.as_str() {
            "message" => self.tell(&Signal::Message(&event.data, &read.value), Some(room)),
            "ended" => self.tell(&Signal::Ended, Some(room)),
            _ => {}
        }
    }

    /// Asks for the stream, and reads it to its end. Gives why there is none, if it says so.
    async fn listen(self: &Rc<Self>, turn: u32) -> Result<(u16, Option<u32>), FailureKind> {
        let mut path = [&*self.reach.proxy, "events?"].concat();
        let mut count = 0;
        for (_, room, _) in &*self.listeners.borrow() {
            let asked = ["room=", room.as_str(), "&"].concat();
            if count < MOST && !path.contains(&asked) {
                path.push_str(&asked);
                count += 1;
            }
        }
        path.pop();
        let address = url::resolve(&path).ok_or(FailureKind::BadRequest)?;
        let token = self.reach.authority.bearer().await.map_err(|error| error.kind)?;
        let last_id = self.parser.borrow().last_id().to_owned();
        let abort = Abort::new().filter(|_| self.turn.get() == turn).ok_or(FailureKind::Offline)?;
        self.abort.replace(Some(abort.clone()));
        self.parser.borrow_mut().restart();
        let request = Request {
            url: &address,
            credentials: self.reach.credentials,
            token: token.as_deref(),
            headers: self.reach.authority.headers.as_ref(),
            body: None,
            header: (!last_id.is_empty()).then_some(("last-event-id", &*last_id)),
        };
        let piece = |bytes: &[u8]| {
            if self.turn.get() == turn {
                let events = self.parser.borrow_mut().feed(bytes);
                for event in &events {
                    self.hear(event);
                }
            }
        };
        let begun = || self.tell(&Signal::Connected, None);
        fetch::stream(request, &abort, &begun, &piece).await.map_err(|_| FailureKind::Offline)
    }
}

async fn run(hub: Weak<Hub>, turn: u32) {
    timer::sleep(GATHER).await;
    let (mut failures, mut has_asked_again) = (0, false);
    loop {
        let Some(hub) = hub.upgrade().filter(|hub| hub.turn.get() == turn) else { return };
        let before = timer::seconds();
        let ended = hub.listen(turn).await;
        if hub.turn.get() != turn {
            return;
        }
        // One that has lasted was no failure.
        failures = if timer::seconds() - before > 60 { 0 } else { failures + 1 };
        let after = match ended {
            Ok((401, _)) if !has_asked_again && matches!(hub.reach.authority.token, Some(Token::Ask(_))) => {
                has_asked_again = true;
                continue;
            }
            Ok((status, _)) if is_final(status) => {
                return hub.tell(&Signal::Refused(LoadError::from_status(status, String::new()).kind), None);
            }
            Ok((_, after)) => after,
            Err(FailureKind::Unauthorized) => {
                return hub.tell(&Signal::Refused(FailureKind::Unauthorized), None);
            }
            Err(_) => None,
        };
        hub.tell(&Signal::Lost, None);
        let retry = hub.parser.borrow().retry().unwrap_or(RETRY);
        let least = after.map_or(0, |seconds| seconds.saturating_mul(1000));
        drop(hub);
        timer::sleep(pause(retry, failures, timer::chance(), least)).await;
    }
}

/// Whether asking again would change nothing.
fn is_final(status: u16) -> bool {
    // What is no stream at all is none the next time either.
    matches!(status, 200..=499) && !matches!(status, 408 | 425 | 429)
}

/// Milliseconds to wait after so many failures in a row: twice as long each time, and for everybody a little different.
fn pause(retry: u32, failures: u32, chance: f64, least: u32) -> i32 {
    let doubled = retry.saturating_mul(1 << failures.saturating_sub(1).min(6)).min(LONGEST);
    #[expect(clippy::cast_possible_truncation, reason = "a minute and a half at most")]
    let spread = (f64::from(doubled) * (0.5 + chance)) as i32;
    spread.max(least.min(LONGEST * 10).cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_minute_and_are_spread() {
        let middle = |failures| pause(3_000, failures, 0.5, 0);
        assert_eq!([1, 2, 3, 4, 5, 6, 60].map(middle), [3_000, 6_000, 12_000, 24_000, 48_000, 60_000, 60_000]);
        assert_eq!((pause(3_000, 1, 0.0, 0), pause(3_000, 1, 0.999, 0)), (1_500, 4_497));
        assert_eq!(pause(500, 0, 0.5, 0), 500, "the server says when");
        assert_eq!(pause(3_000, 1, 0.5, 30_000), 30_000, "and how long at least");
        assert_eq!(pause(u32::MAX, 9, 0.5, u32::MAX), 600_000, "within reason");
    }

    #[test]
    fn only_what_may_pass_is_asked_for_again() {
        assert!([200, 204, 400, 401, 403, 404, 406].into_iter().all(is_final));
        assert!(![408, 429, 500, 502, 503, 504].into_iter().any(is_final));
    }
}
