//! The edge to the browser: the only code that names `web_sys` for anything but an element at hand.

pub mod clipboard;
pub mod clock;
pub mod dialog;
pub mod draw;
pub mod events;
pub mod fetch;
pub mod field;
pub mod focus;
pub mod form;
pub mod idle;
pub mod keys;
pub mod media;
pub mod normal_form;
pub mod page;
pub mod panic;
pub mod scroll;
pub mod stream;
pub mod timer;
pub mod token;
pub mod track;
pub mod url;

/// Whether the browser believes to have a network.
pub fn online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}
