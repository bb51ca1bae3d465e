//! Events of a live room.

use happytalk_model::RoomId;
use happytalk_present::composer::SendOutcome;

use super::{EffectId, Generation};
use crate::{
    api::{ApiError, ProxyConfig, events::StreamSignal, rooms::RoomReading},
    state::outbox::OutboxCommand,
};

/// The content that an element shows.
#[derive(Clone, Debug, Default)]
pub enum RoomRequest {
    /// Nothing.
    #[default]
    Nothing,
    /// A room, read from the proxy.
    Room(RoomId),
    /// The decoded `data` property. Shown without a request.
    Data(Result<RoomReading, ApiError>),
    /// An invalid request, such as an invalid room id.
    Invalid(ApiError),
}

impl RoomRequest {
    /// Returns the room to read from the proxy.
    pub(super) fn room(&self) -> Option<&RoomId> {
        match self {
            Self::Room(room) => Some(room),
            _ => None,
        }
    }
}

/// An event of a live room.
#[derive(Debug)]
pub enum LiveEvent {
    /// Other content was requested.
    Requested(RoomRequest),
    /// The proxy changed.
    ProxyChanged(ProxyConfig),
    /// Token or headers changed.
    AuthorizationChanged,
    /// The token function was replaced. The new one may return another token.
    TokenFunctionReplaced,
    /// The attribute `live` or `compose` changed.
    AttributesChanged {
        /// Whether to follow new messages.
        live: bool,
        /// Whether to show the composer.
        compose: bool,
    },
    /// The page or the reader requested a reload.
    ReloadRequested,
    /// The reader ran a command on messages sent from this page.
    Outbox {
        /// The command.
        command: OutboxCommand,
        /// An unused idempotency key.
        fresh_key: String,
    },
    /// A read completed.
    RoomRead {
        /// Id of the effect.
        read: EffectId,
        /// The result.
        result: Result<RoomReading, ApiError>,
    },
    /// The rows of a load are on screen.
    Rendered(Generation),
    /// Every row of a load was decoded.
    UndecodedCounted {
        /// The load.
        generation: Generation,
        /// Number of rows.
        messages: usize,
        /// Number of rows of kind `unreadable`.
        undecoded: usize,
    },
    /// A signal of the event stream.
    Stream {
        /// Id of the effect.
        subscription: EffectId,
        /// The signal.
        signal: StreamSignal,
    },
    /// An attempt to send a message completed.
    MessageAnswered {
        /// Id of the effect.
        sending: EffectId,
        /// The outcome.
        outcome: SendOutcome,
    },
    /// A timer elapsed.
    TimerElapsed(EffectId),
    /// The page became visible or hidden, or the browser went online.
    PageChanged {
        /// Whether the page is visible.
        is_visible: bool,
    },
    /// A token was sent to the proxy.
    TokenSent {
        /// `exp` of the token in seconds since 1970, if it has one.
        exp: Option<i64>,
    },
    /// The element was unmounted.
    Stopped,
}
