//! Whether the page is visible and online.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::EventTarget;

/// Returns whether the page is hidden: in another tab, minimised, behind a lock screen.
pub fn is_page_hidden() -> bool {
    document().hidden()
}

/// Returns whether the browser believes to have a network connection.
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Calls a function when the page becomes visible or hidden and when the browser goes online, until dropped.
#[derive(Debug)]
pub struct PageWatch {
    listener: Closure<dyn FnMut()>,
}

impl PageWatch {
    /// Starts.
    pub fn start(on_change: impl Fn() + 'static) -> Self {
        let listener = Closure::new(on_change);
        for (target, name) in Self::events() {
            // Throws only for an unusable listener.
            let _ = target.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
        }
        Self { listener }
    }

    fn events() -> [(EventTarget, &'static str); 2] {
        [(document().into(), "visibilitychange"), (window().into(), "online")]
    }
}

impl Drop for PageWatch {
    fn drop(&mut self) {
        for (target, name) in Self::events() {
            let _ = target.remove_event_listener_with_callback(name, self.listener.as_ref().unchecked_ref());
        }
    }
}
