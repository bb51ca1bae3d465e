//! The box that scrolls an element: the nearest scroll container around it, or the page.

use js_sys::{Reflect, parse_float};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{AddEventListenerOptions, Element, EventTarget, ScrollBehavior, ScrollLogicalPosition, ScrollToOptions};

use super::dom::rendered_ancestors;

/// Smaller distances are rounding errors of layout.
const MIN_DISTANCE_PX: f64 = 0.5;

/// Assumed viewport height if the browser reports none.
const DEFAULT_VIEWPORT_PX: f64 = 1_000.0;

/// The box that scrolls an element.
#[derive(Clone, Debug, PartialEq)]
pub struct Scroller {
    element: Element,
    is_page: bool,
}

impl Scroller {
    /// Returns the nearest scroll container whose content is higher than itself, or the page; `None` in a document without either.
    pub fn of(element: &Element) -> Option<Self> {
        let is_filled = |container: &Element| container.scroll_height() > container.client_height();
        let container = scroll_containers(element).find(is_filled);
        let container = container.map(|element| Self { element, is_page: false });
        container.or_else(|| Some(Self { element: document().scrolling_element()?, is_page: true }))
    }

    /// Returns the scroll position in pixels.
    pub fn position(&self) -> f64 {
        // `web_sys` rounds the position, which may be fractional.
        let position = Reflect::get(&self.element, &"scrollTop".into()).ok();
        position.and_then(|position| position.as_f64()).unwrap_or_default()
    }

    /// Returns the upper edge of the box in pixels of the viewport.
    pub fn edge(&self) -> f64 {
        if self.is_page { 0.0 } else { self.element.get_bounding_client_rect().top() }
    }

    /// Scrolls an element into view, as `Element.scrollIntoView` does, but scrolls only this box. Respects `scroll-margin`.
    pub fn bring_into_view(&self, element: &Element, block: ScrollLogicalPosition) {
        let rect = element.get_bounding_client_rect();
        let (before, after) = scroll_margins(element);
        let top = rect.top() - before - self.edge();
        let bottom = rect.bottom() + after - self.edge();
        let distance = distance_into_view(top, bottom, self.height(), block);
        if distance.abs() >= MIN_DISTANCE_PX {
            self.scroll_by(distance);
        }
    }

    /// Returns the box; `None` for the page.
    pub fn container(&self) -> Option<&Element> {
        (!self.is_page).then_some(&self.element)
    }

    fn height(&self) -> f64 {
        if self.is_page { viewport_height() } else { f64::from(self.element.client_height()) }
    }

    /// Scrolls by a distance in pixels, without animation. Scrolls nothing around the box.
    pub fn scroll_by(&self, distance: f64) {
        let options = ScrollToOptions::new();
        options.set_top(distance);
        options.set_behavior(ScrollBehavior::Instant);
        self.element.scroll_by_with_scroll_to_options(&options);
    }
}

/// Returns the distance to scroll so that an element from `top` to `bottom`, relative to the upper edge of a box of this height, is in
/// view.
fn distance_into_view(top: f64, bottom: f64, height: f64, block: ScrollLogicalPosition) -> f64 {
    let end = bottom - height;
    match block {
        ScrollLogicalPosition::Start => top,
        ScrollLogicalPosition::End => end,
        ScrollLogicalPosition::Center => f64::midpoint(top, end),
        // The nearer edge that is out of view; nothing if the element fills the box.
        _ if (top < 0.0) == (end > 0.0) => 0.0,
        _ => {
            if top.abs() < end.abs() {
                top
            } else {
                end
            }
        }
    }
}

/// Returns `scroll-margin` above and below an element, in pixels.
fn scroll_margins(element: &Element) -> (f64, f64) {
    let style = window().get_computed_style(element).ok().flatten();
    // Computed values are in pixels.
    let margin = |name: &str| {
        let value = style.as_ref().and_then(|style| style.get_property_value(name).ok());
        value.map(|value| parse_float(&value)).filter(|margin| margin.is_finite()).unwrap_or_default()
    };
    (margin("scroll-margin-top"), margin("scroll-margin-bottom"))
}

