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

/// Whether the reader asked for less motion.
pub fn reduced_motion() -> bool {
    web_sys::window()
        .and_then(|window| window.match_media("(prefers-reduced-motion: reduce)").ok().flatten())
        .is_some_and(|query| query.matches())
}
