//! Custom events.

use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

/// Dispatches a bubbling, composed `CustomEvent`. Returns false if a listener prevented the default.
pub fn dispatch_custom_event(host: &HtmlElement, name: &str, detail: &JsValue, is_cancelable: bool) -> bool {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(is_cancelable);
    init.set_detail(detail);
    let event = CustomEvent::new_with_event_init_dict(name, &init);
    // Throws only if the event is already being dispatched.
    event.and_then(|event| host.dispatch_event(&event)).unwrap_or(true)
}
