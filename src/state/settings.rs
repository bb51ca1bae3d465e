//! The settings of an element, as signals.

use happytalk_present::{
    options::{Lang, Locked, Memos, Options, StartAt, Theme},
    words::Words,
};
use leptos::prelude::*;

use super::set_if_changed;

/// The settings of an element, one signal each. Provided as a context to all components.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Language of labels and dates.
    pub lang: RwSignal<Lang>,
    /// Colour scheme.
    pub theme: RwSignal<Theme>,
    /// How secure messages are rendered.
    pub locked: RwSignal<Locked>,
    /// Whether memos are rendered.
    pub memos: RwSignal<Memos>,
    /// Initial scroll position.
    pub start_at: RwSignal<StartAt>,
    /// The message to scroll to and highlight.
    pub target: RwSignal<Option<ScrollTarget>>,
    /// Whether the page is being printed. All rows are mounted then.
    pub is_printing: RwSignal<bool>,
}

/// A message to scroll to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScrollTarget {
    /// Message id.
    pub id: String,
    /// Number that distinguishes requests for the same message.
    pub request: u32,
}

impl Settings {
    /// Returns settings with the values of the attributes.
    pub fn new(options: &Options) -> Self {
        Self {
            lang: RwSignal::new(options.lang),
            theme: RwSignal::new(options.theme),
            locked: RwSignal::new(options.locked),
            memos: RwSignal::new(options.memos),
            start_at: RwSignal::new(options.start_at),
            target: RwSignal::new(options.message.clone().map(|id| ScrollTarget { id, request: 0 })),
            is_printing: RwSignal::new(false),
        }
    }

    /// Updates the signals of the attributes that changed.
    pub fn update(self, old: &Options, new: &Options) {
        set_if_changed(self.lang, new.lang);
        set_if_changed(self.theme, new.theme);
        set_if_changed(self.locked, new.locked);
        set_if_changed(self.memos, new.memos);
        set_if_changed(self.start_at, new.start_at);
        if old.message != new.message {
            match &new.message {
                Some(id) => self.scroll_to(id.clone()),
                None => self.target.set(None),
            }
        }
    }

    /// Requests scrolling to a message, even if it is the current target.
    pub fn scroll_to(self, id: String) {
        self.target.update(|target| {
            let request = target.as_ref().map_or(0, |target| target.request).wrapping_add(1);
            *target = Some(ScrollTarget { id, request });
        });
    }

    /// Returns the UI strings of the language; tracked.
    pub fn words(self) -> &'static Words {
        Words::of(self.lang.get())
    }
}
