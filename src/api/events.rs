//! Live events: `GET {proxy}events` (Server-Sent Events), read from the body of a `fetch` because the browser's `EventSource`
//! sends no headers.
//!
//! Subscribers behind the same proxy with the same token and headers share one connection: browsers open few at once.

mod attempt;
mod connection;
mod decoder;
mod delivery;
mod registry;
mod retry;

use happytalk_model::{RoomId, received::Received};
use happytalk_present::failure::FailureKind;

use super::{Authorization, Client};

/// What a subscriber of one room receives.
#[derive(Clone, Debug, PartialEq)]
pub enum StreamSignal {
    /// A message, with the bytes it came in.
    Message {
        /// The event's data.
        bytes: Vec<u8>,
        /// The same, decoded.
        received: Box<Received>,
    },
    /// The room has ended.
    Ended,
    /// The stream is open. Events before it may have been missed.
    Connected,
    /// Events were lost (`reset`, or an event that can't be read).
    Missed,
    /// The connection is lost; it is retried.
    Lost,
    /// The stream is refused. It is retried with growing pauses, except for [`FailureKind::Unauthorized`].
    Refused(FailureKind),
}

/// A subscription of a room; dropping it ends it.
#[derive(Debug)]
pub struct Subscription(u32);

/// Subscribes to the events of a room. A connection that is open already is opened anew with the room added, and continues
/// after the last event.
pub fn subscribe(client: &Client, room: &RoomId, on_signal: impl Fn(StreamSignal) + 'static) -> Subscription {
    Subscription(registry::subscribe(client.clone(), room.clone(), on_signal))
}

impl Subscription {
    /// Uses another authorization from the next connection on. For one that is equal ([`Authorization`]); else subscribe anew.
    pub fn replace_authorization(&self, authorization: Authorization) {
        registry::replace_authorization(self.0, authorization);
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        registry::unsubscribe(self.0);
    }
}
