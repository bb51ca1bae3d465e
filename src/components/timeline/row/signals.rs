//! The signals of a row, one memo for each part.

use std::{collections::HashSet, num::NonZeroU32, sync::Arc};

use happytalk_model::Kind;
use happytalk_present::{
    header::sender_name,
    live::DeliveryStatus,
    options::Locked,
    room_content::{RowBody, RowFrame, RowHeading, RowMeta, RowSource, RowView},
    row_key::RowKey,
    timeline::Side,
    words::Words,
};
use leptos::prelude::*;

use crate::{components::room_timeline::RoomTimeline, state::settings::Settings};

/// The signals of one row. Each memo changes only when its part of the row changes.
#[derive(Clone, Copy, Debug)]
pub struct RowSignals {
    /// Attributes of the row.
    pub frame: Memo<RowFrame>,
    /// Heading of the first row of a run.
    pub heading: Memo<Option<RowHeading>>,
    /// Time and marks beside the bubble.
    pub meta: Memo<RowMeta>,
    /// The contents.
    pub body: Memo<RowBody>,
    /// The source of the row.
    pub source: Memo<RowSource>,
    /// Number and status of a message that is not delivered.
    pub delivery: Memo<Option<(NonZeroU32, DeliveryStatus)>>,
    /// Role and name of the sender.
    pub speaker: Memo<(String, Option<String>)>,
    /// Whether the row is the tab stop of the list.
    pub is_tab_stop: Memo<bool>,
    /// Whether the row has or last had the focus. Its secondary controls are tab stops then.
    pub was_focused: Memo<bool>,
    /// Whether the row is highlighted.
    pub is_highlighted: Memo<bool>,
    /// Whether the source of the row is open.
    pub is_source_open: Memo<bool>,
    /// Whether the message is secure, and covered or hidden.
    pub is_withheld: Memo<bool>,
    /// Whether the button that opens the source is shown.
    pub has_source_switch: Memo<bool>,
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
        let frame = Memo::new(move |_| view.read().frame.clone());
        let is_this = |signal: Signal<Option<RowKey>>| {
            let key = key.clone();
            Memo::new(move |_| signal.read().as_ref() == Some(&key))
        };
        let is_in = |keys: RwSignal<HashSet<RowKey>>| {
            let key = key.clone();
            Memo::new(move |_| keys.read().contains(&key))
        };
        let is_uncovered = is_in(timeline.ui.uncovered);
        let locked = settings.locked;
        let is_withheld = Memo::new(move |_| frame.read().is_locked && locked.get() != Locked::Show);
        Some(Self {
            frame,
            heading: Memo::new(move |_| view.read().heading),
            meta: Memo::new(move |_| view.read().meta.clone()),
            body: Memo::new(move |_| view.read().body.clone()),
            source: Memo::new(move |_| view.read().source.clone()),
            delivery: Memo::new(move |_| view.read().delivery.clone()),
            speaker: Memo::new(move |_| sender_name(&frame.read().sender, &timeline.content.read().room().info, words)),
            is_tab_stop: is_this(timeline.tab_stop.into()),
            was_focused: is_this(timeline.ui.tab_stop.into()),
            is_highlighted: is_this(timeline.ui.highlighted.into()),
            is_source_open: is_in(timeline.ui.open_sources),
            is_withheld,
            has_source_switch: Memo::new(move |_| {
                // Messages without readable contents have the source button in the bubble.
                let has_own = matches!(frame.read().kind, Kind::Unknown | Kind::Unreadable);
                let is_readable = !is_withheld.get() || (locked.get() == Locked::Cover && is_uncovered.get());
                !has_own && is_readable
            }),
        })
    }

    /// Returns the accessible name of the row: its sender.
    pub fn label(self, words: &Words) -> String {
        let (role, name) = self.speaker.get();
        let speaker = name.map_or_else(|| role.clone(), |name| format!("{role} {name}"));
        if self.frame.read().side == Side::Note { format!("{}, {speaker}", words.memo) } else { speaker }
    }
}
