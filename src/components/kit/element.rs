//! [`El`]: one element of any tag, described by value and built once, for everything that does not change.
//!
//! Typed builders compile to new code for every shape of view; this one type serves all of them. Text is set as text
//! nodes and attributes by `setAttribute`: no vendor string ever meets an HTML parser. What does change (a signal) goes
//! in by [`El::changing`] and [`El::live`].

mod built;

use std::borrow::Cow;

use leptos::{ev, prelude::*, tachys::renderer::types, wasm_bindgen::JsCast};

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
        self.view(built::follow(Box::new(draw)))
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
        IntoAny::into_any(built::Sent::of(self))
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
