//! Building blocks of messages, dialogs and headers.
//!
//! Vendor text enters the document here, as text nodes. [`link`] renders the only `<a href>`, from a checked `SafeUrl`;
//! [`media_element`] renders the only `src`, from a checked `MediaUrl`.

pub mod badge;
pub mod button;
pub mod copy_button;
pub mod coupon;
pub mod destinations;
pub mod facts;
pub mod icon;
pub mod link;
pub mod live_region;
pub mod media_element;
pub mod media_frame;
pub mod notes;
pub mod offered_button;
pub mod picture;
pub mod player;
pub mod prose;
pub mod source_button;
pub mod time;
