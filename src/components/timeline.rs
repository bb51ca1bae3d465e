//! A room's rows.

use std::sync::Arc;

use happytalk_present::{room_content::RoomContent, row_key::RowKey};
use leptos::prelude::*;

use crate::state::room_ui::RoomUi;

/// The list of one room's rows. A context of everything inside a room.
#[derive(Clone, Copy, Debug)]
pub struct RoomTimeline {
    /// The rows.
    pub content: Memo<Arc<RoomContent>>,
    /// What the reader did to rows.
    pub ui: RoomUi,
}

/// The lists of all rooms that are rendered, in their order. A context of the transcript's components.
#[derive(Clone, Copy, Debug)]
pub struct RoomTimelines(pub RwSignal<Vec<RoomTimeline>>);

impl RoomTimeline {
    /// Scrolls to a row, highlights it and moves the focus to it.
    pub fn go_to(self, _key: &RowKey) {}

    /// Opens or closes the source of a row.
    pub fn toggle_source(self, key: &RowKey) {
        self.ui.open_sources.update(|open| {
            if !open.remove(key) {
                open.insert(key.clone());
            }
        });
    }
}
