//! The list of one room's rows, as other components use it: which rows are shown and mounted, where each row's element is, and moving
//! to a row. How the rows are rendered is decided in [`timeline`](super::timeline).
//!
//! A room of at most [`MAX_WHOLE_ROWS`] rows is mounted whole, in slices after the first screen. A longer room is windowed (`window.rs`).

mod mounted_rows;
mod moves;
mod row_elements;
mod window;

use std::{collections::HashSet, ops::Range, sync::Arc};

use happytalk_model::timestamp::Timestamp;
use happytalk_present::{
    live::TranscriptSnapshot,
    options::{Locked, StartAt},
    room_content::{RoomContent, RowView},
    row_key::RowKey,
    window::MAX_WHOLE_ROWS,
};
use leptos::{
    html::{self, Div},
    prelude::*,
    task::spawn_local,
};

pub use self::mounted_rows::{MountedRows, RowPlace, WindowEnd};
use self::{
    mounted_rows::{Unmounted, first_screen},
    window::RoomWindow,
};
use crate::{
    browser::{idle::Slices, nfc::normalize_nfc},
    state::{room_ui::RoomUi, settings::Settings},
};

/// Number of rows that are mounted between two checks of the time slice. Together they take a few milliseconds.
const SLICE_ROWS: usize = 16;

/// The list of one room's rows.
#[derive(Clone, Copy, Debug)]
pub struct RoomTimeline {
    /// The rows in reading order.
    pub content: Memo<Arc<RoomContent>>,
    /// What the reader did to rows.
    pub ui: RoomUi,
    /// Whether every row is decoded.
    pub is_complete: Memo<bool>,
    /// The row that is the tab stop of the list.
    pub tab_stop: Memo<Option<RowKey>>,
    /// Whether only the rows around the viewport are mounted.
    pub is_windowed: Memo<bool>,
    /// The element that contains the rows.
    pub list: NodeRef<Div>,
    is_printing: RwSignal<bool>,
    unmounted: RwSignal<Unmounted>,
    /// Whether every row of a windowed room is decoded.
    is_decoded: RwSignal<bool>,
    window: StoredValue<RoomWindow>,
}

/// The timelines of all rooms on screen, in their order. A context that the root provides: the console moves the focus into a room.
#[derive(Clone, Copy, Debug)]
pub struct RoomTimelines(pub RwSignal<Vec<RoomTimeline>>);

impl RoomTimelines {
    /// Returns no timelines.
    pub fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }
}

impl Default for RoomTimelines {
    fn default() -> Self {
        Self::new()
    }
}

impl RoomTimeline {
    /// Returns the timeline of the room at index `room`, with its first screen to be mounted.
    pub fn new(shown: Signal<Arc<TranscriptSnapshot>>, room: usize, settings: Settings, start_at: StartAt) -> Self {
        let memos = settings.memos;
        let content = Memo::new(move |previous: Option<&Arc<RoomContent>>| {
            // A room that is about to be unmounted keeps its last rows.
            let content = RoomContent::new(&shown.read(), room, memos.get()).map(Arc::new);
            content.or_else(|| previous.cloned()).unwrap_or_default()
        });
        let ui = RoomUi::new();
        cover_again_when_changed(ui, settings);
        // A room does not change between whole and windowed while it grows or shrinks a little under the reader.
        let is_long = Memo::new(move |previous: Option<&bool>| {
            let limit = match previous {
                None => MAX_WHOLE_ROWS,
                Some(true) => MAX_WHOLE_ROWS / 2,
                Some(false) => MAX_WHOLE_ROWS * 2,
            };
            content.read().count() > limit
        });
        let is_windowed = Memo::new(move |_| is_long.get() && !settings.is_printing.get());
        let first_screen = first_screen(&content.read_untracked(), settings.locked.get_untracked(), start_at);
        let unmounted = RwSignal::new(first_screen);
        let is_decoded = RwSignal::new(false);
        let is_complete =
            Memo::new(move |_| if is_long.get() { is_decoded.get() } else { unmounted.get() == Unmounted::NONE });
        let list = NodeRef::new();
        let range = first_screen.range(content.read_untracked().count());
        let window = StoredValue::new(RoomWindow::new(content, is_windowed, ui, list, range));
        let is_printing = settings.is_printing;
        let tab_stop = Memo::new(move |_| {
            let content = content.read();
            let chosen = ui.tab_stop.get().filter(|key| content.position(key).is_some());
            chosen.or_else(|| match start_at {
                StartAt::Top => content.keys().next().cloned(),
                StartAt::Bottom => content.keys().next_back().cloned(),
            })
        });
        Self { content, ui, is_complete, tab_stop, is_windowed, list, is_printing, unmounted, is_decoded, window }
    }

    fn window(self) -> RoomWindow {
        self.window.get_value()
    }

    /// Returns the rows to mount; tracked.
    pub(super) fn mounted_rows(self) -> MountedRows {
        let content = self.content.get();
        if self.is_windowed.get() {
            let range = self.window().range();
            let pinned = self.pinned_rows(&content, &range);
            return MountedRows { content, range, pinned };
        }
        let range =
            if self.is_printing.get() { 0..content.count() } else { self.unmounted.get().range(content.count()) };
        MountedRows { range, pinned: Vec::new(), content }
    }

