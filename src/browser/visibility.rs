//! Whether an element is in view, as a signal.

use js_sys::Array;
use leptos::{html::Div, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{IntersectionObserver, IntersectionObserverEntry};

/// Returns whether any part of an element is in view. Updated once per frame; false until the first update.
pub fn observe_visibility(element: NodeRef<Div>) -> ReadSignal<bool> {
    let (is_visible, set_visible) = signal(false);
    Effect::new(move || {
        let Some(element) = element.get() else { return };
        let callback = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            if let Ok(latest) = entries.pop().dyn_into::<IntersectionObserverEntry>() {
                // The component may be disposed before the last callback.
                set_visible.try_set(latest.is_intersecting());
            }
        });
        // Every browser that runs this module has intersection observers.
        let Ok(observer) = IntersectionObserver::new(callback.as_ref().unchecked_ref()) else { return };
        observer.observe(&element);
        let kept = SendWrapper::new((observer, callback));
        on_cleanup(move || kept.0.disconnect());
    });
    is_visible
}
