//! Whether the page is looked at, and what is to be heard of it.

use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::Element;

#[wasm_bindgen(module = "/www/page.js")]
extern "C" {
    fn watch(seen: &JsValue);
    fn unwatch(seen: &JsValue);
    /// Puts something into a live region, until it is no news any more.
    pub fn say(voice: &Element, what: &str);
}

/// Whether it is out of sight: in another tab, behind a lock screen.
pub fn is_hidden() -> bool {
    web_sys::window().and_then(|window| window.document()).is_some_and(|document| document.hidden())
}

/// Calls whenever the page comes into sight or goes out of it, until it is dropped.
#[derive(Debug)]
pub struct Watch(Closure<dyn FnMut()>);

impl Watch {
    /// Begins.
    pub fn begin(seen: impl Fn() + 'static) -> Self {
        let seen = Closure::new(seen);
        watch(seen.as_ref());
        Self(seen)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        unwatch(self.0.as_ref());
    }
}
