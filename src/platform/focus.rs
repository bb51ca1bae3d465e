//! Giving the keyboard to an element.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, ScrollLogicalPosition, ShadowRoot};

use super::{draw, scroll};

/// The `id` of the row that has the keyboard. Ids are known within one shadow root only.
const HERE: &str = "here";

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
    give_still(row);
    scroll::settle(row.clone(), ScrollLogicalPosition::Nearest, has_it);
}

/// To a row that has come in the place of one that had it; nothing is scrolled.
pub fn quietly(row: &Element) {
    take_part(row, true);
    give_still(row);
}

/// From one element, if it has it, to another, which stays where it is: to scroll to it would end a glide.
pub fn hand_on(from: &Element, to: &Element) {
    if has_it(from) {
        give_still(to);
    }
}

/// To an element that stays where it is.
pub fn give_still(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // As above.
        let _ = element.focus_with_options(&options);
    }
}

fn has_it(element: &Element) -> bool {
    element.matches(":focus").unwrap_or_default()
}

/// Makes a row, and the switch in it, stops of the tab key, or none. One that is a stop is read out with all it holds, not
/// by its name alone.
pub fn take_part(row: &Element, takes_part: bool) {
    if takes_part && let Ok(Some(other)) = top(row).query_selector(&["#", HERE].concat()) {
        // One in another room.
        described(&other, false);
    }
    let switch = row.query_selector(".switch").ok().flatten();
    for element in [Some(row.clone()), switch].into_iter().flatten() {
        if let Some(element) = element.dyn_ref::<HtmlElement>() {
            element.set_tab_index(if takes_part { 0 } else { -1 });
        }
    }
    described(row, takes_part);
}

fn described(row: &Element, is_here: bool) {
    let name = if is_here { HERE } else { "" };
    row.set_id(name);
    // A name and a value that no element refuses.
    let _ = row.set_attribute("aria-describedby", name);
}

/// The shadow root a row stands in.
fn top(row: &Element) -> ShadowRoot {
    row.get_root_node().unchecked_into()
}

/// Whether a row is higher than what is seen of the page.
pub fn is_high(row: &Element) -> bool {
    let (top, bottom) = draw::seen_around(row);
    row.get_bounding_client_rect().height() > bottom - top
}

/// Whether a row goes on below what is seen of the page, or of the box in it that scrolls.
pub fn reaches_below(row: &Element) -> bool {
    row.get_bounding_client_rect().bottom() > draw::seen_around(row).1 + 1.0
}

/// Whether a row begins above it.
pub fn reaches_above(row: &Element) -> bool {
    row.get_bounding_client_rect().top() < draw::seen_around(row).0 - 1.0
}
