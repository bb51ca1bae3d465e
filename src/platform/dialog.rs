//! The browser's own dialogs, which take a method to open modally.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

#[wasm_bindgen(module = "/www/draw.js")]
extern "C" {
    fn modal(dialog: &Element, is_open: bool);
    /// Makes what is in a scrolling `view` larger or smaller (its `data-zoom`), and keeps the middle of what is seen where
    /// it is.
    pub fn zoom(view: &Element, percent: &str);
}

/// Opens a `<dialog>` over everything else on the page.
pub fn show(dialog: &Element) {
    modal(dialog, true);
}

/// Closes it, which gives the keyboard back to where it was.
pub fn close(dialog: &Element) {
    modal(dialog, false);
}
