//! What Happytalk sends, decoded.
//!
//! Bytes go in, domain values and notes come out; nothing is lost on the way: every row keeps its raw JSON. No I/O,
//! no clock, no wasm, so the viewer, the gateway and the tests share it. The source of truth are the vendor's five
//! documents; where they contradict each other or reality, `docs/wire-format.md` says what is done about it.

#![warn(missing_docs)]

pub mod channel;
pub mod courier;
mod document;
pub mod failure;
#[cfg(any(test, feature = "fixtures"))]
pub mod fixtures;
pub mod json_object;
mod lenient;
pub mod link;
pub mod lint;
pub mod list;
pub mod message;
pub mod note;
mod order;
pub mod phone_os;
pub mod raw;
pub mod received;
pub mod room;
pub mod room_id;
pub mod sender;
pub mod status;
pub mod timestamp;
pub mod transcript;
mod wire;
pub mod write;

pub use message::{Body, Head, Kind, Message};
pub use note::{Note, Repair};
pub use room_id::{InvalidRoomId, RoomId};
pub use transcript::{Answer, Decoded, NotJson, Ordered, Room, Row, Transcript, decode};
