//! Reading rooms: one room, and a page of the room list.

use std::sync::Arc;

use happytalk_model::Transcript;

/// What the caller may do besides reading, as the proxy says (`Happytalk-Can`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// Receive live events.
    pub live: bool,
    /// Send messages.
    pub send: bool,
}

/// A room as it was read.
#[derive(Clone, Debug)]
pub struct RoomReading {
    /// The messages.
    pub transcript: Arc<Transcript>,
    /// What the caller may do.
    pub capabilities: Capabilities,
}
