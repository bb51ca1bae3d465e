//! Random ids.

use js_sys::Reflect;
use leptos::prelude::window;

/// Returns 128 random bits as 32 hexadecimal digits; `None` if the browser has no `crypto`.
pub fn random_key() -> Option<String> {
    let window = window();
    // web-sys throws if `crypto` is missing.
    Reflect::get(&window, &"crypto".into()).ok().filter(wasm_bindgen::JsValue::is_object)?;
    let mut bytes = [0; 16];
    window.crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(format!("{:032x}", u128::from_ne_bytes(bytes)))
}