    /// Returns the positions of the rows that stay mounted outside `range`: the tab stop, which may have the focus and to which Tab leads,
    /// and rows with playing media. Tracked.
    fn pinned_rows(self, content: &RoomContent, range: &Range<usize>) -> Vec<usize> {
        let playing = self.ui.playing.read();
        let tab_stop = self.tab_stop.read();
        let positions = playing.iter().chain(tab_stop.iter()).filter_map(|key| content.position(key));
        let mut pinned: Vec<_> = positions.filter(|position| !range.contains(position)).collect();
        pinned.sort_unstable();
        pinned.dedup();
        pinned
    }

    /// Mounts the rows beyond the first screen while the browser is idle, or decodes them in a windowed room, until the timeline is
    /// disposed.
    pub(super) fn complete_in_slices(self) {
        self.window().start();
        Effect::new(move |previous: Option<bool>| {
            let is_windowed = self.is_windowed.get();
            if previous == Some(true) && !is_windowed && !self.is_printing.get_untracked() {
                self.unmounted.set(Unmounted::NONE);
            }
            if previous != Some(is_windowed) && !self.is_complete.get_untracked() {
                spawn_local(
                    async move { if is_windowed { self.decode_rest().await } else { self.mount_rest().await } },
                );
            }
            is_windowed
        });
    }

    async fn mount_rest(self) {
        let mut slices = Slices::begin().await;
        while self.is_windowed.try_get_untracked() == Some(false) && self.mount_next() {
            // The rows are mounted by an effect, in the next microtask.
            leptos::task::tick().await;
            slices.pause().await;
        }
    }

    /// Mounts the next rows, after the mounted ones first. Returns false when every row is mounted.
    fn mount_next(self) -> bool {
        let Unmounted { before, after } = self.unmounted.get_untracked();
        self.unmounted.set(if after > 0 {
            Unmounted { before, after: after.saturating_sub(SLICE_ROWS) }
        } else {
            Unmounted { before: before.saturating_sub(SLICE_ROWS), after }
        });
        !self.is_complete.get_untracked()
    }

    async fn decode_rest(self) {
        let mut slices = Slices::begin().await;
        for position in 0.. {
            let Some(content) = self.content.try_get_untracked() else { return };
            if position >= content.count() {
                break;
            }
            content.message(position);
            if position % SLICE_ROWS == 0 {
                slices.pause().await;
            }
        }
        self.is_decoded.try_set(true);
    }

    /// Keeps what is being read in place after rows were mounted or unmounted.
    pub(super) fn settle(self) {
        if let Some(window) = self.window.try_get_value() {
            window.settle();
        }
    }

    /// Returns the place of a row in a windowed room; tracked.
    pub(super) fn place(self, key: &RowKey) -> Option<RowPlace> {
        if !self.is_windowed.get() {
            return None;
        }
        let content = self.content.read();
        let position = content.position(key)?;
        Some(RowPlace { number: position + 1, count: content.count(), offset: self.window().offset_outside(position) })
    }

    /// Returns the position of the first row beyond an end of the window, if there is one; tracked.
    pub(super) fn row_beyond(self, end: WindowEnd) -> Option<usize> {
        let range = self.is_windowed.get().then(|| self.window().range())?;
        match end {
            WindowEnd::Before => range.start.checked_sub(1),
            WindowEnd::After => Some(range.end).filter(|position| *position < self.content.read().count()),
        }
    }

    /// Returns the time of the first visible row, whose day is shown above a windowed list; tracked.
    pub(super) fn visible_day(self) -> Option<Timestamp> {
        self.is_windowed.get().then(|| self.window().visible_day()).flatten()
    }

    /// Mounts the row at `position`.
    fn mount_position(self, position: usize) {
        if self.is_windowed.get_untracked() {
            return self.window().show_row(position);
        }
        let Unmounted { before, after } = self.unmounted.get_untracked();
        let count = self.content.read_untracked().count();
        let wanted = Unmounted { before: before.min(position), after: after.min(count.saturating_sub(position + 1)) };
        if wanted != (Unmounted { before, after }) {
            self.unmounted.set(wanted);
        }
    }

    /// Returns what a row renders, and tracks it; `None` if it is no longer shown.
    pub(super) fn view(self, key: &RowKey) -> Option<Arc<RowView>> {
        let content = self.content.read();
        content.position(key).map(|position| Arc::new(content.view(position, &normalize_nfc)))
    }

    /// Opens or closes the source of a row.
    pub fn toggle_source(self, key: &RowKey) {
        self.ui.open_sources.update(|open| {
            if !open.remove(key) {
                open.insert(key.clone());
            }
        });
    }

    /// Registers the element of a mounted row, until the row is unmounted.
    pub(super) fn register(self, key: &RowKey, element: NodeRef<html::Article>) {
        self.window().register(key, element);
    }
}

/// Covers uncovered messages again when the setting changes.
fn cover_again_when_changed(ui: RoomUi, settings: Settings) {
    Effect::new(move |previous: Option<Locked>| {
        let locked = settings.locked.get();
        if previous.is_some_and(|previous| previous != locked) {
            ui.uncovered.update(HashSet::clear);
        }
        locked
    });
}
