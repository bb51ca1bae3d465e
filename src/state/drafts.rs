//! Unsent text, by room. Kept in memory only.

use std::collections::HashMap;

use happytalk_present::composer::Draft;
use leptos::prelude::*;

/// The drafts of an element, by room id.
#[derive(Clone, Copy, Debug)]
pub struct Drafts(StoredValue<HashMap<String, Draft>>);

impl Drafts {
    /// Returns an empty store.
    pub fn new() -> Self {
        Self(StoredValue::new(HashMap::new()))
    }

    /// Returns the draft of a room; empty if there is none.
    pub fn get(self, room: &str) -> Draft {
        self.0.with_value(|drafts| drafts.get(room).cloned().unwrap_or_default())
    }

    /// Keeps the draft of a room; an empty one is removed.
    pub fn set(self, room: &str, draft: Draft) {
        self.0.update_value(|drafts| {
            if draft == Draft::default() {
                drafts.remove(room);
            } else {
                drafts.insert(room.to_owned(), draft);
            }
        });
    }
}

impl Default for Drafts {
    fn default() -> Self {
        Self::new()
    }
}