/// Calls a function whenever anything around an element scrolls, and when the viewport changes. Dropping the watch stops the calls.
#[derive(Debug)]
pub struct ScrollWatch {
    listener: Closure<dyn FnMut()>,
    targets: Vec<(EventTarget, &'static str)>,
}

impl ScrollWatch {
    /// Starts the watch.
    pub fn start(element: &Element, on_scroll: impl Fn() + 'static) -> Self {
        let listener = Closure::new(on_scroll);
        // Scroll events do not bubble and do not leave a shadow root, but are captured by the root that contains the scroll container.
        let mut roots: Vec<EventTarget> = Vec::new();
        for ancestor in rendered_ancestors(element) {
            let root = EventTarget::from(ancestor.get_root_node());
            if !roots.contains(&root) {
                roots.push(root);
            }
        }
        let mut targets: Vec<_> = roots.into_iter().map(|root| (root, "scroll")).collect();
        targets.push((window().into(), "resize"));
        let options = AddEventListenerOptions::new();
        options.set_capture(true);
        options.set_passive(true);
        for (target, name) in &targets {
            let callback = listener.as_ref().unchecked_ref();
            // Throws only if the listener is neither a function nor an object.
            let _ = target.add_event_listener_with_callback_and_add_event_listener_options(name, callback, &options);
        }
        Self { listener, targets }
    }
}

impl Drop for ScrollWatch {
    fn drop(&mut self) {
        for (target, name) in &self.targets {
            let callback = self.listener.as_ref().unchecked_ref();
            let _ = target.remove_event_listener_with_callback_and_bool(name, callback, true);
        }
    }
}

/// Returns the height of the viewport in pixels.
pub fn viewport_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(DEFAULT_VIEWPORT_PX)
}

/// Returns the scroll containers around an element, except the page.
pub fn scroll_containers(element: &Element) -> impl Iterator<Item = Element> {
    let page = document().scrolling_element();
    // The overflow of `<body>` belongs to the viewport unless `<html>` has its own.
    let root = document().document_element().filter(|root| overflow_of(root).as_deref() == Some("visible"));
    let body = root.and(document().body()).map(Element::from);
    rendered_ancestors(element).filter(move |ancestor| {
        page.as_ref() != Some(ancestor) && body.as_ref() != Some(ancestor) && is_scroll_container(ancestor)
    })
}

fn is_scroll_container(element: &Element) -> bool {
    matches!(overflow_of(element).as_deref(), Some("auto" | "scroll"))
}

fn overflow_of(element: &Element) -> Option<String> {
    let style = window().get_computed_style(element).ok().flatten()?;
    style.get_property_value("overflow-y").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(top: f64, bottom: f64, block: ScrollLogicalPosition) -> i64 {
        #[expect(clippy::cast_possible_truncation, reason = "whole pixels")]
        let distance = distance_into_view(top, bottom, 500.0, block) as i64;
        distance
    }

    #[test]
    fn element_is_aligned_with_the_box() {
        assert_eq!(distance(700.0, 800.0, ScrollLogicalPosition::Start), 700);
        assert_eq!(distance(700.0, 800.0, ScrollLogicalPosition::End), 300);
        assert_eq!(distance(700.0, 800.0, ScrollLogicalPosition::Center), 500);
    }

    #[test]
    fn nearest_scrolls_no_further_than_needed() {
        let nearest = |top, bottom| distance(top, bottom, ScrollLogicalPosition::Nearest);
        assert_eq!(nearest(100.0, 200.0), 0);
        assert_eq!(nearest(-50.0, 50.0), -50);
        assert_eq!(nearest(450.0, 550.0), 50);
        assert_eq!(nearest(-50.0, 550.0), 0, "it fills the box");
        assert_eq!(nearest(200.0, 900.0), 200, "its start, which is nearer than its end");
    }
}
