//! Changes of element sizes.

use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{Element, ResizeObserver};

/// Calls a function when a watched element has a new size: after layout and before the frame is painted. Dropping the watch stops the
/// calls.
#[derive(Debug)]
pub struct SizeWatch {
    /// `None` in a browser without resize observers.
    observer: Option<ResizeObserver>,
    _callback: Closure<dyn FnMut()>,
}

impl SizeWatch {
    /// Returns a watch of no elements.
    pub fn new(on_resize: impl Fn() + 'static) -> Self {
        let callback = Closure::new(on_resize);
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok();
        Self { observer, _callback: callback }
    }

    /// Watches an element while it is in the document. The function is called once with its first size.
    pub fn watch(&self, element: &Element) {
        if let Some(observer) = &self.observer {
            observer.observe(element);
        }
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
