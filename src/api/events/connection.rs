//! A connection: when it is opened, closed and opened again, and which subscribers receive its events.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use happytalk_model::RoomId;
use js_sys::{Date, Math};
use wasm_bindgen_futures::spawn_local;

use super::{
    StreamSignal,
    attempt::{Ended, chunks, open_stream},
    decoder::{Block, Decoder},
    delivery::Delivery,
    registry::{Identity, Subscriber},
    retry::{DEFAULT_PAUSE, MAX_PAUSE, Step},
};
use crate::{
    api::{AbortHandle, Client, client::Failure},
    browser::{
        page::{PageWatch, is_page_hidden},
        timers::{Timer, call_after, sleep},
    },
};

/// Wait for further subscribers before connecting, so that the elements of a page make one request.
const GATHER: Duration = Duration::from_millis(50);
/// A page that is hidden for longer is disconnected.
const MAX_HIDDEN: Duration = Duration::from_mins(1);
/// Maximum number of rooms in a request. Further rooms are polled.
const MAX_ROOMS: usize = 50;

/// A connection and its subscribers.
pub struct Connection {
    /// `None` if the token function failed.
    identity: RefCell<Option<Identity>>,
    /// Whether the next request uses the token of the identity, which no request has used.
    is_token_unused: Cell<bool>,
    subscribers: RefCell<Vec<Rc<Subscriber>>>,
    /// Grows with each restart: tasks of an older generation end.
    generation: Cell<u32>,
    abort: RefCell<Option<AbortHandle>>,
    last_event_id: RefCell<String>,
    initial_pause: Cell<Duration>,
    /// Disconnected because the page is hidden.
    is_asleep: Cell<bool>,
    hidden_timer: RefCell<Option<Timer>>,
    watches: RefCell<Vec<PageWatch>>,
}

impl Connection {
    /// Returns a connection without subscribers.
    pub fn new(identity: Option<Identity>) -> Rc<Self> {
        let connection = Rc::new(Self {
            is_token_unused: Cell::new(identity.is_some()),
            identity: RefCell::new(identity),
            subscribers: RefCell::default(),
            generation: Cell::default(),
            abort: RefCell::default(),
            last_event_id: RefCell::default(),
            initial_pause: Cell::new(DEFAULT_PAUSE),
            is_asleep: Cell::default(),
            hidden_timer: RefCell::default(),
            watches: RefCell::default(),
        });
        connection.watches.replace(vec![
            PageWatch::visibility(connection.callback(Self::on_visibility)),
            // Don't wait for the end of a pause when there is a network again.
            PageWatch::online(connection.callback(|connection| {
                if !connection.is_asleep.get() {
                    connection.restart();
                }
            })),
        ]);
        connection
    }

    /// Returns what its subscribers have in common.
    pub fn identity(&self) -> Option<Identity> {
        self.identity.borrow().clone()
    }

    /// Adds a subscriber, and connects anew with its room.
    pub fn add(self: &Rc<Self>, subscriber: Rc<Subscriber>) {
        self.subscribers.borrow_mut().push(subscriber);
        self.restart();
    }

    /// Removes a subscriber. Returns true if none is left: the connection is closed.
    pub fn remove(self: &Rc<Self>, id: u32) -> bool {
        let count = self.subscribers.borrow().len();
        self.subscribers.borrow_mut().retain(|subscriber| subscriber.id != id);
        let left = self.subscribers.borrow().len();
        if left == 0 {
            self.stop();
            self.hidden_timer.take();
        } else if left < count {
            self.restart();
        }
        left == 0
    }

