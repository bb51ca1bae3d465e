//! [`Handle`]: an element at hand, and what was put into it later.

use std::{cell::RefCell, rc::Rc};

use leptos::tachys::renderer::{Rndr, types::Element};

use super::{El, Kept};

/// Gives access to an element once it is built. Clones are the same handle.
///
/// Let go by the element it was built with, so that a handler inside may hold it: nothing is kept alive in a circle.
#[derive(Clone, Default)]
pub struct Handle(Rc<Held>);

#[derive(Default)]
struct Held {
    element: RefCell<Option<Element>>,
    /// What was put in.
    kept: RefCell<Vec<Kept>>,
}

impl Handle {
    /// The element, while it stands.
    pub fn get(&self) -> Option<Element> {
        self.0.element.borrow().clone()
    }

    /// Puts `content` in place of all that is in the element.
    pub fn fill(&self, content: El) {
        // Dropped when the new content stands: who asked for it may be a handler in the old.
        let old = self.empty();
        self.append(content);
        drop(old);
    }

    /// Takes away all that is in the element.
    pub fn clear(&self) {
        drop(self.empty());
    }

    fn empty(&self) -> Vec<Kept> {
        if let Some(element) = self.get() {
            element.set_text_content(None);
        }
        self.0.kept.take()
    }

    /// Puts `content` behind all that is in the element.
    pub fn append(&self, content: El) {
        let Some(element) = self.get() else { return };
        let (node, kept) = content.build();
        Rndr::insert_node(&element, &node, None);
        self.0.kept.borrow_mut().push(kept);
    }

    /// Sets an attribute, or takes it away.
    pub fn set(&self, name: &'static str, value: Option<&str>) {
        match (self.get(), value) {
            (Some(element), Some(value)) => Rndr::set_attribute(&element, name, value),
            (Some(element), None) => Rndr::remove_attribute(&element, name),
            (None, _) => {}
        }
    }

    /// Disables a button, or gives it back. The keyboard, if it is there, goes to `heir` first: it would be lost.
    pub fn disable(&self, is_off: bool, heir: &Self) {
        if let (true, Some(button), Some(heir)) = (is_off, self.get(), heir.get()) {
            crate::platform::focus::hand_on(&button, &heir);
        }
        self.set("disabled", is_off.then_some(""));
    }

    /// Gives the element the keyboard.
    pub fn focus(&self) {
        if let Some(element) = self.get() {
            crate::platform::focus::give(&element);
        }
    }

    /// The first element in it that a selector finds.
    pub fn find(&self, selector: &str) -> Option<Element> {
        self.get()?.query_selector(selector).ok().flatten()
    }

    /// Gives that one the keyboard.
    pub fn focus_on(&self, selector: &str) {
        if let Some(element) = self.find(selector) {
            crate::platform::focus::give(&element);
        }
    }

    /// Whether the keyboard is on it or in it.
    pub fn has_keyboard(&self) -> bool {
        self.get().is_some_and(|element| element.matches(":focus-within").unwrap_or_default())
    }

    /// Whether it takes any room on the page.
    pub fn is_seen(&self) -> bool {
        self.get().is_some_and(|element| element.client_width() > 0)
    }

    /// Whether an event is about the element itself.
    pub fn is_target(&self, event: &leptos::ev::Event) -> bool {
        self.get().is_some_and(|element| event.target().as_ref() == Some(element.as_ref()))
    }

    /// Called when the element is built. A handle that serves two elements keeps the last.
    pub(super) fn hold(&self, element: Element) {
        self.0.element.replace(Some(element));
    }

    /// Called when the element is gone.
    pub(super) fn release(&self) {
        self.0.element.take();
        self.0.kept.take();
    }
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Handle")
    }
}
