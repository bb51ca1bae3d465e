//! What a root provides to the components below it. Every context is a type of its own, fetched with `expect_context`.

use happytalk_model::link::MediaPolicy;
use leptos::prelude::*;

use crate::options::{Lang, Locked, Memos, StartAt, Theme};

/// The element's settings. Each follows its attribute. `ReadSignal`, not `Signal`: the latter brings the code of memos
/// for each of these types.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Language of labels and dates.
    pub lang: ReadSignal<Lang>,
    /// Colour scheme.
    pub theme: ReadSignal<Theme>,
    /// Locked messages.
    pub locked: ReadSignal<Locked>,
    /// Internal memos.
    pub memos: ReadSignal<Memos>,
    /// Where to start.
    pub start_at: ReadSignal<StartAt>,
    /// The message to scroll to and highlight.
    pub message: ReadSignal<Option<String>>,
    /// Where media may come from.
    pub media: StoredValue<MediaPolicy>,
}

/// What the element tells its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// `happytalk-ready`: the element is drawn and listens.
    Ready {
        /// Of this package.
        version: &'static str,
    },
    /// `happytalk-load`: a room stands and every row of it has been read.
    Load {
        /// Its id.
        room: String,
        /// How many rows.
        messages: usize,
        /// How many of them are of kind `unreadable`.
        undecoded: usize,
    },
    /// `happytalk-error`.
    Error {
        /// One of the contract's kinds.
        kind: &'static str,
        /// HTTP status, if there was an answer.
        status: Option<u16>,
        /// For a developer.
        message: String,
    },
    /// `happytalk-action`: something with a URL is about to be opened. Cancelable.
    Action {
        /// The message it stands in, if that has an id.
        message_id: Option<String>,
        /// The event's `type`: what was used.
        action: &'static str,
        /// Its label.
        name: String,
        /// Where it leads.
        url: String,
    },
    /// `happytalk-reveal`: a covered secure message was opened.
    Reveal {
        /// The message, if it has an id.
        message_id: Option<String>,
    },
}

/// Dispatches events on the host element.
#[derive(Clone, Copy, Debug)]
pub struct Emit(StoredValue<Dispatch, LocalStorage>);

type Dispatch = Box<dyn Fn(Event) -> bool>;

impl Emit {
    /// `dispatch` returns whether the page let it happen (nobody called `preventDefault`). Lives as long as the
    /// reactive owner it is made under.
    pub fn new(dispatch: impl Fn(Event) -> bool + 'static) -> Self {
        Self(StoredValue::new_local(Box::new(dispatch)))
    }

    /// Dispatches; false when the page has prevented the default, or when the element is gone.
    pub fn emit(&self, event: Event) -> bool {
        self.0.try_with_value(|dispatch| dispatch(event)).unwrap_or(false)
    }
}
