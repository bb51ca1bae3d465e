//! The clipboard.

use js_sys::Reflect;
use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// Copies a text. Returns false if the browser or the page's permissions policy does not allow it.
pub async fn copy_text(text: &str) -> bool {
    let navigator = window().navigator();
    // An insecure context has no clipboard, and web-sys would throw.
    let has_clipboard = Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_object());
    has_clipboard && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}
