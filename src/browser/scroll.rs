//! Scrolling to elements, and measuring the visible area.

use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::{
    dom::{has_focus, is_rendered},
    idle::next_frame,
    scroller::{Scroller, scroll_containers, viewport_height},
};

/// Number of frames for which an element is kept in place after scrolling to it.
const SETTLE_FRAMES: u8 = 6;
/// Tolerance for subpixel layout.
const ROUNDING_PX: f64 = 1.0;

/// How long an element is kept in place after scrolling to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// For a few frames.
    Frames,
    /// For a few frames, while it has the focus.
    WhileFocused,
}

/// What may scroll to bring an element into view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The box that scrolls the element, and nothing around it: nobody asked for the element.
    Box,
    /// Everything around the element, also the page and the pages of frames: the reader or the host asked for it.
    Page,
}

/// Scrolls an element into view without animation.
pub fn scroll_into_view(element: &Element, block: ScrollLogicalPosition, reach: Reach) {
    if reach == Reach::Box {
        if let Some(scroller) = Scroller::of(element) {
            scroller.bring_into_view(element, block);
        }
        return;
    }
    let options = ScrollIntoViewOptions::new();
    options.set_block(block);
    options.set_inline(ScrollLogicalPosition::Nearest);
    options.set_behavior(ScrollBehavior::Instant);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls an element into view, and repeats this in the next frames, because rows that come into view may change height.
pub fn settle_in_view(element: &Element, block: ScrollLogicalPosition, hold: Hold, reach: Reach) {
    scroll_into_view(element, block, reach);
    let element = element.clone();
    spawn_local(async move {
        for _ in 0..SETTLE_FRAMES {
            next_frame().await;
            if !is_rendered(&element) || (hold == Hold::WhileFocused && !has_focus(&element)) {
                return;
            }
            scroll_into_view(&element, block, reach);
        }
    });
}

/// The vertical position of an element and of the visible area around it, in pixels of the viewport.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Visibility {
    /// Upper edge of the visible area.
    pub visible_top: f64,
    /// Lower edge of the visible area.
    pub visible_bottom: f64,
    /// Upper edge of the element.
    pub top: f64,
    /// Lower edge of the element.
    pub bottom: f64,
}

impl Visibility {
    /// Measures an element. The visible area is the viewport, clipped by scrolling ancestors.
    pub fn of(element: &Element) -> Self {
        let (mut visible_top, mut visible_bottom) = (0.0, viewport_height());
        for ancestor in scroll_containers(element) {
            let rect = ancestor.get_bounding_client_rect();
            visible_top = rect.top().max(visible_top);
            visible_bottom = rect.bottom().min(visible_bottom);
        }
        let rect = element.get_bounding_client_rect();
        Self { visible_top, visible_bottom, top: rect.top(), bottom: rect.bottom() }
    }

    /// Returns whether the element is higher than the visible area.
    pub fn is_taller_than_view(self) -> bool {
        self.bottom - self.top > self.visible_bottom - self.visible_top
    }

    /// Returns whether the element begins above the visible area.
    pub fn reaches_above(self) -> bool {
        self.top < self.visible_top - ROUNDING_PX
    }

    /// Returns whether the element ends below the visible area.
    pub fn reaches_below(self) -> bool {
        self.bottom > self.visible_bottom + ROUNDING_PX
    }
}

/// Computes the styles and the layout of an element now, not in the next frame.
pub fn lay_out(element: &HtmlElement) {
    // Reading the height requires the layout.
    let _ = element.offset_height();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(top: f64, bottom: f64) -> Visibility {
        Visibility { visible_top: 100.0, visible_bottom: 500.0, top, bottom }
    }

    #[test]
    fn subpixels_do_not_count_as_hidden() {
        assert!(!element(99.5, 500.5).reaches_above());
        assert!(!element(99.5, 500.5).reaches_below());
        assert!(element(98.0, 502.0).reaches_above());
        assert!(element(98.0, 502.0).reaches_below());
    }

    #[test]
    fn element_of_the_view_height_is_not_taller() {
        assert!(!element(0.0, 400.0).is_taller_than_view());
        assert!(element(0.0, 401.0).is_taller_than_view());
    }
}
