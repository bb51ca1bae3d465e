//! Elements, built by `www/draw.js` in one call: a program and its handlers in, nodes out.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
pub use web_sys::Node;
use web_sys::{AbortController, Element, Event};

#[wasm_bindgen(module = "/www/draw.js")]
extern "C" {
    fn build(program: &str, dispatch: &JsValue, signal: &JsValue) -> Array;
}

/// What is called when an event arrives.
pub type Handler = Box<dyn Fn(Event)>;

/// Runs a program; its listeners call `handlers`, in the order in which they stand in it, as long as the
/// [`Listening`] lives.
pub fn draw(program: &str, handlers: Vec<Handler>) -> (Nodes, Option<Listening>) {
    let listening = Listening::to(handlers);
    let (dispatch, signal) = match &listening {
        Some(listening) => (listening.dispatch.as_ref(), listening.controller.signal().into()),
        None => (&JsValue::UNDEFINED, JsValue::UNDEFINED),
    };
    (Nodes(build(program, dispatch, &signal)), listening)
}

/// Puts a node at the end of `parent`.
pub fn append(parent: &Node, node: &Node) {
    // Only a node that would hold itself is refused.
    let _ = parent.append_child(node);
}

/// Takes an element out of the document.
pub fn remove(node: &Node) {
    if let Some(element) = node.dyn_ref::<Element>() {
        element.remove();
    }
}

/// Lays an element out within `parent` and takes it away again, before a frame could show it.
pub fn try_out(parent: &Node, node: &Node) {
    append(parent, node);
    if let Some(element) = node.dyn_ref::<Element>() {
        element.get_bounding_client_rect();
    }
    remove(node);
}

/// Nodes that were built: the topmost one (a fragment, if the program makes several), then those it remembers.
#[derive(Debug)]
pub struct Nodes(Array);

impl Nodes {
    /// The topmost one.
    pub fn top(&self) -> Node {
        self.remembered(0)
    }

    /// One of those remembered; the first is 1.
    pub fn remembered<T: JsCast>(&self, number: u32) -> T {
        self.0.get(number).unchecked_into()
    }
}

/// Listeners, until it is dropped.
#[derive(Debug)]
pub struct Listening {
    controller: AbortController,
    dispatch: Closure<dyn Fn(usize, Event)>,
}

impl Listening {
    fn to(handlers: Vec<Handler>) -> Option<Self> {
        if handlers.is_empty() {
            return None;
        }
        let dispatch = Closure::new(move |index: usize, event| {
            if let Some(handler) = handlers.get(index) {
                handler(event);
            }
        });
        // There is no browser with WebAssembly and without it.
        Some(Self { controller: AbortController::new().ok()?, dispatch })
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.controller.abort();
    }
}
