//! The box that scrolls an element: the nearest scroll container around it, or the page.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{AddEventListenerOptions, Element, EventTarget, ScrollBehavior, ScrollToOptions};

use super::{dom::rendered_ancestors, scroll::scroll_containers};

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
        // The page's position may be fractional, which `scrollTop` is not in every browser.
        let page = self.is_page.then(|| window().scroll_y().ok()).flatten();
        page.unwrap_or_else(|| f64::from(self.element.scroll_top()))
    }

    /// Returns the upper edge of the box in pixels of the viewport.
    pub fn edge(&self) -> f64 {
        if self.is_page { 0.0 } else { self.element.get_bounding_client_rect().top() }
    }

    /// Scrolls by a distance in pixels, without animation. Scrolls nothing around the box.
    pub fn scroll_by(&self, distance: f64) {
        let options = ScrollToOptions::new();
        options.set_top(distance);
        options.set_behavior(ScrollBehavior::Instant);
        self.element.scroll_by_with_scroll_to_options(&options);
    }
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
