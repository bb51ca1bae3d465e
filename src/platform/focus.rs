//! Giving the keyboard to an element.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, ScrollLogicalPosition};

use super::scroll;

/// The `id` of what the row that has the keyboard says. Ids are known within one shadow root only.
const SAID: &str = "said";

/// To an element that can have it.
pub fn give(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // What can't be focused leaves the keyboard where it is.
        let _ = element.focus();
    }
}

/// To a row, of which as much comes into view as there is room for.
pub fn article(row: &Element) {
    take_part(row, true);
    if let Some(row) = row.dyn_ref::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // As above.
        let _ = row.focus_with_options(&options);
    }
    scroll::settle(row.clone(), ScrollLogicalPosition::Nearest, has_it);
}

fn has_it(row: &Element) -> bool {
    row.matches(":focus").unwrap_or_default()
}

/// Makes a row, and the switch in it, stops of the tab key, or none. One that is a stop is read out with what it says,
/// not by its name alone.
pub fn take_part(row: &Element, takes_part: bool) {
    let find = |selector| row.query_selector(selector).ok().flatten();
    for element in [Some(row.clone()), find(".switch")].into_iter().flatten() {
        if let Some(element) = element.dyn_ref::<HtmlElement>() {
            element.set_tab_index(if takes_part { 0 } else { -1 });
        }
    }
    if let Some(said) = find(".line") {
        said.set_id(if takes_part { SAID } else { "" });
        // A name and a value that no element refuses.
        let _ = row.set_attribute("aria-describedby", if takes_part { SAID } else { "" });
    }
}

/// Whether a row goes on below the window.
pub fn reaches_below(row: &Element) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "a window's height in pixels")]
    let height = scroll::window_height() as f64;
    row.get_bounding_client_rect().bottom() > height + 1.0
}

/// Whether a row begins above the window.
pub fn reaches_above(row: &Element) -> bool {
    row.get_bounding_client_rect().top() < -1.0
}
