//! Giving the keyboard to an element.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

/// To an element that can have it.
pub fn give(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // What can't be focused leaves the keyboard where it is.
        let _ = element.focus();
    }
}

/// To an article, which takes part in it from then on; nothing scrolls.
pub fn article(row: &Element) {
    if let Some(row) = row.dyn_ref::<HtmlElement>() {
        row.set_tab_index(-1);
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // As above.
        let _ = row.focus_with_options(&options);
    }
}
