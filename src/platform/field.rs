//! Fields that are written in: what stands in them, and how high they are.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

#[wasm_bindgen(module = "/www/page.js")]
extern "C" {
    /// What stands in a field, or is chosen.
    pub fn value(field: &Element) -> String;
    /// Puts something there.
    #[wasm_bindgen(js_name = setValue)]
    pub fn set_value(field: &Element, value: &str);
    /// Makes it as high as what stands in it; the style sheet says how high at most.
    pub fn grow(field: &Element);
}
