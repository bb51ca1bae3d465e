//! The page's subscribers and connections.
//!
//! Subscribers with equal proxy, headers and current token share a connection. A token function is called before the
//! comparison, because two functions may return the tokens of two users.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use happytalk_model::RoomId;
use wasm_bindgen_futures::spawn_local;

use super::{StreamSignal, connection::Connection};
use crate::api::{Authorization, Client, client::ProxyConfig};

thread_local! {
    static CONNECTIONS: RefCell<Vec<Rc<Connection>>> = const { RefCell::new(Vec::new()) };
    static SUBSCRIBERS: RefCell<Vec<Rc<Subscriber>>> = const { RefCell::new(Vec::new()) };
    static LAST_ID: Cell<u32> = const { Cell::new(0) };
}

/// A subscriber of one room.
pub struct Subscriber {
    /// Identifies the subscriber.
    pub id: u32,
    /// The room.
    pub room: RoomId,
    client: RefCell<Client>,
    on_signal: Box<dyn Fn(StreamSignal)>,
}

/// Proxy, token and headers, which are the same for all subscribers of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    proxy: ProxyConfig,
    headers: Vec<(String, String)>,
    /// The token of the latest request.
    pub token: Option<String>,
}

/// Adds a subscriber and returns its id.
pub fn subscribe(client: Client, room: RoomId, on_signal: impl Fn(StreamSignal) + 'static) -> u32 {
    let id = LAST_ID.get().wrapping_add(1);
    LAST_ID.set(id);
    let on_signal = Box::new(on_signal);
    let subscriber = Rc::new(Subscriber { id, room, client: RefCell::new(client), on_signal });
    SUBSCRIBERS.with_borrow_mut(|all| all.push(Rc::clone(&subscriber)));
    spawn_local(async move {
        let client = subscriber.client();
        let token = client.next_token().await;
        if subscriber.is_subscribed() {
            // The token is unknown, so the connection is not shared.
            let headers = client.authorization.headers().to_vec();
            let identity = token.ok().map(|token| Identity { proxy: client.proxy, headers, token });
            connection_of(identity).add(subscriber);
        }
    });
    id
}

/// Removes a subscriber.
pub fn unsubscribe(id: u32) {
    SUBSCRIBERS.with_borrow_mut(|all| all.retain(|subscriber| subscriber.id != id));
    // Not borrowed during the call, because restarting a connection may borrow it.
    let connections = CONNECTIONS.with_borrow(Clone::clone);
    for connection in connections {
        if connection.remove(id) {
            CONNECTIONS.with_borrow_mut(|all| all.retain(|other| !Rc::ptr_eq(other, &connection)));
        }
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

/// Returns the connection of an identity, or a new one.
fn connection_of(identity: Option<Identity>) -> Rc<Connection> {
    let has_identity = |connection: &&Rc<Connection>| identity.is_some() && connection.identity() == identity;
    if let Some(known) = CONNECTIONS.with_borrow(|all| all.iter().find(has_identity).cloned()) {
        return known;
    }
    let connection = Connection::new(identity);
    CONNECTIONS.with_borrow_mut(|all| all.push(Rc::clone(&connection)));
    connection
}

impl Subscriber {
    /// Returns the client of the next request.
    pub fn client(&self) -> Client {
        self.client.borrow().clone()
    }

    /// Calls the subscriber, unless it has unsubscribed.
    pub fn notify(&self, signal: StreamSignal) {
        if self.is_subscribed() {
            (self.on_signal)(signal);
        }
    }

    fn is_subscribed(&self) -> bool {
        SUBSCRIBERS.with_borrow(|all| all.iter().any(|subscriber| subscriber.id == self.id))
    }
}
