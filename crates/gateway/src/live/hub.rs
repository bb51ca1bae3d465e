//! Who listens for which room. Telling an event never waits for anybody.
//!
//! Every client has a short queue. One that does not keep up loses it and is *behind*: nothing more is queued for it until
//! it has read what it missed from the store. So the memory a client can take is bounded, and its events have no gap.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Notify;

use super::event::Event;
use crate::room_id::RoomId;

/// Events that wait for one client.
const QUEUE_EVENTS: usize = 64;
/// Bytes that wait for one client; one larger event alone is taken.
const QUEUE_BYTES: usize = 64 * 1024;

/// All clients.
#[derive(Debug)]
pub(super) struct Hub(Mutex<Rooms>);

#[derive(Debug)]
struct Rooms {
    /// The id told last.
    newest: u64,
    next_client: u64,
    clients: HashMap<String, HashMap<u64, Arc<Client>>>,
}

#[derive(Debug, Default)]
struct Client {
    queue: Mutex<Queue>,
    wake: Notify,
}

#[derive(Debug, Default)]
struct Queue {
    events: VecDeque<Arc<Event>>,
    bytes: usize,
    is_behind: bool,
}

/// What a client finds.
#[derive(Debug)]
pub(super) enum Next {
    /// The next event of its rooms.
    Event(Arc<Event>),
    /// Events were left out. From now on new ones are queued again: read the store, then go on.
    Behind,
}

impl Hub {
    /// `newest` is the greatest id of the store.
    pub(super) fn new(newest: u64) -> Self {
        Self(Mutex::new(Rooms { newest, next_client: 0, clients: HashMap::new() }))
    }

    /// Tells events in the order of their ids. They are in the store.
    pub(super) fn tell(&self, events: impl IntoIterator<Item = Event>) {
        let mut rooms = self.rooms();
        for event in events {
            rooms.newest = event.id;
            let Some(clients) = rooms.clients.get(&event.room) else { continue };
            let event = Arc::new(event);
            for client in clients.values() {
                client.offer(&event);
            }
        }
    }

    /// Listens for some rooms from now on; gives the id told last. One who will `catch_up` first begins behind.
    pub(super) fn listen(self: &Arc<Self>, rooms: &[RoomId], catch_up: bool) -> (Subscription, u64) {
        let client = Arc::new(Client::default());
        client.queue().is_behind = catch_up;
        let mut all = self.rooms();
        let id = all.next_client;
        all.next_client += 1;
        for room in rooms {
            all.clients.entry(room.as_str().to_owned()).or_default().insert(id, Arc::clone(&client));
        }
        let rooms = rooms.iter().map(|room| room.as_str().to_owned()).collect();
        (Subscription { hub: Arc::clone(self), id, rooms, client }, all.newest)
    }

    fn rooms(&self) -> MutexGuard<'_, Rooms> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Client {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn offer(&self, event: &Arc<Event>) {
        let mut queue = self.queue();
        if queue.is_behind {
            return;
        }
        let bytes = queue.bytes + event.frame.len();
        let is_full = queue.events.len() >= QUEUE_EVENTS || bytes > QUEUE_BYTES;
        if is_full && !queue.events.is_empty() {
            // The store has them all, and gives them page by page.
            *queue = Queue { is_behind: true, ..Queue::default() };
        } else {
            queue.bytes = bytes;
            queue.events.push_back(Arc::clone(event));
        }
        drop(queue);
        self.wake.notify_one();
    }

    fn take(&self) -> Option<Next> {
        let mut queue = self.queue();
        if queue.is_behind {
            queue.is_behind = false;
            return Some(Next::Behind);
        }
        let event = queue.events.pop_front()?;
        queue.bytes -= event.frame.len();
        if queue.events.is_empty() {
            // An idle client keeps no memory of busier times.
            queue.events.shrink_to_fit();
        }
        Some(Next::Event(event))
    }
}

/// A client's place in the hub, until it is dropped.
#[derive(Debug)]
pub(super) struct Subscription {
    hub: Arc<Hub>,
    id: u64,
    rooms: Box<[String]>,
    client: Arc<Client>,
}

impl Subscription {
    /// Waits for what comes next. Nothing is lost when it is cancelled.
    pub(super) async fn next(&self) -> Next {
        loop {
            if let Some(next) = self.client.take() {
                return next;
            }
            self.client.wake.notified().await;
        }
    }

    /// Says that something was missed after all.
    pub(super) fn fall_behind(&self) {
        *self.client.queue() = Queue { is_behind: true, ..Queue::default() };
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        let mut all = self.hub.rooms();
        for room in &self.rooms {
            if let Some(clients) = all.clients.get_mut(room) {
                clients.remove(&self.id);
                if clients.is_empty() {
                    all.clients.remove(room);
                }
            }
        }
    }
}
