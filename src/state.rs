//! Application state: signals that components read, and commands that they call.
//!
//! What is decided when (following, polling, pending, settling, sending, focus after moves) is decided by pure reducers
//! ([`live`], [`console`]) that are tested natively; the shells around them only run effects.

pub mod announcer;
pub mod console;
pub mod drafts;
pub mod events;
pub mod live;
pub mod outbox;
pub mod room;
pub mod room_list;
pub mod room_ui;
pub mod settings;
