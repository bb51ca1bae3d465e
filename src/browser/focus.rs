//! Moving the focus.

use wasm_bindgen::JsCast as _;
use web_sys::{FocusOptions, HtmlElement, ScrollLogicalPosition};

use super::{
    dom::has_focus,
    scroll::{Hold, Reach, settle_in_view},
};

/// Moves the focus to an element and scrolls it into view. Does nothing if the element can't have the focus.
pub fn focus_element(element: &HtmlElement) {
    // Never throws for an HTML element.
    let _ = element.focus();
}

/// Moves the focus to an element without scrolling.
pub fn focus_without_scrolling(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Moves the focus to a row and scrolls no further than needed. Keeps the row in view while other rows change their height.
pub fn focus_row(row: &HtmlElement) {
    focus_without_scrolling(row);
    settle_in_view(row, ScrollLogicalPosition::Nearest, Hold::WhileFocused, Reach::Page);
}

/// Selector of the focusable controls inside a message.
const CONTROLS: &str = "a[href], button:enabled, audio, video, [tabindex='0']";

/// Moves the focus to the first control inside an element. Returns false if there is none.
pub fn focus_first_control(element: &HtmlElement) -> bool {
    let control = element.query_selector(CONTROLS).ok().flatten();
    let control = control.and_then(|control| control.dyn_into::<HtmlElement>().ok());
    control.as_ref().map(focus_element).is_some()
}

/// Moves the focus from one element to another, if the first has it. Does not scroll, which would end a smooth scroll.
pub fn pass_focus(from: &HtmlElement, to: &HtmlElement) {
    if has_focus(from) {
        focus_without_scrolling(to);
    }
}
