//! [`El`]: one element of any tag, described by value, and built with everything in it in one call to the browser.
//!
//! Typed builders compile to new code for every shape of view; this one type serves all of them. What it holds is the
//! program that `www/draw.js` runs: text becomes text nodes, attributes are set by name, and no vendor string ever meets
//! an HTML parser. Parts that follow signals go in by [`El::changing`] and [`El::live`]; parts that change when the
//! reader does something are filled by a [`Handle`], which costs nothing until then.

mod built;
mod handle;

use std::borrow::Cow;

use leptos::{ev, wasm_bindgen::JsCast};

pub use self::{built::Kept, handle::Handle};
use crate::platform::draw::{Handler, Program};

/// Text that is a constant word of ours or a string of the vendor's.
pub type Text = Cow<'static, str>;

/// An element to be built.
#[must_use = "an element that is put nowhere is not drawn"]
pub struct El(Box<Parts>);

/// In a box: every call of the builder moves an element, and each move of a pointer is a fraction of the code.
#[derive(Default)]
struct Parts {
    /// Its last element, this one, is still open.
    program: Program,
    /// Whom to call, in the order of the program's listeners.
    handlers: Vec<Handler>,
    /// What needs a node once there is one, in the order in which the program remembers them.
    hooks: Vec<Hook>,
}

type Live = Box<dyn Fn() -> Option<Text>>;
type Follow = Box<dyn Fn()>;
type Changing = Box<dyn Fn() -> Option<El>>;

enum Hook {
    Live(&'static str, Live),
    Handle(Handle),
    Follow(Follow),
    Changing(Changing),
}

/// An element without class.
pub fn el(tag: &'static str) -> El {
    El::open('<', tag)
}

/// An SVG element.
pub fn svg(tag: &'static str) -> El {
    El::open('%', tag)
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
    fn open(instruction: char, tag: &str) -> Self {
        Self(Box::default()).then(instruction, tag)
    }

    #[inline(never)]
    fn then(mut self, instruction: char, text: &str) -> Self {
        self.0.program.then(instruction);
        self.0.program.with(text);
        self
    }

    #[inline(never)]
    fn hook(mut self, instruction: char, hook: Hook) -> Self {
        self.0.hooks.push(hook);
        self.0.program.then(instruction);
        self
    }

    /// Sets an attribute.
    pub fn attr(self, name: &'static str, value: impl AsRef<str>) -> Self {
        self.set(name, value.as_ref())
    }

    /// Not once more for each type of value.
    #[inline(never)]
    fn set(self, name: &str, value: &str) -> Self {
        let mut element = self.then('=', name);
        element.0.program.with(value);
        element
    }

    /// Sets an attribute if there is a value.
    pub fn maybe_attr(self, name: &'static str, value: Option<impl AsRef<str>>) -> Self {
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
    pub fn text(self, text: impl AsRef<str>) -> Self {
        self.then('"', text.as_ref())
    }

    /// Appends an element.
    #[inline(never)]
    pub fn child(mut self, mut child: El) -> Self {
        self.0.program.append(&child.0.program);
        self.0.program.then('>');
        self.0.handlers.append(&mut child.0.handlers);
        self.0.hooks.append(&mut child.0.hooks);
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
    pub fn children(self, children: impl IntoIterator<Item = El>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    /// Appends what follows signals: drawn anew whenever one it has read changes.
    pub fn changing(self, draw: impl Fn() -> Option<El> + 'static) -> Self {
        self.hook('#', Hook::Changing(Box::new(draw)))
    }

    /// Listens on the element for as long as it stands.
    #[expect(clippy::needless_pass_by_value, reason = "an event is a name: `.on(ev::click, …)`")]
    pub fn on<E>(self, event: E, handler: impl Fn(E::EventType) + 'static) -> Self
    where
        E: ev::EventDescriptor,
        E::EventType: JsCast,
    {
        self.listen(&event.name(), Box::new(move |event: ev::Event| handler(event.unchecked_into())))
    }

    /// Not once more for each type of event.
    #[inline(never)]
    fn listen(mut self, name: &str, handler: Handler) -> Self {
        self.0.handlers.push(handler);
        self.then('!', name)
    }

    /// An attribute that follows signals; `None` takes it away.
    pub fn live(self, name: &'static str, value: impl Fn() -> Option<Text> + 'static) -> Self {
        self.hook('@', Hook::Live(name, Box::new(value)))
    }

    /// Runs `run` when the element is built, and again whenever a signal it has read changes, for as long as it stands.
    pub fn follow(self, run: impl Fn() + 'static) -> Self {
        self.hook('@', Hook::Follow(Box::new(run)))
    }

    /// Fills `handle` when the element is built.
    pub fn handle(self, handle: &Handle) -> Self {
        self.hook('@', Hook::Handle(handle.clone()))
    }
}

impl std::fmt::Debug for El {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("El").field("program", &self.0.program).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_is_a_program_and_its_handlers_keep_their_order() {
        let (text, title) = ("one", "two");
        let element = div("a")
            .child(el("b").on(ev::click, |_| {}).text(text))
            .attr("title", title)
            .children([svg("svg").on(ev::click, |_| {})]);
        let drawn = format!("{:?}", element.0.program).replace("\\0", "|");
        let expected =
            r#"Program { instructions: "<=<!\">=%!>", texts: "div|class|a|b|click|one|title|two|svg|click|" }"#;
        assert_eq!(drawn, expected);
        assert_eq!(element.0.handlers.len(), 2);
    }
}
