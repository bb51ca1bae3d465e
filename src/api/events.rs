//! Live events: `GET {proxy}events` (Server-Sent Events). Uses the body of a `fetch`, because the browser's `EventSource`
//! sends no headers.
//!
//! Subscribers with the same proxy, token and headers share one connection, because browsers limit connections per origin.

mod attempt;
mod connection;
mod decoder;
mod delivery;
mod registry;
mod retry;

use happytalk_model::{RoomId, received::Received};
use happytalk_present::failure::FailureKind;

use super::{Authorization, Client};

/// A signal to the subscriber of one room.
#[derive(Clone, Debug, PartialEq)]
pub enum StreamSignal {
    /// A message was received.
    Message {
        /// Data of the event.
        bytes: Vec<u8>,
        /// The decoded data.
        received: Box<Received>,
    },
    /// The room has ended.
    Ended,
    /// The stream is open. Events before it may have been missed.
    Connected,
    /// Events were lost: a `reset`, or an unreadable event.
    Missed,
    /// The connection is lost. It is retried.
    Lost,
    /// The stream is refused. It is retried with backoff, except for [`FailureKind::Unauthorized`].
    Refused(FailureKind),
}

/// A subscription to the events of a room. Dropping it ends it.
#[derive(Debug)]
pub struct Subscription(u32);

/// Subscribes to the events of a room. An open connection is reopened with the room added, and continues after the last
/// event.
pub fn subscribe(client: &Client, room: &RoomId, on_signal: impl Fn(StreamSignal) + 'static) -> Subscription {
    Subscription(registry::subscribe(client.clone(), room.clone(), on_signal))
}

impl Subscription {
    /// Sets the authorization of the next connection. It must be equal ([`Authorization`]); otherwise, subscribe again.
    pub fn replace_authorization(&self, authorization: Authorization) {
        registry::replace_authorization(self.0, authorization);
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        registry::unsubscribe(self.0);
    }
}
