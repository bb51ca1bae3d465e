//! Who listens for which room. Telling an event never waits for anybody.
//!
//! Every client has a short queue. One that does not keep up loses it and is *behind*: nothing more is queued for it until
//! it has read what it missed from the store. So the memory a client can take is bounded, and its events have no gap.

use happytalk_model::RoomId;
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Notify;

use super::event::Event;

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

#[cfg(test)]
mod tests {
    use super::{super::store::Kind, *};

    fn event(id: u64, room: &str, length: usize) -> Event {
        Event { id, room: room.to_owned(), kind: Kind::Message, frame: vec![b'x'; length].into() }
    }

    fn rooms(ids: &[&str]) -> Vec<RoomId> {
        ids.iter().map(|id| RoomId::parse(id).unwrap()).collect()
    }

    async fn id(subscription: &Subscription) -> Option<u64> {
        match subscription.next().await {
            Next::Event(event) => Some(event.id),
            Next::Behind => None,
        }
    }

    #[tokio::test]
    async fn each_hears_its_rooms_in_order_and_nobody_else_s() {
        let hub = Arc::new(Hub::new(7));
        let (a, newest) = hub.listen(&rooms(&["a"]), false);
        assert_eq!(newest, 7);
        let (both, _) = hub.listen(&rooms(&["a", "b"]), false);
        hub.tell([event(8, "a", 1), event(9, "b", 1), event(10, "c", 1), event(11, "a", 1)]);
        assert_eq!([id(&a).await, id(&a).await], [Some(8), Some(11)]);
        assert_eq!([id(&both).await, id(&both).await, id(&both).await], [Some(8), Some(9), Some(11)]);
        assert_eq!(hub.listen(&rooms(&["c"]), false).1, 11);
    }

    #[tokio::test]
    async fn whoever_does_not_keep_up_is_told_so_once_and_then_hears_again() {
        for (length, most) in [(1, QUEUE_EVENTS as u64), (QUEUE_BYTES / 2, 2), (QUEUE_BYTES * 4, 1)] {
            let hub = Arc::new(Hub::new(0));
            let (slow, _) = hub.listen(&rooms(&["a"]), false);
            hub.tell((1..=most).map(|id| event(id, "a", length)));
            assert!(slow.client.queue().events.len() as u64 == most, "{length}");
            hub.tell((most + 1..=most + 5).map(|id| event(id, "a", length)));
            assert!(slow.client.queue().events.is_empty(), "{length}: what waits is given up");
            assert_eq!(id(&slow).await, None);
            hub.tell([event(100, "a", length)]);
            assert_eq!(id(&slow).await, Some(100));
        }
    }

    #[tokio::test]
    async fn whoever_has_to_catch_up_begins_with_that() {
        let hub = Arc::new(Hub::new(0));
        let (late, _) = hub.listen(&rooms(&["a"]), true);
        hub.tell([event(1, "a", 1)]);
        assert_eq!(id(&late).await, None);
        hub.tell([event(2, "a", 1)]);
        assert_eq!(id(&late).await, Some(2));
    }

    #[tokio::test]
    async fn whoever_waits_is_woken() {
        let hub = Arc::new(Hub::new(0));
        let (waiting, _) = hub.listen(&rooms(&["a"]), false);
        let heard = tokio::spawn(async move { id(&waiting).await });
        tokio::task::yield_now().await;
        hub.tell([event(1, "a", 1)]);
        assert_eq!(heard.await.unwrap(), Some(1));
    }

    #[test]
    fn nothing_is_left_of_who_has_gone() {
        let hub = Arc::new(Hub::new(0));
        let one = hub.listen(&rooms(&["a", "b"]), false);
        let other = hub.listen(&rooms(&["b"]), false);
        drop(one);
        assert_eq!(hub.rooms().clients.len(), 1);
        drop(other);
        assert!(hub.rooms().clients.is_empty());
    }
}
