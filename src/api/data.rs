//! The `data` property: a response that the page already has, as text, bytes or an object.

use js_sys::{ArrayBuffer, JSON, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::{
    ApiError,
    error::FailureKind,
    rooms::{Capabilities, RoomReading, read_room},
};

/// Decodes the value of the property.
///
/// # Errors
/// The value is not JSON, or the vendor's response is a failure.
pub fn read_data(data: &JsValue) -> Result<RoomReading, ApiError> {
    read_bytes(&data_bytes(data)?)
}

/// Decodes a response of the vendor.
///
/// # Errors
/// The bytes are not JSON, or the vendor's response is a failure.
pub fn read_bytes(bytes: &[u8]) -> Result<RoomReading, ApiError> {
    Ok(RoomReading { transcript: read_room(bytes)?, capabilities: Capabilities::default() })
}

/// Returns the JSON bytes of the property. An object is serialized, so that there is one decoder; ids above 2^53 that the
/// page's parser rounded stay rounded.
fn data_bytes(data: &JsValue) -> Result<Vec<u8>, ApiError> {
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
        _ => Err(ApiError::new(FailureKind::Unreadable, "data is no JSON value")),
    }
}
