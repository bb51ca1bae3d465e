//! Pending messages by room, which are kept while other rooms are on screen.

use std::{num::NonZeroU32, sync::Arc};

use happytalk_model::{RoomId, Transcript, write::Content};
use happytalk_present::live::{DeliveryStatus, PendingMessages};

use super::EffectId;
use crate::api::ProxyConfig;

/// Identifies a room. The same room id behind another proxy may be another room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ThreadKey {
    base: String,
    room: RoomId,
}

/// The room on screen, and other rooms with messages to keep.
#[derive(Debug, Default)]
pub(super) struct Threads {
    /// The room on screen. It has no key if no room was requested from the proxy.
    pub(super) current: Thread,
    kept: Vec<Thread>,
}

/// Pending messages of one room.
#[derive(Debug, Default)]
pub(super) struct Thread {
    /// The destination of sent messages.
    pub(super) address: Option<(ProxyConfig, RoomId)>,
    /// The latest reading.
    pub(super) reading: Option<Arc<Transcript>>,
    /// Messages that were received or sent outside readings.
    pub(super) pending: PendingMessages,
    /// Requests of the sent messages, for sending them again.
    pub(super) outgoing: Vec<Outgoing>,
}

/// The request of a message.
#[derive(Debug)]
pub(super) struct Outgoing {
    pub(super) number: NonZeroU32,
    pub(super) content: Content,
    /// Idempotency key. Attempts with the same key are one message.
    pub(super) key: String,
    /// The customer that the message is sent as.
    pub(super) uuid: String,
    /// Delivery status before the last attempt.
    pub(super) before: DeliveryStatus,
    pub(super) progress: Progress,
}

/// State of a message's request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// The request waits for earlier messages.
    Queued,
    /// The request is in flight.
    InFlight(EffectId),
    /// The request completed, or was not sent.
    Done,
}

impl Thread {
    pub(super) fn new(proxy: ProxyConfig, room: RoomId) -> Self {
        Self { address: Some((proxy, room)), ..Self::default() }
    }

    pub(super) fn key(&self) -> Option<ThreadKey> {
        let (proxy, room) = self.address.as_ref()?;
        Some(ThreadKey { base: proxy.base.clone(), room: room.clone() })
    }

    pub(super) fn outgoing(&mut self, number: NonZeroU32) -> Option<&mut Outgoing> {
        self.outgoing.iter_mut().find(|message| message.number == number)
    }

    /// Removes requests of messages that are no longer pending, unless they are in flight.
    pub(super) fn forget_recorded(&mut self) {
        let pending = &self.pending;
        self.outgoing.retain(|message| message.progress != Progress::Done || pending.status(message.number).is_some());
    }

    /// Returns whether messages would be lost with the thread.
    fn is_needed(&self) -> bool {
        self.pending.has_unrecorded() || self.outgoing.iter().any(|message| message.progress != Progress::Done)
    }
}

impl Threads {
    /// Makes `next` the current thread, or the kept thread of the same room.
    pub(super) fn enter(&mut self, next: Thread) {
        let key = next.key();
        if key.is_some() && key == self.current.key() {
            self.current.address = next.address;
            return;
        }
        let kept = self.kept.iter().position(|thread| thread.key() == key).map(|at| self.kept.swap_remove(at));
        let next = match kept {
            Some(kept) => Thread { address: next.address, ..kept },
            None => next,
        };
        let mut left = std::mem::replace(&mut self.current, next);
        if left.address.is_some() && left.is_needed() {
            left.reading = None;
            self.kept.push(left);
        }
    }

    /// Returns the thread of a request in flight, and the number of its message.
    pub(super) fn find_in_flight(&mut self, sending: EffectId) -> Option<(&mut Thread, NonZeroU32)> {
        let threads = std::iter::once(&mut self.current).chain(&mut self.kept);
        threads.into_iter().find_map(|thread| {
            let message = thread.outgoing.iter().find(|message| message.progress == Progress::InFlight(sending))?;
            let number = message.number;
            Some((thread, number))
        })
    }

    #[cfg(test)]
    pub(super) fn kept_count(&self) -> usize {
        self.kept.len()
    }
}
