//! What a root provides to the components below it. Every context is a type of its own, fetched with `expect_context`.

use std::rc::Rc;

use happytalk_model::link::MediaPolicy;
use leptos::prelude::*;

use crate::options::{Lang, Locked, Memos, StartAt, Theme};

/// The element's settings. Each follows its attribute.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Language of labels and dates.
    pub lang: Signal<Lang>,
    /// Colour scheme.
    pub theme: Signal<Theme>,
    /// Locked messages.
    pub locked: Signal<Locked>,
    /// Internal memos.
    pub memos: Signal<Memos>,
    /// Where to start.
    pub start_at: Signal<StartAt>,
    /// The message to scroll to and highlight.
    pub message: Signal<Option<String>>,
    /// Where media may come from.
    pub media: StoredValue<MediaPolicy>,
}

/// What the element tells its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// `happytalk-ready`.
    Ready { version: &'static str },
    /// `happytalk-load`.
    Load { room: String, messages: usize, undecoded: usize },
    /// `happytalk-error`.
    Error { kind: &'static str, status: Option<u16>, message: String },
    /// `happytalk-action`: something with a URL is about to be opened. Cancelable.
    Action { message_id: Option<String>, action: &'static str, name: String, url: String },
    /// `happytalk-reveal`.
    Reveal { message_id: Option<String> },
}

/// Dispatches events on the host element.
#[derive(Clone)]
pub struct Emit(Rc<dyn Fn(Event) -> bool>);

impl Emit {
    /// `dispatch` returns whether the page let it happen (nobody called `preventDefault`).
    pub fn new(dispatch: impl Fn(Event) -> bool + 'static) -> Self {
        Self(Rc::new(dispatch))
    }

    /// Dispatches; false when the page has prevented the default.
    pub fn emit(&self, event: Event) -> bool {
        (self.0)(event)
    }
}

impl std::fmt::Debug for Emit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Emit")
    }
}
