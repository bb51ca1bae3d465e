//! Unicode normalisation by the browser, because the tables of a Rust crate would be larger than the rest of the model.

use js_sys::JsString;

/// Returns the text in normalisation form C (composed).
pub fn normalize_nfc(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { JsString::from(text).normalize("NFC").into() }
}
