//! What a root hands to what is drawn below it: the settings, and whom to tell.

use std::rc::Rc;

use happytalk_model::link::MediaPolicy;

use super::knob::Knob;
use crate::options::{Lang, Locked, Memos, Options, StartAt, Theme};

/// The element's settings, one knob each, so that a change draws only what it concerns.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Language of labels and dates.
    pub lang: Knob<Lang>,
    /// Colour scheme.
    pub theme: Knob<Theme>,
    /// Locked messages.
    pub locked: Knob<Locked>,
    /// Internal memos.
    pub memos: Knob<Memos>,
    /// Where to start.
    pub start_at: Knob<StartAt>,
    /// The message to scroll to and highlight.
    pub message: Knob<Option<String>>,
    /// Set when all rows are wanted at once.
    pub whole: Knob<()>,
    /// Where media may come from.
    pub media: Rc<MediaPolicy>,
}

impl Settings {
    /// As the attributes say.
    pub fn new(options: &Options, media: MediaPolicy) -> Self {
        Self {
            lang: Knob::new(options.lang),
            theme: Knob::new(options.theme),
            locked: Knob::new(options.locked),
            memos: Knob::new(options.memos),
            start_at: Knob::new(options.start_at),
            message: Knob::new(options.message.clone()),
            whole: Knob::new(()),
            media: Rc::new(media),
        }
    }

    /// Turns the knobs whose attribute has changed.
    pub fn follow(&self, old: &Options, new: &Options) {
        turn(&self.lang, &old.lang, &new.lang);
        turn(&self.theme, &old.theme, &new.theme);
        turn(&self.locked, &old.locked, &new.locked);
        turn(&self.memos, &old.memos, &new.memos);
        turn(&self.start_at, &old.start_at, &new.start_at);
        turn(&self.message, &old.message, &new.message);
    }
}

fn turn<T: Clone + PartialEq>(knob: &Knob<T>, old: &T, new: &T) {
    if old != new {
        knob.set(new.clone());
    }
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
    /// `happytalk-select`: a room of the list was picked.
    Select {
        /// Its id.
        room: String,
    },
    /// `happytalk-navigate`: the reader has gone elsewhere in the console.
    Navigate {
        /// Where to, as `present::place` writes it.
        query: String,
        /// How an address should follow.
        step: Step,
    },
}

/// How the reader got to another place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To a place of its own, to which one may want to come back.
    Push,
    /// On from one place to the next like it.
    Replace,
    /// Back to where a room was opened.
    Back,
}

impl Step {
    /// The value in the event.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Push => "push",
            Self::Replace => "replace",
            Self::Back => "back",
        }
    }
}

/// Dispatches an event on the host element; false when the page has prevented the default.
pub type Emit = Rc<dyn Fn(Event) -> bool>;
