//! Scrolling to an element, at once or softly, as the reader's system prefers.

/// What is scrolled to, and where to.
pub use web_sys::{Element, ScrollLogicalPosition};
use web_sys::{ScrollBehavior, ScrollIntoViewOptions};

/// Brings `element` into view.
pub fn to(element: &Element, block: ScrollLogicalPosition, soft: bool) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(block);
    options.set_inline(ScrollLogicalPosition::Nearest);
    options.set_behavior(if soft && !reduced_motion() { ScrollBehavior::Smooth } else { ScrollBehavior::Instant });
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// How much of a page is seen at once, in pixels; where nobody can say, as much as on most screens.
pub fn window_height() -> usize {
    let height = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or(1_000.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a window's height in whole pixels")]
    let height = height as usize;
    height
}

/// Whether the reader asked for less motion.
pub fn reduced_motion() -> bool {
    web_sys::window()
        .and_then(|window| window.match_media("(prefers-reduced-motion: reduce)").ok().flatten())
        .is_some_and(|query| query.matches())
}
