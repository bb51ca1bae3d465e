//! Handing the keyboard on from what is about to refuse it.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

/// From one element, if it is there, to another, which stays where it is: to scroll to it would end a glide.
pub fn hand_on(from: &Element, to: &Element) {
    if let (Ok(true), Some(to)) = (from.matches(":focus"), to.dyn_ref::<HtmlElement>()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // What can't be focused leaves the keyboard where it is.
        let _ = to.focus_with_options(&options);
    }
}
