//! Waiting, the reader's clock, and chance.

use happytalk_model::timestamp::Timestamp;
use js_sys::Date;
use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};

use super::idle;

#[wasm_bindgen(module = "/www/page.js")]
extern "C" {
    fn ring(milliseconds: i32, ring: &JsValue);
    /// 128 bits that nobody can guess, in hexadecimal digits. `None` where the browser gives none.
    pub fn key() -> Option<String>;
}

/// Goes on after so many milliseconds; later in a page that nobody looks at.
pub async fn sleep(milliseconds: i32) {
    idle::after(milliseconds).await;
}

/// The same for what is no task: calls then.
pub fn after(milliseconds: i32, call: impl FnOnce() + 'static) {
    ring(milliseconds, &Closure::once_into_js(call));
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
