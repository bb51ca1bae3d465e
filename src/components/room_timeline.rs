//! The list of one room's rows, as other components use it: which rows are shown and mounted, where each row's element is, and moving
//! to a row. How the rows are rendered is decided in [`timeline`](super::timeline).

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::Arc,
};

use happytalk_present::{
    live::TranscriptSnapshot,
    options::{Locked, StartAt},
    room_content::{RoomContent, RowView},
    row_key::RowKey,
    screen,
};
use leptos::{html, prelude::*, task::spawn_local};
use web_sys::{HtmlElement, ScrollLogicalPosition};

use crate::{
    browser::{
        focus::{focus_row, focus_without_scrolling},
        idle::Slices,
        nfc::normalize_nfc,
        scroll::{Hold, Visibility, settle_in_view, viewport_height},
    },
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
    /// Whether every row is mounted.
    pub is_complete: Memo<bool>,
    /// The row that is the tab stop of the list.
    pub tab_stop: Memo<Option<RowKey>>,
    unmounted: RwSignal<Unmounted>,
    elements: StoredValue<HashMap<RowKey, NodeRef<html::Article>>>,
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

/// The rows to mount: a range of positions of a room.
#[derive(Clone, Debug, PartialEq)]
pub struct RowRange {
    /// The room.
    pub content: Arc<RoomContent>,
    /// Positions of the rows.
    pub range: Range<usize>,
}

impl RowRange {
    /// Returns the keys of the rows, in reading order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &RowKey> {
        self.range.clone().map(|position| self.content.key(position))
    }
}

/// Numbers of unmounted rows at both ends of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Unmounted {
    before: usize,
    after: usize,
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
        let unmounted =
            RwSignal::new(first_screen(&content.read_untracked(), settings.locked.get_untracked(), start_at));
        let is_complete = Memo::new(move |_| unmounted.get() == Unmounted { before: 0, after: 0 });
        let tab_stop = Memo::new(move |_| {
            let content = content.read();
            let chosen = ui.tab_stop.get().filter(|key| content.position(key).is_some());
            chosen.or_else(|| match start_at {
                StartAt::Top => content.keys().next().cloned(),
                StartAt::Bottom => content.keys().next_back().cloned(),
            })
        });
        Self { content, ui, is_complete, tab_stop, unmounted, elements: StoredValue::default() }
    }

    /// Returns the rows to mount; tracked.
    pub(super) fn mounted_rows(self) -> RowRange {
        let content = self.content.get();
        let Unmounted { before, after } = self.unmounted.get();
        let end = content.count().saturating_sub(after);
        RowRange { range: before.min(end)..end, content }
    }

    /// Mounts the rows beyond the first screen while the browser is idle, until the timeline is disposed.
    pub(super) fn mount_rest_in_slices(self) {
        if self.is_complete.get_untracked() {
            return;
        }
        spawn_local(async move {
            let mut slices = Slices::begin().await;
            while self.unmounted.try_get_untracked().is_some() && self.mount_next() {
                // The rows are mounted by an effect, in the next microtask.
                leptos::task::tick().await;
                slices.pause().await;
            }
        });
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

    /// Mounts every row.
    pub fn mount_all(self) {
        self.unmounted.set(Unmounted { before: 0, after: 0 });
    }

    /// Mounts the rows up to the one at `position`.
    fn mount_position(self, position: usize) {
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
        self.elements.update_value(|elements| {
            elements.insert(key.clone(), element);
        });
        let key = key.clone();
        on_cleanup(move || {
            let _ = self.elements.try_update_value(|elements| elements.remove(&key));
        });
    }

    /// Runs `run` with the element of the row at `position`, once that is mounted. Does nothing if there is no such row.
    pub fn with_row(self, position: usize, run: impl FnOnce(&HtmlElement) + 'static) {
        let content = self.content.get_untracked();
        if position >= content.count() {
            return;
        }
        self.mount_position(position);
        let key = content.key(position).clone();
        if let Some(row) = self.row_element(&key) {
            return run(&row);
        }
        spawn_local(async move {
            leptos::task::tick().await;
            if let Some(row) = self.row_element(&key) {
                run(&row);
            }
        });
    }

    fn row_element(self, key: &RowKey) -> Option<HtmlElement> {
        let node = self.elements.try_with_value(|elements| elements.get(key).copied()).flatten()?;
        node.get_untracked()
    }

    /// Moves the focus to the row at `position`, and scrolls as much of it into view as fits.
    pub fn focus_position(self, position: usize) {
        self.with_row(position, focus_row);
    }

    /// Moves the focus to the row that took the place of an unmounted row. `index` is the index of that row among the mounted ones.
    pub(super) fn focus_successor(self, index: usize) {
        let first = self.unmounted.get_untracked().before;
        let count = self.content.read_untracked().count();
        if let Some(last) = count.checked_sub(1) {
            self.with_row((first + index).min(last), focus_without_scrolling);
        }
    }

    /// Scrolls to the row at `position`. A target is highlighted and placed in the middle of the view.
    pub fn scroll_to_position(self, position: usize, is_target: bool) {
        if is_target && position < self.content.read_untracked().count() {
            let key = self.content.read_untracked().key(position).clone();
            self.ui.highlighted.set(Some(key));
        }
        self.with_row(position, move |row| {
            let block = match is_target {
                // The middle of a row taller than the view would hide its sender.
                true if Visibility::of(row).is_taller_than_view() => ScrollLogicalPosition::Start,
                true => ScrollLogicalPosition::Center,
                false => ScrollLogicalPosition::End,
            };
            settle_in_view(row, block, Hold::Frames);
        });
    }

    /// Scrolls to a row, highlights it and moves the focus to it.
    pub fn go_to(self, key: &RowKey) {
        let position = self.content.read_untracked().position(key);
        if let Some(position) = position {
            self.scroll_to_position(position, true);
            self.focus_position(position);
        }
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

/// Estimates which rows fill the first screen.
fn first_screen(content: &RoomContent, locked: Locked, start_at: StartAt) -> Unmounted {
    let count = content.count();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a height in whole pixels")]
    let height = viewport_height() as usize;
    let messages = (0..count).map(|position| content.message(position));
    match start_at {
        StartAt::Top => {
            let rows =
                screen::estimate_first_screen(messages, locked, height.saturating_sub(screen::MIN_HEADER_HEIGHT));
            Unmounted { before: 0, after: count - rows }
        }
        StartAt::Bottom => {
            Unmounted { before: count - screen::estimate_first_screen(messages.rev(), locked, height), after: 0 }
        }
    }
}
