//! The `data` property: an answer the page already has. Text, bytes, or the object itself.

use js_sys::{ArrayBuffer, JSON, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::{FailureKind, LoadError};

/// The bytes of what was set. An object is written out as JSON again, so that there is one way through the decoder;
/// ids above 2^53 that the page's own parser has rounded stay rounded.
pub fn bytes(data: &JsValue) -> Result<Vec<u8>, LoadError> {
    if let Some(text) = data.as_string() {
        return Ok(text.into_bytes());
    }
    if let Some(buffer) = data.dyn_ref::<ArrayBuffer>() {
        return Ok(Uint8Array::new(buffer).to_vec());
    }
    if let Some(bytes) = data.dyn_ref::<Uint8Array>() {
        return Ok(bytes.to_vec());
    }
    match JSON::stringify(data) {
        Ok(text) if text.is_string() => Ok(String::from(text).into_bytes()),
        _ => Err(LoadError::new(FailureKind::Unreadable, "data is no JSON value")),
    }
}
