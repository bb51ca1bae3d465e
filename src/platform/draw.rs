//! Elements, built by `www/draw.js` in one call: a program and its handlers in, nodes out.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
pub use web_sys::Node;
use web_sys::{AbortController, Element, Event};

#[wasm_bindgen(module = "/www/draw.js")]
extern "C" {
    fn build(program: &str, texts: &str, dispatch: &JsValue, signal: &JsValue) -> Array;
    fn seen(element: &Element) -> Box<[f64]>;
    /// Lays an element out within `parent` and takes it away again, before a frame could show it.
    #[wasm_bindgen(js_name = tryOut)]
    pub fn try_out(parent: &Node, node: &Node);
}

/// What is called when an event arrives.
pub type Handler = Box<dyn Fn(Event)>;

/// What `www/draw.js` is to do.
#[derive(Debug, Default)]
pub struct Program {
    /// A letter for each instruction, as that file explains them.
    instructions: String,
    /// Their texts, each ended by NUL.
    texts: String,
}

impl Program {
    /// One more instruction.
    pub fn then(&mut self, instruction: char) {
        self.instructions.push(instruction);
    }

    /// A text of the last instruction. NUL ends it, so one within becomes the sign for what can't be shown.
    pub fn with(&mut self, text: &str) {
        if text.as_bytes().contains(&0) {
            self.texts
                .extend(text.chars().map(|letter| if letter == '\0' { char::REPLACEMENT_CHARACTER } else { letter }));
        } else {
            self.texts.push_str(text);
        }
        self.texts.push('\0');
    }

    /// All of another program.
    pub fn append(&mut self, other: &Self) {
        self.instructions.push_str(&other.instructions);
        self.texts.push_str(&other.texts);
    }
}

/// Runs a program; its listeners call `handlers`, in the order in which they stand in it, as long as the
/// [`Listening`] lives.
pub fn draw(program: &Program, handlers: Vec<Handler>) -> (Nodes, Option<Listening>) {
    let listening = Listening::to(handlers);
    let (dispatch, signal) = match &listening {
        Some(listening) => (listening.dispatch.as_ref(), listening.controller.signal().into()),
        None => (&JsValue::UNDEFINED, JsValue::UNDEFINED),
    };
    (Nodes(build(&program.instructions, &program.texts, dispatch, &signal)), listening)
}

/// Where an element stands, in pixels of the window.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// From where to where the page is seen around it.
    pub seen: (f64, f64),
    /// Its top.
    pub top: f64,
    /// Its bottom.
    pub bottom: f64,
}

/// Reads where it stands.
pub fn place(element: &Element) -> Place {
    match *seen(element) {
        [from, to, top, bottom] => Place { seen: (from, to), top, bottom },
        _ => Place::default(),
    }
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
        // Every browser that runs this module's WebAssembly (reference types) has it.
        Some(Self { controller: AbortController::new().ok()?, dispatch })
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.controller.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_hold_another() {
        let mut program = Program::default();
        program.then('"');
        program.with("x\0<img\0onerror");
        let rest = Program { instructions: ">".to_owned(), texts: String::new() };
        program.append(&rest);
        assert_eq!((&*program.instructions, &*program.texts), ("\">", "x\u{fffd}<img\u{fffd}onerror\0"));
    }
}
