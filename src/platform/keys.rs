//! Keys that are held while another is pressed, or while something is clicked.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Event;

#[wasm_bindgen(module = "/www/draw.js")]
extern "C" {
    /// Which of Alt, Ctrl, Meta and Shift are: the sum of their numbers, 0 for none.
    pub fn held(event: &Event) -> u8;
}

/// Alt.
pub const ALT: u8 = 1;
/// Shift.
pub const SHIFT: u8 = 8;
