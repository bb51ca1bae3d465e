//! Copying text.

use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

#[wasm_bindgen(module = "/www/draw.js")]
extern "C" {
    #[wasm_bindgen(js_name = copy)]
    async fn write(text: &str) -> JsValue;
}

/// Copies; false when the browser or the page's policy does not allow it.
pub async fn copy(text: &str) -> bool {
    write(text).await.is_truthy()
}
