//! An [`El`] in the document, and the traits by which Leptos puts it there.

use leptos::{
    prelude::*,
    tachys::{
        html::attribute::{Attribute, any_attribute::AnyAttribute},
        hydration::Cursor,
        renderer::{RemoveEventHandler, Rndr, types},
        view::{Mountable, Position, PositionState, add_attr::AddAnyAttr, any_view::AnyViewState},
    },
    wasm_bindgen::JsCast,
};
use send_wrapper::SendWrapper;

use super::{Child, El};

impl El {
    /// Builds the element; what has to be kept gathers in `kept`, so that only the topmost keeps any.
    fn build_into(self, kept: &mut Kept) -> types::Element {
        let node = Rndr::create_element(self.tag, self.namespace);
        for (name, value) in &self.attributes {
            Rndr::set_attribute(&node, name, value);
        }
        for child in self.children {
            match child {
                Child::Element(child) => Rndr::insert_node(&node, &child.build_into(kept), None),
                Child::Text(text) => Rndr::insert_node(&node, &Rndr::create_text_node(&text), None),
                Child::View(view) => {
                    let mut state = view.build();
                    state.mount(&node, None);
                    kept.views.push(state);
                }
            }
        }
        for (name, handler) in self.handlers {
            kept.handlers.push(Rndr::add_event_listener(&node, name, handler));
        }
        for (name, value) in self.live {
            let node = node.clone();
            kept.effects.push(RenderEffect::new(move |_| match value() {
                Some(value) => Rndr::set_attribute(&node, name, &value),
                None => Rndr::remove_attribute(&node, name),
            }));
        }
        if let Some(handle) = self.handle {
            // A handle that serves two elements keeps the first.
            let _ = handle.0.set(node.clone());
        }
        node
    }
}

/// Not generic: one reactive view for all that changes, instead of one for each closure.
pub(super) fn follow(draw: Box<dyn Fn() -> Option<El>>) -> AnyView {
    let draw = SendWrapper::new(draw);
    IntoAny::into_any(move || draw().map(Sent::of))
}

/// An [`El`] as Leptos wants its views: `Send`, which on one thread costs nothing.
pub(super) struct Sent(SendWrapper<El>);

impl Sent {
    pub(super) fn of(element: El) -> Self {
        Self(SendWrapper::new(element))
    }
}

/// A built [`El`].
pub(super) struct Built {
    node: types::Element,
    _kept: Kept,
}

/// What must live as long as the element stands: dropping it removes listeners and stops effects.
#[derive(Default)]
struct Kept {
    views: Vec<AnyViewState>,
    handlers: Vec<RemoveEventHandler<types::Element>>,
    effects: Vec<RenderEffect<()>>,
}

impl Render for Sent {
    type State = Built;

    fn build(self) -> Built {
        let mut kept = Kept::default();
        let node = self.0.take().build_into(&mut kept);
        Built { node, _kept: kept }
    }

    fn rebuild(self, state: &mut Built) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl Mountable for Built {
    fn unmount(&mut self) {
        Rndr::remove(&self.node);
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        Rndr::insert_node(parent, &self.node, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match Rndr::get_parent(&self.node) {
            Some(parent) => {
                child.mount(parent.unchecked_ref(), Some(&self.node));
                true
            }
            None => false,
        }
    }

    fn elements(&self) -> Vec<types::Element> {
        vec![self.node.clone()]
    }
}

impl AddAnyAttr for Sent {
    type Output<SomeNewAttr: Attribute> = Self;

    /// Attributes come from [`El`]'s own builder only.
    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self
    where
        Self::Output<NewAttr>: RenderHtml,
    {
        self
    }
}

impl RenderHtml for Sent {
    type AsyncOutput = Self;
    type Owned = Self;
    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    /// Never called: the viewer is not rendered on a server.
    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    /// Never called: nothing to hydrate.
    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Built {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
