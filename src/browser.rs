//! Thin wrappers around browser APIs that web-sys, gloo and leptos don't offer in a convenient form.
//!
//! Only this module accesses the DOM directly. It contains no application logic.

pub mod carousel;
pub mod clipboard;
pub mod clock;
pub mod dialog;
pub mod dom;
pub mod events;
pub mod field;
pub mod focus;
pub mod form;
pub mod idle;
pub mod media;
pub mod nfc;
pub mod page;
pub mod panic;
pub mod random;
pub mod scroll;
pub mod scroller;
pub mod size;
pub mod style;
pub mod timers;
pub mod url;
pub mod visibility;
