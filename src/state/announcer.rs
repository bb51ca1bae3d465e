//! Announcements for screen readers.

use leptos::prelude::*;

/// Announces changes to screen readers. `components::ui::LiveRegion` renders the announcements.
#[derive(Clone, Copy, Debug)]
pub struct Announcer(RwSignal<Announcement>);

/// The latest announcement. The number distinguishes equal texts, so that both are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Announcement {
    /// Incremented by each announcement.
    pub number: u32,
    /// The text; empty before the first announcement.
    pub text: String,
}

impl Announcer {
    /// Returns an announcer without an announcement.
    pub fn new() -> Self {
        Self(RwSignal::new(Announcement::default()))
    }

    /// Announces a text.
    pub fn announce(self, text: impl Into<String>) {
        self.0.update(|latest| *latest = Announcement { number: latest.number.wrapping_add(1), text: text.into() });
    }

    /// Returns the latest announcement; tracked.
    pub fn latest(self) -> Announcement {
        self.0.get()
    }
}

impl Default for Announcer {
    fn default() -> Self {
        Self::new()
    }
}
