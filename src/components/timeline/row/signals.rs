//! The signals of a row.

use std::sync::Arc;

use happytalk_model::Kind;
use happytalk_present::{
    header::sender_name,
    options::Locked,
    room_content::{RoomContent, RowView},
    row_key::RowKey,
    timeline::Side,
    words::Words,
};
use leptos::prelude::*;

use crate::{
    components::room_timeline::{RoomTimeline, RowPlace},
    state::settings::Settings,
};

/// The signals of one row.
#[derive(Clone, Copy, Debug)]
pub struct RowSignals {
    /// What the row renders.
    pub view: Memo<Arc<RowView>>,
    /// What the reader did to the row.
    pub ui: Memo<RowUi>,
    /// Place of the row in a windowed room.
    pub place: Memo<Option<RowPlace>>,
    content: Memo<Arc<RoomContent>>,
    locked: RwSignal<Locked>,
    words: &'static Words,
}

/// What the reader did to one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about a row")]
pub struct RowUi {
    /// Whether the row is the tab stop of the list.
    pub is_tab_stop: bool,
    /// Whether the row has or last had the focus. Its secondary controls are tab stops then.
    pub was_focused: bool,
    /// Whether the row is highlighted.
    pub is_highlighted: bool,
    /// Whether the source of the row is open.
    pub is_source_open: bool,
    /// Whether the reader uncovered the secure message.
    pub is_uncovered: bool,
}

impl RowSignals {
    /// Returns the signals of a row; `None` if the row is not shown.
    pub fn new(key: &RowKey, timeline: RoomTimeline, settings: Settings, words: &'static Words) -> Option<Self> {
        let first = untrack(|| timeline.view(key))?;
        let view = {
            let key = key.clone();
            Memo::new(move |previous: Option<&Arc<RowView>>| {
                // A row that is about to be unmounted keeps its last view.
                timeline.view(&key).or_else(|| previous.cloned()).unwrap_or_else(|| Arc::clone(&first))
            })
        };
        let ui = {
            let key = key.clone();
            Memo::new(move |_| RowUi {
                is_tab_stop: timeline.tab_stop.read().as_ref() == Some(&key),
                was_focused: timeline.ui.tab_stop.read().as_ref() == Some(&key),
                is_highlighted: timeline.ui.highlighted.read().as_ref() == Some(&key),
                is_source_open: timeline.ui.open_sources.read().contains(&key),
                is_uncovered: timeline.ui.uncovered.read().contains(&key),
            })
        };
        let place = {
            let key = key.clone();
            Memo::new(move |_| timeline.place(&key))
        };
        Some(Self { view, ui, place, content: timeline.content, locked: settings.locked, words })
    }

    /// Returns role and name of the sender; tracked.
    pub fn speaker(self) -> (String, Option<String>) {
        sender_name(&self.view.read().frame.sender, &self.content.read().room().info, self.words)
    }

    /// Returns whether the message is secure, and covered or hidden; tracked.
    pub fn is_withheld(self) -> bool {
        self.view.read().frame.is_locked && self.locked.get() != Locked::Show
    }

    /// Returns whether the button that opens the source is shown; tracked.
    pub fn has_source_switch(self) -> bool {
        // Messages without readable contents have the source button in the bubble.
        let has_own = matches!(self.view.read().frame.kind, Kind::Unknown | Kind::Unreadable);
        let is_readable = !self.is_withheld() || (self.locked.get() == Locked::Cover && self.ui.read().is_uncovered);
        !has_own && is_readable
    }

    /// Returns the accessible name of the row: its sender; tracked.
    pub fn label(self) -> String {
        let (role, name) = self.speaker();
        let speaker = name.map_or_else(|| role.clone(), |name| format!("{role} {name}"));
        if self.view.read().frame.side == Side::Note { format!("{}, {speaker}", self.words.memo) } else { speaker }
    }
}
