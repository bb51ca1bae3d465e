//! What screen readers are told about changes.

use leptos::prelude::*;

/// Announces changes to screen readers, politely. The live regions that render it are `components::ui::LiveRegion`.
#[derive(Clone, Copy, Debug)]
pub struct Announcer(RwSignal<Announcement>);

/// The latest announcement. The number tells two equal texts apart: both are read out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Announcement {
    /// Grows with each announcement.
    pub number: u32,
    /// The text; empty before the first one.
    pub text: String,
}

impl Announcer {
    /// Returns an announcer that has announced nothing yet.
    pub fn new() -> Self {
        Self(RwSignal::new(Announcement::default()))
    }

    /// Announces a text.
    pub fn announce(self, text: impl Into<String>) {
        self.0.update(|latest| *latest = Announcement { number: latest.number.wrapping_add(1), text: text.into() });
    }

    /// Returns the latest announcement, and tracks it.
    pub fn latest(self) -> Announcement {
        self.0.get()
    }
}

impl Default for Announcer {
    fn default() -> Self {
        Self::new()
    }
}
