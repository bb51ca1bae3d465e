//! What a form holds.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

#[wasm_bindgen(module = "/www/draw.js")]
extern "C" {
    /// Its named controls as an address's query: `name=value&…`, escaped as addresses are.
    pub fn values(form: &Element) -> String;
}
