//! Connections of the page, and their subscribers.
//!
//! Subscribers whose proxy, headers and current token are equal share a connection. A token function is called first, since
//! two functions may return the tokens of two users.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use futures_util::{
    Stream, StreamExt,
    future::{Either, select},
    stream,
};
use gloo_net::http::Response;
use happytalk_model::RoomId;
use js_sys::{Date, Math, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use wasm_streams::ReadableStream;

use super::{
    StreamSignal,
    decoder::{Block, Decoder},
    delivery::Delivery,
    retry::{DEFAULT_PAUSE, MAX_PAUSE, Step},
};
use crate::{
    api::{
        AbortHandle, Authorization, Client,
        client::{Call, ProxyConfig, TIMEOUT},
    },
    browser::{
        page::{PageWatch, is_page_hidden},
        timers::{Timer, call_after, sleep},
    },
};

/// A connection without a byte for this long is dead: the gateway sends a comment every 15 s.
const MAX_SILENCE: Duration = Duration::from_secs(45);
/// Wait for further subscribers before connecting, so that the elements of a page make one request.
const GATHER: Duration = Duration::from_millis(50);
/// A page that is hidden for longer is disconnected.
const MAX_HIDDEN: Duration = Duration::from_mins(1);
/// Maximum number of rooms in a request. Further rooms are polled.
const MAX_ROOMS: usize = 50;

thread_local! {
    static CONNECTIONS: RefCell<Vec<Rc<Connection>>> = const { RefCell::new(Vec::new()) };
    static SUBSCRIBERS: RefCell<Vec<Rc<Subscriber>>> = const { RefCell::new(Vec::new()) };
    static LAST_ID: Cell<u32> = const { Cell::new(0) };
}

struct Subscriber {
    id: u32,
    client: RefCell<Client>,
    room: RoomId,
    on_signal: Box<dyn Fn(StreamSignal)>,
}

/// What the subscribers of a connection have in common.
#[derive(Clone, Debug, PartialEq)]
struct Identity {
    proxy: ProxyConfig,
    headers: Vec<(String, String)>,
    token: Option<String>,
}

struct Connection {
    /// `None` if the token function failed: such a connection is not shared.
    identity: RefCell<Option<Identity>>,
    subscribers: RefCell<Vec<Rc<Subscriber>>>,
    /// The token of the next request, if it was requested already.
    token: RefCell<Option<Option<String>>>,
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

/// How an attempt ended.
#[derive(Clone, Copy, Debug, Default)]
struct Ended {
    /// Status of an answer that was no stream.
    status: Option<u16>,
    retry_after: Duration,
}

impl Ended {
    fn with_status(status: u16) -> Self {
        Self { status: Some(status), retry_after: Duration::ZERO }
    }
}

/// Adds a subscriber and returns its id.
pub fn subscribe(client: Client, room: RoomId, on_signal: impl Fn(StreamSignal) + 'static) -> u32 {
    let id = LAST_ID.get().wrapping_add(1);
    LAST_ID.set(id);
    let on_signal = Box::new(on_signal);
    let subscriber = Rc::new(Subscriber { id, client: RefCell::new(client), room, on_signal });
    SUBSCRIBERS.with_borrow_mut(|all| all.push(Rc::clone(&subscriber)));
    spawn_local(async move {
        let client = subscriber.client.borrow().clone();
        let token = client.next_token().await.ok();
        if subscriber.is_subscribed() {
            let headers = client.authorization.headers().to_vec();
            let identity = token.clone().map(|token| Identity { proxy: client.proxy, headers, token });
            Connection::of(identity, token).add(subscriber);
        }
    });
    id
}

/// Removes a subscriber.
pub fn unsubscribe(id: u32) {
    SUBSCRIBERS.with_borrow_mut(|all| all.retain(|subscriber| subscriber.id != id));
    // The connections are not borrowed while one of them restarts.
    let connections = CONNECTIONS.with_borrow(Clone::clone);
    for connection in connections {
        connection.remove(id);
    }
}

/// Replaces the authorization that the next request of a subscriber uses.
pub fn replace_authorization(id: u32, authorization: Authorization) {
    SUBSCRIBERS.with_borrow(|all| {
        if let Some(subscriber) = all.iter().find(|subscriber| subscriber.id == id) {
            subscriber.client.borrow_mut().authorization = authorization;
        }
    });
}

impl Subscriber {
    fn is_subscribed(&self) -> bool {
        SUBSCRIBERS.with_borrow(|all| all.iter().any(|subscriber| subscriber.id == self.id))
    }

    fn tell(&self, signal: StreamSignal) {
        if self.is_subscribed() {
            (self.on_signal)(signal);
        }
    }
}

impl Connection {
    /// Returns the connection of this identity, or a new one that uses the token in its first request.
    fn of(identity: Option<Identity>, token: Option<Option<String>>) -> Rc<Self> {
        let is_same = |connection: &&Rc<Self>| identity.is_some() && *connection.identity.borrow() == identity;
        if let Some(known) = CONNECTIONS.with_borrow(|all| all.iter().find(is_same).cloned()) {
            return known;
        }
        let connection = Rc::new(Self {
            identity: RefCell::new(identity),
            subscribers: RefCell::default(),
            token: RefCell::new(token),
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
        CONNECTIONS.with_borrow_mut(|all| all.push(Rc::clone(&connection)));
        connection
    }

    fn callback(self: &Rc<Self>, call: impl Fn(&Rc<Self>) + 'static) -> impl Fn() + 'static {
        let weak = Rc::downgrade(self);
        move || {
            if let Some(connection) = weak.upgrade() {
                call(&connection);
            }
        }
    }

    fn add(self: &Rc<Self>, subscriber: Rc<Subscriber>) {
        self.subscribers.borrow_mut().push(subscriber);
        self.restart();
    }

    fn remove(self: &Rc<Self>, id: u32) {
        let count = self.subscribers.borrow().len();
        self.subscribers.borrow_mut().retain(|subscriber| subscriber.id != id);
        if self.subscribers.borrow().is_empty() {
            self.stop();
            self.hidden_timer.take();
            CONNECTIONS.with_borrow_mut(|all| all.retain(|connection| !Rc::ptr_eq(connection, self)));
        } else if self.subscribers.borrow().len() < count {
            self.restart();
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

    /// Tells all subscribers, or those of an event's room.
    fn tell(&self, delivery: &Delivery) {
        // A subscriber may subscribe or unsubscribe meanwhile.
        let subscribers = self.subscribers.borrow().clone();
        for subscriber in subscribers.iter().filter(|subscriber| delivery.is_for(&subscriber.room)) {
            subscriber.tell(delivery.signal.clone());
        }
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
            let has_lasted = Date::now() - start > MAX_PAUSE.as_secs_f64() * 1000.0;
            failures = if has_lasted { 0 } else { failures.saturating_add(1) };
            is_token_retried &= ended.status == Some(401);
            let step = Step::after(ended.status, client.authorization.is_dynamic() && !is_token_retried);
            is_token_retried |= step == Step::RetryWithNewToken;
            match step {
                Step::RetryWithNewToken => {}
                Step::Reconnect => self.tell(&Delivery::to_all(StreamSignal::Lost)),
                Step::RetryRefused(kind) | Step::Stop(kind) => {
                    self.tell(&Delivery::to_all(StreamSignal::Refused(kind)))
                }
            }
            match step.pause(self.initial_pause.get(), failures, Math::random(), ended.retry_after) {
                Some(pause) => sleep(pause).await,
                None => return,
            }
        }
    }

    /// The client of the first subscriber: all of them have the same rights.
    fn client(&self) -> Option<Client> {
        let subscribers = self.subscribers.borrow();
        subscribers.first().map(|subscriber| subscriber.client.borrow().clone())
    }

    /// Opens the stream and reads it to its end.
    async fn connect(&self, client: &Client, generation: u32) -> Ended {
        let known_token = self.token.take();
        let token = match known_token {
            Some(token) => token,
            None => match client.next_token().await {
                Ok(token) => token,
                Err(_) => return Ended::with_status(401),
            },
        };
        if !self.is_current(generation) {
            return Ended::default();
        }
        if let Some(identity) = self.identity.borrow_mut().as_mut() {
            identity.token.clone_from(&token);
        }
        let Some(url) = client.url("events") else { return Ended::with_status(400) };
        let abort = AbortHandle::new();
        let signal = abort.signal().web_signal();
        self.abort.replace(Some(abort));
        let rooms = self.rooms();
        let query: Vec<_> = rooms.iter().map(|room| ("room", room.as_str())).collect();
        let last_event_id = self.last_event_id.borrow().clone();
        let mut headers = vec![("accept", "text/event-stream")];
        if !last_event_id.is_empty() {
            headers.push(("last-event-id", &last_event_id));
        }
        let call = Call { path: "events", query: &query, body: None, headers: &headers };
        let opening = Box::pin(client.send(&url, &call, token.as_deref(), &signal));
        let Either::Left((Ok(response), _)) = select(opening, Box::pin(sleep(TIMEOUT))).await else {
            // Drops the handle, which aborts a request without an answer.
            if self.is_current(generation) {
                self.abort.take();
            }
            return Ended::default();
        };
        if !self.is_current(generation) {
            return Ended::default();
        }
        let header = |name: &str| response.headers().get(name).unwrap_or_default();
        if !header("content-type").starts_with("text/event-stream") {
            let retry_after = Duration::from_secs(header("retry-after").parse().unwrap_or_default());
            self.abort.take();
            return Ended { status: Some(response.status()), retry_after };
        }
        self.tell(&Delivery::to_all(StreamSignal::Connected));
        let mut decoder = Decoder::new(chunks(&response));
        while let Some(block) = decoder.next().await {
            if !self.is_current(generation) {
                return Ended::default();
            }
            match block {
                Ok(block) => self.receive(block),
                Err(_) => {
                    // Sent again, the event would be as unreadable.
                    self.last_event_id.take();
                    self.tell(&Delivery::to_all(StreamSignal::Missed));
                }
            }
        }
        if self.is_current(generation) {
            self.abort.take();
        }
        Ended::default()
    }

    fn receive(&self, Block { event, id, retry }: Block) {
        if let Some(id) = id {
            self.last_event_id.replace(id);
        }
        if let Some(retry) = retry {
            self.initial_pause.set(retry);
        }
        if let Some(delivery) = event.and_then(Delivery::of) {
            self.tell(&delivery);
        }
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
}

/// Returns the chunks of a body. Ends at its end, when it fails, and when it is silent for too long.
fn chunks(response: &Response) -> impl Stream<Item = Vec<u8>> + use<> {
    let body = response.body().map(|body| ReadableStream::from_raw(body).into_stream());
    stream::unfold(body, |body| async move {
        let mut body = body?;
        match select(body.next(), Box::pin(sleep(MAX_SILENCE))).await {
            Either::Left((Some(Ok(chunk)), _)) => Some((chunk.unchecked_into::<Uint8Array>().to_vec(), Some(body))),
            Either::Left(_) | Either::Right(_) => None,
        }
    })
}
