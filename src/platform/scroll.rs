//! Scrolling to an element: at once, so nothing moves that nobody moved.

use wasm_bindgen::prelude::wasm_bindgen;
pub use web_sys::Element;

#[wasm_bindgen(module = "/www/draw.js")]
extern "C" {
    #[wasm_bindgen(js_name = settle)]
    fn scroll(element: &Element, block: &str, frames: u8, is_focused: bool);
}

/// Where in the view something is brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScrollLogicalPosition {
    /// Its top.
    Start,
    /// Its middle.
    Center,
    /// Its bottom.
    End,
    /// No further than is needed.
    Nearest,
}

/// How long it is held there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// It is not.
    Not,
    /// For a few frames: rows out of sight have guessed heights, and those that come into view push it away.
    Frames,
    /// As long, while it has the keyboard.
    Focused,
}

const FRAMES: u8 = 6;

/// Brings `element` into view.
pub fn settle(element: &Element, block: ScrollLogicalPosition, hold: Hold) {
    let block = match block {
        ScrollLogicalPosition::Start => "start",
        ScrollLogicalPosition::Center => "center",
        ScrollLogicalPosition::End => "end",
        ScrollLogicalPosition::Nearest => "nearest",
    };
    scroll(element, block, if hold == Hold::Not { 0 } else { FRAMES }, hold == Hold::Focused);
}

/// Pixels from the end that are no way.
const NEAR: f64 = 80.0;

/// Whether an element is in sight, or would be a little further down. One that was left behind above is not.
pub fn is_near(element: &Element) -> bool {
    let place = super::draw::place(element);
    (place.seen.0..=place.seen.1 + NEAR).contains(&place.top)
}

/// How much of a page is seen at once, in pixels; where nobody can say, as much as on most screens.
pub fn window_height() -> usize {
    let height = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or(1_000.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a window's height in whole pixels")]
    let height = height as usize;
    height
}
