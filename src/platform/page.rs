//! Whether the page is looked at.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::Document;

/// Whether it is out of sight: in another tab, behind a lock screen.
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Calls whenever the page comes into sight or goes out of it, until it is dropped.
#[derive(Debug)]
pub struct Watch(Closure<dyn FnMut()>);

const EVENT: &str = "visibilitychange";

impl Watch {
    /// Begins.
    pub fn begin(seen: impl Fn() + 'static) -> Self {
        let watch = Self(Closure::new(seen));
        if let Some(document) = document() {
            // The name of an event that every document has.
            let _ = document.add_event_listener_with_callback(EVENT, watch.0.as_ref().unchecked_ref());
        }
        watch
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(document) = document() {
            // As above.
            let _ = document.remove_event_listener_with_callback(EVENT, self.0.as_ref().unchecked_ref());
        }
    }
}
