//! The page: whether it is visible and online, and in which browser.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::EventTarget;

/// Returns whether the page is hidden: in a background tab, minimised, or behind a lock screen.
pub fn is_page_hidden() -> bool {
    document().hidden()
}

/// Returns whether the browser reports a network connection.
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Returns the browser's name and version, as `User-Agent` has them.
pub fn user_agent() -> String {
    window().navigator().user_agent().unwrap_or_default()
}

/// Calls a function when the page changes. Dropping the watch stops the calls.
#[derive(Debug)]
pub struct PageWatch {
    listener: Closure<dyn FnMut()>,
    events: Vec<(EventTarget, &'static str)>,
}

impl PageWatch {
    /// Calls `on_change` when the page becomes visible or hidden, and when the browser goes online.
    pub fn start(on_change: impl Fn() + 'static) -> Self {
        Self::listen(on_change, vec![visibility(), online()])
    }

    /// Calls `on_change` when the page becomes visible or hidden.
    pub fn visibility(on_change: impl Fn() + 'static) -> Self {
        Self::listen(on_change, vec![visibility()])
    }

    /// Calls `on_change` when the browser goes online.
    pub fn online(on_change: impl Fn() + 'static) -> Self {
        Self::listen(on_change, vec![online()])
    }

    fn listen(on_change: impl Fn() + 'static, events: Vec<(EventTarget, &'static str)>) -> Self {
        let listener = Closure::new(on_change);
        for (target, name) in &events {
            // Throws only if the listener is neither a function nor an object.
            let _ = target.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
        }
        Self { listener, events }
    }
}

impl Drop for PageWatch {
    fn drop(&mut self) {
        for (target, name) in &self.events {
            let _ = target.remove_event_listener_with_callback(name, self.listener.as_ref().unchecked_ref());
        }
    }
}

fn visibility() -> (EventTarget, &'static str) {
    (document().into(), "visibilitychange")
}

fn online() -> (EventTarget, &'static str) {
    (window().into(), "online")
}
