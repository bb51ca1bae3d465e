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

    /// Stores the draft of a room. Removes an empty draft.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(text: &str) -> Draft {
        Draft { text: text.to_owned(), ..Draft::default() }
    }

    #[test]
    fn draft_of_each_room_is_kept_until_it_is_empty() {
        let owner = Owner::new();
        owner.with(|| {
            let drafts = Drafts::new();
            drafts.set("a", draft("one"));
            assert_eq!(drafts.get("b"), Draft::default());
            drafts.set("b", draft("two"));
            drafts.set("a", draft("one more"));
            assert_eq!((drafts.get("a"), drafts.get("b")), (draft("one more"), draft("two")));
            drafts.set("a", Draft::default());
            assert_eq!((drafts.get("a"), drafts.0.with_value(HashMap::len)), (Draft::default(), 1));
        });
    }
}
