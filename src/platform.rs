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

/// A crash is told to a developer on the browser's console: the place only, for a message may quote the conversation. A
/// release has neither, its panics are bare traps (`xtask/src/site/trunk.rs`).
#[cfg(debug_assertions)]
pub fn say_where_it_crashes() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        web_sys::console::error_1(&format!("happytalk-viewer crashed at {place}").into());
    }));
}
