//! UI state of rows by [`RowKey`], which is kept across readings and while a row is unmounted.

use std::collections::{HashMap, HashSet};

use happytalk_present::row_key::RowKey;
use leptos::prelude::*;

/// The UI state of one room's rows.
#[derive(Clone, Copy, Debug)]
pub struct RoomUi {
    /// Rows whose source is open.
    pub open_sources: RwSignal<HashSet<RowKey>>,
    /// Secure messages that the reader revealed.
    pub uncovered: RwSignal<HashSet<RowKey>>,
    /// The row that is the tab stop of the list.
    pub tab_stop: RwSignal<Option<RowKey>>,
    /// Rows with playing media.
    pub playing: RwSignal<Vec<RowKey>>,
    /// The highlighted row.
    pub highlighted: RwSignal<Option<RowKey>>,
    /// Carousels that are shown as a grid instead of a track.
    pub spread: RwSignal<HashSet<RowKey>>,
    /// The block at the start of each carousel's track.
    pub carousel_positions: StoredValue<HashMap<RowKey, usize>>,
}

impl RoomUi {
    /// Returns the initial state.
    pub fn new() -> Self {
        Self {
            open_sources: RwSignal::default(),
            uncovered: RwSignal::default(),
            tab_stop: RwSignal::default(),
            playing: RwSignal::default(),
            highlighted: RwSignal::default(),
            spread: RwSignal::default(),
            carousel_positions: StoredValue::default(),
        }
    }
}

impl Default for RoomUi {
    fn default() -> Self {
        Self::new()
    }
}
