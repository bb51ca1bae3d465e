//! Giving the keyboard to an element.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

use super::{
    draw::place,
    scroll::{Hold, ScrollLogicalPosition, settle},
};

#[wasm_bindgen(module = "/www/draw.js")]
extern "C" {
    fn focus(element: &Element, is_still: bool);
    /// Makes a row, and the switch in it, stops of the tab key, or none. One that is a stop is read out with all it holds,
    /// not by its name alone.
    #[wasm_bindgen(js_name = takePart)]
    pub fn take_part(row: &Element, takes_part: bool);
}

/// To an element that can have it; what can't leaves the keyboard where it is.
pub fn give(element: &Element) {
    focus(element, false);
}

/// To a row, of which as much comes into view as there is room for.
pub fn article(row: &Element) {
    quietly(row);
    settle(row, ScrollLogicalPosition::Nearest, Hold::Focused);
}

/// To a row that has come in the place of one that had it; nothing is scrolled.
pub fn quietly(row: &Element) {
    take_part(row, true);
    give_still(row);
}

/// From one element, if it has it, to another, which stays where it is: to scroll to it would end a glide.
pub fn hand_on(from: &Element, to: &Element) {
    if from.matches(":focus").unwrap_or_default() {
        give_still(to);
    }
}

/// To an element that stays where it is.
pub fn give_still(element: &Element) {
    focus(element, true);
}

/// Whether a row is higher than what is seen of the page.
pub fn is_high(row: &Element) -> bool {
    let place = place(row);
    place.bottom - place.top > place.seen.1 - place.seen.0
}

/// Whether a row goes on below what is seen of the page, or of the box in it that scrolls.
pub fn reaches_below(row: &Element) -> bool {
    let place = place(row);
    place.bottom > place.seen.1 + 1.0
}

/// Whether a row begins above it.
pub fn reaches_above(row: &Element) -> bool {
    let place = place(row);
    place.top < place.seen.0 - 1.0
}
