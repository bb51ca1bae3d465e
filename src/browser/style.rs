//! Lengths in the style of an element. They are set through the CSSOM: the content security policy forbids style attributes.

use js_sys::Number;
use web_sys::HtmlElement;

/// Sets a custom property to a length in pixels.
pub fn set_length(element: &HtmlElement, property: &str, pixels: f64) {
    // Never out of range: two digits.
    let Ok(digits) = Number::from(pixels).to_fixed(2) else { return };
    // Throws only for an invalid name.
    let _ = element.style().set_property(property, &format!("{}px", String::from(digits)));
}
