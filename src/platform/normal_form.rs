//! Unicode normal forms, by the browser's own tables: ours would cost more than the rest of the model.

/// Composed (NFC).
pub fn nfc(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { js_sys::JsString::from(text).normalize("NFC").into() }
}