    fn callback(self: &Rc<Self>, call: impl Fn(&Rc<Self>) + 'static) -> impl Fn() + 'static {
        let weak = Rc::downgrade(self);
        move || {
            if let Some(connection) = weak.upgrade() {
                call(&connection);
            }
        }
    }

    fn on_visibility(self: &Rc<Self>) {
        self.hidden_timer.take();
        if is_page_hidden() {
            let sleep = self.callback(|connection| {
                connection.stop();
                connection.is_asleep.set(true);
            });
            self.hidden_timer.replace(Some(call_after(MAX_HIDDEN, sleep)));
        } else if self.is_asleep.get() {
            self.restart();
        }
    }

    fn stop(&self) {
        self.generation.set(self.generation.get().wrapping_add(1));
        // Dropping the handle aborts the request.
        self.abort.take();
    }

    fn restart(self: &Rc<Self>) {
        self.stop();
        self.is_asleep.set(false);
        self.on_visibility();
        let (connection, generation) = (Rc::clone(self), self.generation.get());
        spawn_local(async move {
            sleep(GATHER).await;
            connection.run(generation).await;
        });
    }

    fn is_current(&self, generation: u32) -> bool {
        self.generation.get() == generation
    }

    /// Connects, again and again, until the generation ends or the token is refused.
    async fn run(&self, generation: u32) {
        let (mut failures, mut is_token_retried) = (0_u32, false);
        while self.is_current(generation) {
            let start = Date::now();
            let Some(client) = self.client() else { return };
            let ended = self.connect(&client, generation).await;
            if !self.is_current(generation) {
                return;
            }
            self.abort.take();
            let has_lasted = Date::now() - start > MAX_PAUSE.as_secs_f64() * 1000.0;
            failures = if has_lasted { 0 } else { failures.saturating_add(1) };
            is_token_retried &= ended.status == Some(401);
            let step = Step::after(ended.status, client.authorization.is_dynamic() && !is_token_retried);
            is_token_retried |= step == Step::RetryWithNewToken;
            match step {
                Step::RetryWithNewToken => {}
                Step::Reconnect => self.tell_all(StreamSignal::Lost),
                Step::RetryRefused(kind) | Step::Stop(kind) => self.tell_all(StreamSignal::Refused(kind)),
            }
            match step.pause(self.initial_pause.get(), failures, Math::random(), ended.retry_after) {
                Some(pause) => sleep(pause).await,
                None => return,
            }
        }
    }

    /// Opens the stream and reads it to its end.
    async fn connect(&self, client: &Client, generation: u32) -> Ended {
        let Ok(token) = self.token(client).await else { return Ended::with_status(401) };
        if !self.is_current(generation) {
            return Ended::default();
        }
        let abort = AbortHandle::new();
        let signal = abort.signal();
        self.abort.replace(Some(abort));
        let last_event_id = self.last_event_id.borrow().clone();
        let opened = open_stream(client, &self.rooms(), token.as_deref(), &last_event_id, &signal).await;
        if !self.is_current(generation) {
            return Ended::default();
        }
        let response = match opened {
            Ok(response) => response,
            Err(ended) => return ended,
        };
        self.tell_all(StreamSignal::Connected);
        let mut decoder = Decoder::new(chunks(&response));
        while let Some(block) = decoder.next().await {
            if !self.is_current(generation) {
                break;
            }
            if let Ok(block) = block {
                self.receive(block);
            } else {
                // Sent again, the event would be as unreadable.
                self.last_event_id.take();
                self.tell_all(StreamSignal::Missed);
            }
        }
        Ended::default()
    }

    /// Returns the token of the next request.
    async fn token(&self, client: &Client) -> Result<Option<String>, Failure> {
        if self.is_token_unused.take()
            && let Some(identity) = self.identity()
        {
            return Ok(identity.token);
        }
        let token = client.next_token().await?;
        if let Some(identity) = self.identity.borrow_mut().as_mut() {
            identity.token.clone_from(&token);
        }
        Ok(token)
    }

    /// Returns the client of the first subscriber: all of them have the same rights.
    fn client(&self) -> Option<Client> {
        self.subscribers.borrow().first().map(|subscriber| subscriber.client())
    }

    fn rooms(&self) -> Vec<RoomId> {
        let mut rooms = Vec::new();
        for subscriber in self.subscribers.borrow().iter() {
            if !rooms.contains(&subscriber.room) && rooms.len() < MAX_ROOMS {
                rooms.push(subscriber.room.clone());
            }
        }
        rooms
    }

    fn receive(&self, Block { event, id, retry }: Block) {
        if let Some(id) = id {
            self.last_event_id.replace(id);
        }
        if let Some(retry) = retry {
            self.initial_pause.set(retry);
        }
        if let Some(delivery) = event.and_then(Delivery::of) {
            self.deliver(&delivery);
        }
    }

    fn tell_all(&self, signal: StreamSignal) {
        self.deliver(&Delivery::to_all(signal));
    }

    fn deliver(&self, delivery: &Delivery) {
        // A subscriber may subscribe or unsubscribe meanwhile.
        let subscribers = self.subscribers.borrow().clone();
        for subscriber in subscribers.iter().filter(|subscriber| delivery.is_for(&subscriber.room)) {
            subscriber.tell(delivery.signal.clone());
        }
    }
}
