//! An [`El`] in the document: its node, and what must live as long as it stands.

use std::cell::RefCell;

use leptos::{
    prelude::*,
    tachys::renderer::{
        Rndr,
        types::{Element, Node},
    },
    wasm_bindgen::JsCast as _,
};

use super::{Changing, El, Follow, Handle, Hook, Parts};
use crate::platform::draw::{Listening, draw};

impl El {
    /// Builds the element.
    pub fn build(self) -> (Node, Kept) {
        let Parts { program, handlers, hooks } = *self.0;
        let (nodes, listening) = draw(&program, handlers);
        let mut kept = Kept { listening, handles: Vec::new(), effects: Vec::new() };
        for (number, hook) in (1..).zip(hooks) {
            match hook {
                Hook::Live(name, value) => {
                    let node: Element = nodes.remembered(number);
                    kept.effects.push(effect(Box::new(move || match value() {
                        Some(value) => Rndr::set_attribute(&node, name, &value),
                        None => Rndr::remove_attribute(&node, name),
                    })));
                }
                Hook::Handle(handle) => {
                    handle.hold(nodes.remembered(number));
                    kept.handles.push(handle);
                }
                Hook::Follow(run) => kept.effects.push(effect(run)),
                Hook::Changing(draw) => kept.effects.push(changing(nodes.remembered(number), draw)),
            }
        }
        (nodes.top(), kept)
    }

    /// Several elements, built as a fragment.
    pub fn build_all(elements: impl IntoIterator<Item = El>) -> (Node, Kept) {
        El(Box::default()).children(elements).build()
    }
}

/// Keeps what `draw` gives right before a comment that marks its place.
fn changing(place: Node, draw: Changing) -> RenderEffect<()> {
    let standing: RefCell<Option<(Node, Kept)>> = RefCell::default();
    effect(Box::new(move || {
        let drawn = draw().map(El::build);
        if let (Some((node, _)), Some(parent)) = (&drawn, Rndr::get_parent(&place)) {
            Rndr::insert_node(parent.unchecked_ref(), node, Some(&place));
        }
        if let Some((node, _kept)) = standing.replace(drawn) {
            Rndr::remove(node.unchecked_ref());
        }
    }))
}

/// Not once more for each kind of effect.
#[inline(never)]
fn effect(run: Follow) -> RenderEffect<()> {
    RenderEffect::new(move |_| run())
}

/// What must live as long as an element stands: dropping it ends listening and stops effects.
pub struct Kept {
    listening: Option<Listening>,
    handles: Vec<Handle>,
    effects: Vec<RenderEffect<()>>,
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Kept").field("listening", &self.listening).finish_non_exhaustive()
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        for handle in &self.handles {
            handle.release();
        }
    }
}
