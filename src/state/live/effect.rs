//! Effects of the reducer, run by the shell.

use std::time::Duration;

use happytalk_model::{RoomId, write::Content};

use crate::{api::ProxyConfig, state::events::ElementEvent};

/// Identifies an effect that reports a result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EffectId(u32);

/// Identifies a load and its effects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Generation(u32);

impl EffectId {
    pub(super) fn next(self) -> Self {
        Self(self.0.wrapping_add(1))
    }
}

impl Generation {
    pub(super) fn next(self) -> Self {
        Self(self.0.wrapping_add(1))
    }
}

/// An effect of an update.
#[derive(Clone, Debug, PartialEq)]
pub enum LiveEffect {
    /// Reads the room. Reports [`RoomRead`](super::LiveEvent::RoomRead).
    ReadRoom {
        /// Id of the report.
        read: EffectId,
        /// The room.
        room: RoomId,
    },
    /// Aborts the read in flight. It does not report.
    AbortRead,
    /// Waits until the rows are on screen and the browser is idle. Reports [`Rendered`](super::LiveEvent::Rendered).
    AwaitRendering(Generation),
    /// Decodes all rows in slices. Reports [`UndecodedCounted`](super::LiveEvent::UndecodedCounted).
    CountUndecoded(Generation),
    /// Subscribes to the room's events. Reports [`Stream`](super::LiveEvent::Stream), until [`LiveEffect::Unsubscribe`].
    Subscribe {
        /// Id of the reports.
        subscription: EffectId,
        /// The room.
        room: RoomId,
    },
    /// Ends the subscription.
    Unsubscribe,
    /// Starts a timer. Reports [`TimerElapsed`](super::LiveEvent::TimerElapsed).
    StartTimer {
        /// Id of the report.
        timer: EffectId,
        /// Delay until it elapses.
        after: Duration,
    },
    /// Cancels a timer. It does not report.
    StopTimer(EffectId),
    /// Sends a message. Reports [`MessageAnswered`](super::LiveEvent::MessageAnswered).
    SendMessage {
        /// Id of the report.
        sending: EffectId,
        /// The proxy of the room, which may differ from the current one.
        proxy: ProxyConfig,
        /// The room, which may differ from the current one.
        room: RoomId,
        /// The customer that the message is sent as.
        uuid: String,
        /// The message.
        content: Content,
        /// `Idempotency-Key`.
        key: String,
    },
    /// Dispatches an event on the host in a later task, because a listener may call methods of the element.
    Emit {
        /// The event.
        event: ElementEvent,
        /// If set, the event is dropped when another load has started.
        only_for: Option<Generation>,
    },
}
