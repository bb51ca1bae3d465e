//! [`El`]: one element of any tag, described by value and built once, for everything that does not change.
//!
//! Typed builders compile to new code for every shape of view; this one type serves all of them. Text is set as text
//! nodes and attributes by `setAttribute`: no vendor string ever meets an HTML parser. What does change (a signal) goes
//! in as a Leptos view by [`El::view`].

use std::borrow::Cow;

use leptos::{
    ev,
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

/// Text that is a constant word of ours or a string of the vendor's.
pub type Text = Cow<'static, str>;

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element to be built.
pub struct El {
    tag: &'static str,
    namespace: Option<&'static str>,
    attributes: Vec<(&'static str, Text)>,
    children: Vec<Child>,
    handlers: Vec<(&'static str, Handler)>,
    handle: Option<Handle>,
}

type Handler = Box<dyn FnMut(types::Event)>;

enum Child {
    Element(El),
    Text(Text),
    View(AnyView),
}

/// Gives access to an element once it is built: for scrolling and focus.
#[derive(Clone, Default)]
pub struct Handle(std::rc::Rc<std::cell::OnceCell<types::Element>>);

impl Handle {
    /// The element, if it has been built.
    pub fn get(&self) -> Option<types::Element> {
        self.0.get().cloned()
    }
}

/// An element without class.
pub fn el(tag: &'static str) -> El {
    El {
        tag,
        namespace: None,
        attributes: Vec::new(),
        children: Vec::new(),
        handlers: Vec::new(),
        handle: None,
    }
}

/// An SVG element.
pub fn svg(tag: &'static str) -> El {
    El { namespace: Some(SVG), ..el(tag) }
}

/// A `div` with its class.
pub fn div(class: &'static str) -> El {
    el("div").class(class)
}

/// A `span` with its class.
pub fn span(class: &'static str) -> El {
    el("span").class(class)
}

impl El {
    /// Sets an attribute.
    pub fn attr(mut self, name: &'static str, value: impl Into<Text>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// Sets an attribute if there is a value.
    pub fn maybe_attr(self, name: &'static str, value: Option<impl Into<Text>>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Sets a boolean attribute (present and empty), or leaves it out.
    pub fn flag(self, name: &'static str, on: bool) -> Self {
        if on { self.attr(name, "") } else { self }
    }

    /// Sets the class.
    pub fn class(self, class: &'static str) -> Self {
        self.attr("class", class)
    }

    /// Appends text.
    pub fn text(mut self, text: impl Into<Text>) -> Self {
        self.children.push(Child::Text(text.into()));
        self
    }

    /// Appends an element.
    pub fn child(mut self, child: El) -> Self {
        self.children.push(Child::Element(child));
        self
    }

    /// Appends an element if there is one.
    pub fn maybe(self, child: Option<El>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Appends elements.
    pub fn children(mut self, children: impl IntoIterator<Item = El>) -> Self {
        self.children.extend(children.into_iter().map(Child::Element));
        self
    }

    /// Appends a Leptos view: what changes.
    pub fn view(mut self, view: impl IntoAny) -> Self {
        self.children.push(Child::View(view.into_any()));
        self
    }

    /// Listens on the element for as long as it stands.
    pub fn on<E>(mut self, event: E, mut handler: impl FnMut(E::EventType) + 'static) -> Self
    where
        E: ev::EventDescriptor,
        E::EventType: JsCast,
    {
        let name = match event.name() {
            Cow::Borrowed(name) => name,
            Cow::Owned(_) => return self,
        };
        self.handlers.push((name, Box::new(move |event| handler(event.unchecked_into()))));
        self
    }

    /// Fills `handle` when the element is built.
    pub fn handle(mut self, handle: &Handle) -> Self {
        self.handle = Some(handle.clone());
        self
    }

    /// As a Leptos view.
    pub fn into_any(self) -> AnyView {
        IntoAny::into_any(Sent(SendWrapper::new(self)))
    }

    /// Builds the element; states of views and handlers gather in `state`, so that only the topmost keeps any.
    fn build_into(self, views: &mut Vec<AnyViewState>, handlers: &mut Vec<RemoveEventHandler<types::Element>>) -> types::Element {
        let node = Rndr::create_element(self.tag, self.namespace);
        for (name, value) in &self.attributes {
            Rndr::set_attribute(&node, name, value);
        }
        for child in self.children {
            match child {
                Child::Element(child) => {
                    let child = child.build_into(views, handlers);
                    Rndr::insert_node(&node, &child, None);
                }
                Child::Text(text) => Rndr::insert_node(&node, &Rndr::create_text_node(&text), None),
                Child::View(view) => {
                    let mut state = view.build();
                    state.mount(&node, None);
                    views.push(state);
                }
            }
        }
        for (name, handler) in self.handlers {
            handlers.push(Rndr::add_event_listener(&node, name, handler));
        }
        if let Some(handle) = self.handle {
            // A handle that serves two elements keeps the first.
            let _ = handle.0.set(node.clone());
        }
        node
    }
}

impl std::fmt::Debug for El {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("El").field("tag", &self.tag).field("attributes", &self.attributes).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Handle")
    }
}

/// An [`El`] as Leptos wants its views: `Send`, which on one thread costs nothing.
struct Sent(SendWrapper<El>);

/// A built [`El`].
struct Built {
    node: types::Element,
    views: Vec<AnyViewState>,
    // Dropping a handler removes its listener.
    _handlers: Vec<RemoveEventHandler<types::Element>>,
}

impl Render for Sent {
    type State = Built;

    fn build(self) -> Built {
        let (mut views, mut handlers) = (Vec::new(), Vec::new());
        let node = self.0.take().build_into(&mut views, &mut handlers);
        Built { node, views, _handlers: handlers }
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

impl Drop for Built {
    fn drop(&mut self) {
        // Views below are dropped with the state; naming them here says why they are kept.
        self.views.clear();
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
