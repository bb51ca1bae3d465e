//! Scrolling to an element: at once, so nothing moves that nobody moved.

use leptos::prelude::request_animation_frame;
/// What is scrolled to, and where to.
pub use web_sys::{Element, ScrollLogicalPosition};
use web_sys::{ScrollBehavior, ScrollIntoViewOptions};

/// Brings `element` into view, and again for a few frames as long as `still` holds: rows out of sight have guessed heights,
/// and those that come into view push it away.
pub fn settle(element: Element, block: ScrollLogicalPosition, still: fn(&Element) -> bool) {
    again(element, block, still, FRAMES);
}

const FRAMES: u8 = 6;

fn again(element: Element, block: ScrollLogicalPosition, still: fn(&Element) -> bool, frames: u8) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(block);
    options.set_inline(ScrollLogicalPosition::Nearest);
    options.set_behavior(ScrollBehavior::Instant);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    if frames > 0 {
        request_animation_frame(move || {
            if still(&element) {
                again(element, block, still, frames - 1);
            }
        });
    }
}

/// Pixels from the end that are no way.
const NEAR: f64 = 80.0;

/// Whether an element is in sight, or would be a little further down.
pub fn is_near(element: &Element) -> bool {
    element.get_bounding_client_rect().top() <= super::draw::seen_around(element).1 + NEAR
}

/// How much of a page is seen at once, in pixels; where nobody can say, as much as on most screens.
pub fn window_height() -> usize {
    let height = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or(1_000.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a window's height in whole pixels")]
    let height = height as usize;
    height
}
