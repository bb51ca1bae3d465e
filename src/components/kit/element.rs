//! [`El`]: one element of any tag, described by value and built once, for everything that does not change.
//!
//! Typed builders compile to new code for every shape of view; this one type serves all of them. Text is set as text
//! nodes and attributes by `setAttribute`: no vendor string ever meets an HTML parser. What does change (a signal) goes
//! in by [`El::changing`] and [`El::live`].

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
#[must_use = "an element that is put nowhere is not drawn"]
pub struct El {
    tag: &'static str,
    namespace: Option<&'static str>,
    attributes: Vec<(&'static str, Text)>,
    children: Vec<Child>,
    handlers: Vec<(&'static str, Handler)>,
    live: Vec<(&'static str, Live)>,
    handle: Option<Handle>,
}

type Handler = Box<dyn FnMut(types::Event)>;
type Live = Box<dyn Fn() -> Option<Text>>;

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
        live: Vec::new(),
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

    /// Appends what follows signals: drawn anew whenever one it has read changes.
    pub fn changing(self, draw: impl Fn() -> Option<El> + 'static) -> Self {
        self.view(follow(Box::new(draw)))
    }

    /// Appends a Leptos view.
    pub fn view(mut self, view: AnyView) -> Self {
        self.children.push(Child::View(view));
        self
    }

    /// Listens on the element for as long as it stands.
    #[expect(clippy::needless_pass_by_value, reason = "an event is a name: `.on(ev::click, …)`")]
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

    /// An attribute that follows signals; `None` takes it away.
    pub fn live(mut self, name: &'static str, value: impl Fn() -> Option<Text> + 'static) -> Self {
        self.live.push((name, Box::new(value)));
        self
    }

    /// Fills `handle` when the element is built.
    pub fn handle(mut self, handle: &Handle) -> Self {
        self.handle = Some(handle.clone());
        self
    }

    /// As a Leptos view.
    pub fn into_any(self) -> AnyView {
        IntoAny::into_any(Sent::of(self))
    }

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

/// Not generic: one reactive view for all that changes, instead of one for each closure.
fn follow(draw: Box<dyn Fn() -> Option<El>>) -> AnyView {
    let draw = SendWrapper::new(draw);
    IntoAny::into_any(move || draw().map(Sent::of))
}

/// An [`El`] as Leptos wants its views: `Send`, which on one thread costs nothing.
struct Sent(SendWrapper<El>);

impl Sent {
    fn of(element: El) -> Self {
        Self(SendWrapper::new(element))
    }
}

/// A built [`El`].
struct Built {
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
