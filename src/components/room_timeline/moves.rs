//! Moving to a row: scrolling, focus and highlight.

use happytalk_present::row_key::RowKey;
use leptos::{prelude::*, task::spawn_local};
use web_sys::{HtmlElement, ScrollLogicalPosition};

use super::RoomTimeline;
use crate::browser::{
    focus::{focus_row, focus_without_scrolling},
    scroll::{Hold, Reach, Visibility, settle_in_view},
};

impl RoomTimeline {
    /// Runs `run` with the element of the row at `position`, once that is mounted. Does nothing if there is no such row.
    pub fn with_row(self, position: usize, run: impl FnOnce(&HtmlElement) + 'static) {
        let content = self.content.get_untracked();
        if position >= content.count() {
            return;
        }
        self.mount_position(position);
        let key = content.key(position).clone();
        if let Some(row) = self.element(&key) {
            return self.run_with(&row, run);
        }
        spawn_local(async move {
            leptos::task::tick().await;
            if let Some(row) = self.element(&key) {
                self.run_with(&row, run);
            }
        });
    }

    fn run_with(self, row: &HtmlElement, run: impl FnOnce(&HtmlElement)) {
        run(row);
        if self.is_windowed.get_untracked() {
            self.window().follow_reader();
        }
    }

    fn element(self, key: &RowKey) -> Option<HtmlElement> {
        self.window.try_get_value()?.element(key)
    }

    /// Moves the focus to the row at `position`, and scrolls as much of it into view as fits.
    pub fn focus_position(self, position: usize) {
        self.with_row(position, focus_row);
    }

    /// Moves the focus to the row that took the place of an unmounted row. `index` is the index of that row among the mounted ones.
    pub(in crate::components) fn focus_successor(self, index: usize) {
        let first = untrack(|| self.mounted_rows()).range.start;
        let count = self.content.read_untracked().count();
        if let Some(last) = count.checked_sub(1) {
            self.with_row((first + index).min(last), focus_without_scrolling);
        }
    }

    /// Scrolls to a row. A target is highlighted and placed in the middle of the view. In an element that is hidden, this happens once
    /// that is shown.
    pub fn scroll_to(self, key: RowKey, is_target: bool, reach: Reach) {
        if is_target {
            self.ui.highlighted.set(Some(key.clone()));
        }
        self.window().when_rendered(move || {
            let position = self.content.try_get_untracked().and_then(|content| content.position(&key));
            let Some(position) = position else { return };
            self.with_row(position, move |row| {
                let block = match is_target {
                    // The middle of a row taller than the view would hide its sender.
                    true if Visibility::of(row).is_taller_than_view() => ScrollLogicalPosition::Start,
                    true => ScrollLogicalPosition::Center,
                    false => ScrollLogicalPosition::End,
                };
                settle_in_view(row, block, Hold::Frames, reach);
            });
        });
    }

    /// Scrolls to a row, highlights it and moves the focus to it.
    pub fn go_to(self, key: &RowKey) {
        let position = self.content.read_untracked().position(key);
        if let Some(position) = position {
            self.scroll_to(key.clone(), true, Reach::Page);
            self.focus_position(position);
        }
    }
}
