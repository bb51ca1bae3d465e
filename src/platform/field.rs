//! Fields that are written in: what stands in them, and how high they are.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

const VALUE: &str = "value";

/// What stands in a field, or is chosen.
pub fn value(field: &Element) -> String {
    Reflect::get(field, &VALUE.into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
}

/// Puts something there.
pub fn set_value(field: &Element, value: &str) {
    // Fields have it, and others take it as any other property.
    let _ = Reflect::set(field, &VALUE.into(), &value.into());
}

/// Makes it as high as what stands in it; the style sheet says how high at most.
pub fn grow(field: &Element) {
    let Some(style) = field.dyn_ref::<HtmlElement>().map(HtmlElement::style) else { return };
    // A property that every element has.
    let set = |height: &str| _ = style.set_property("block-size", height);
    set("auto");
    // The edges are no part of what scrolls.
    set(&[&(field.scroll_height() + 2).to_string(), "px"].concat());
}
