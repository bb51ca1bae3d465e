//! Waiting, the reader's clock, and chance.

use happytalk_model::timestamp::Timestamp;
use js_sys::{Date, Math, Uint8Array};
use wasm_bindgen::JsValue;

use super::idle;

/// Goes on after so many milliseconds; later in a page that nobody looks at.
pub async fn sleep(milliseconds: i32) {
    idle::after(milliseconds).await;
}

/// Seconds since 1970, by the reader's clock.
pub fn seconds() -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "whole seconds")]
    let seconds = (Date::now() / 1000.0) as i64;
    seconds
}

/// The same as a moment.
#[expect(clippy::missing_panics_doc, reason = "1970 is in the calendar")]
pub fn now() -> Timestamp {
    // A clock outside the calendar is no clock.
    let moment = Timestamp::from_epoch_seconds(seconds()).or_else(|| Timestamp::from_epoch_seconds(0));
    moment.expect("1970 is in the calendar")
}

/// A number from 0 to 1.
pub fn chance() -> f64 {
    Math::random()
}

/// 128 bits that nobody can guess, in hexadecimal digits. `None` where the browser gives none.
pub fn key() -> Option<String> {
    let bytes = Uint8Array::new(&JsValue::from(16));
    web_sys::window()?.crypto().ok()?.get_random_values_with_array_buffer_view(&bytes).ok()?;
    let digit = |number: u8| char::from_digit(u32::from(number), 16);
    bytes.to_vec().into_iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
