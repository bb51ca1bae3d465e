//! The panic hook, which writes the message and the source location of a panic to the browser's console.
//!
//! A panic ends in a trap, after which the instance must not be used. `www/happytalk.js` detects traps by the error's stack,
//! including traps without a panic (out of memory, stack overflow). [`has_panicked`] covers stacks without URLs.

use std::{cell::Cell, sync::Once};

use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static HAS_PANICKED: Cell<bool> = const { Cell::new(false) };
}

/// Returns whether this instance has panicked.
#[wasm_bindgen(js_name = hasPanicked)]
pub fn has_panicked() -> bool {
    HAS_PANICKED.get()
}

/// Installs the hook. Further calls do nothing.
pub fn install_panic_hook() {
    static INSTALL: Once = Once::new();
    INSTALL.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            HAS_PANICKED.set(true);
            let message = panic.payload_as_str().unwrap_or("no message");
            let location = panic.location().map(|location| format!(" at {location}")).unwrap_or_default();
            web_sys::console::error_1(&format!("happytalk-viewer panicked{location}: {message}").into());
        }));
    });
}
