//! Relations between elements, including across shadow roots.

use std::iter::successors;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, Node, ShadowRoot};

/// Returns the nearest ancestor, or the element itself, that matches a CSS selector. Does not leave the shadow root.
pub fn closest(element: &Element, selector: &str) -> Option<Element> {
    element.closest(selector).ok().flatten()
}

/// Returns whether `node` is `ancestor` or inside it, within one shadow root.
pub fn is_inside(node: &Node, ancestor: &Node) -> bool {
    ancestor.contains(Some(node))
}

/// Returns the target of an event that a listener inside the shadow root receives.
pub fn event_element(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Returns whether an element has the focus.
pub fn has_focus(element: &Element) -> bool {
    active_element(element).is_some_and(|active| active == *element)
}

/// Returns whether an element, or one inside it, has the focus.
pub fn contains_focus(element: &Element) -> bool {
    active_element(element).is_some_and(|active| element.contains(Some(&active)))
}

/// Returns whether an element has a box: it is in the document, and nothing around it has `display: none`.
pub fn is_rendered(element: &Element) -> bool {
    element.get_client_rects().length() > 0
}

/// Returns the ancestors of an element in the flat tree: through slots and shadow hosts, up to the document element.
pub fn rendered_ancestors(element: &Element) -> impl Iterator<Item = Element> {
    successors(rendered_parent(element), rendered_parent)
}

/// Returns the focused element of the document or shadow root that `element` is in.
fn active_element(element: &Element) -> Option<Element> {
    let root = element.get_root_node();
    match root.dyn_ref::<ShadowRoot>() {
        Some(shadow) => shadow.active_element(),
        None => element.owner_document()?.active_element(),
    }
}

fn rendered_parent(element: &Element) -> Option<Element> {
    if let Some(slot) = element.assigned_slot() {
        return Some(slot.into());
    }
    element.parent_element().or_else(|| Some(element.get_root_node().dyn_into::<ShadowRoot>().ok()?.host()))
}

/// Sets or removes an attribute of the host element.
pub fn set_host_attribute(host: &Element, name: &str, value: Option<&str>) {
    // Throws only for an invalid name.
    let _ = match value {
        Some(value) => host.set_attribute(name, value),
        None => host.remove_attribute(name),
    };
}

/// Removes all children of a shadow root.
pub fn clear(root: &ShadowRoot) {
    root.set_text_content(None);
}
