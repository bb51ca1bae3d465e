//! What happens to a live room.

use happytalk_model::RoomId;
use happytalk_present::composer::SendOutcome;

use super::{EffectId, Generation};
use crate::{
    api::{ApiError, ProxyConfig, events::StreamSignal, rooms::RoomReading},
    state::outbox::OutboxCommand,
};

/// What an element shows.
#[derive(Clone, Debug, Default)]
pub enum RoomRequest {
    /// Nothing.
    #[default]
    Nothing,
    /// A room, read from the proxy.
    Room(RoomId),
    /// The property `data`, decoded. Shown without any request.
    Data(Result<RoomReading, ApiError>),
    /// Something that can't be requested, such as an invalid room id.
    Invalid(ApiError),
}

impl RoomRequest {
    /// The room that is read from the proxy.
    pub(super) fn room(&self) -> Option<&RoomId> {
        match self {
            Self::Room(room) => Some(room),
            _ => None,
        }
    }
}

/// An event of a live room.
#[derive(Debug)]
pub enum Event {
    /// The element shows something else.
    Requested(RoomRequest),
    /// Requests go to another proxy from now on.
    ProxyChanged(ProxyConfig),
    /// Token or headers have changed.
    AuthorizationChanged,
    /// The page's token function was replaced by another one, which may return another token.
    TokenFunctionReplaced,
    /// The attributes `live` and `compose`.
    AttributesChanged {
        /// Follow new messages.
        live: bool,
        /// Show the composer.
        compose: bool,
    },
    /// The page or the reader requests the room again.
    ReloadRequested,
    /// A command of the reader on their own messages.
    Outbox {
        /// The command.
        command: OutboxCommand,
        /// An idempotency key that was never used.
        fresh_key: String,
    },
    /// A read has ended.
    RoomRead {
        /// Id of the effect.
        read: EffectId,
        /// The answer.
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
    /// An attempt to send a message has ended.
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
    /// The element is gone.
    Stopped,
}
