//! Dispatches the element's events on its host.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use web_sys::HtmlElement;

use crate::{browser::events::dispatch_custom_event, state::events::ElementEvent};

/// Dispatches an event. Returns false if a listener prevented the default.
pub fn dispatch(host: &HtmlElement, event: &ElementEvent) -> bool {
    // JSON types: listeners get plain objects, and `null` for a missing value.
    let detail = event.serialize(&Serializer::json_compatible());
    let is_cancelable = matches!(event, ElementEvent::Action { .. });
    // Only an integer above 2^53 can't be serialised: an `exp` that no clock reaches.
    dispatch_custom_event(host, event.name(), &detail.unwrap_or_default(), is_cancelable)
}
