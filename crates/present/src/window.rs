//! The window of a long room: which of its rows are mounted, and which one keeps its place.
//!
//! All lengths are CSS pixels. Offsets count from the top of the first row. Heights are estimated until the browser has laid out
//! the rows, so offsets change. The anchor is the row that must not move on screen when they do.

mod heights;

use std::ops::Range;

use happytalk_model::Row;

use self::heights::RowHeights;

/// Rooms with more rows are windowed. Shorter rooms are mounted whole.
pub const MAX_WHOLE_ROWS: usize = 500;

/// Number of rows by which the range of mounted rows grows, so that most scroll events do not change it.
const RANGE_STEP: usize = 8;

/// Number of rows to which a range may grow when the rows are replaced.
const MAX_REPLACED_ROWS: usize = 64;

/// The visible part of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// Offset of the upper edge.
    pub top: f64,
    /// Offset of the lower edge.
    pub bottom: f64,
}

impl Viewport {
    fn height(self) -> f64 {
        (self.bottom - self.top).max(0.0)
    }
}

/// A row that keeps its place on screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor {
    /// Position of the row; the number of rows for the end of the list.
    pub row: usize,
    /// Distance from the upper edge of the scrolling box to the row; negative if the row begins above it.
    pub below: f64,
}

/// The window of a room.
#[derive(Clone, Debug)]
pub struct Window {
    heights: RowHeights,
    range: Range<usize>,
    anchor: Anchor,
}

impl Window {
    /// Returns a window of rows with these estimated heights that shows `range`.
    pub fn new(heights: Vec<f64>, range: Range<usize>) -> Self {
        let range = filled(range, heights.len());
        let anchor = Anchor { row: range.start, below: 0.0 };
        Self { heights: RowHeights::new(heights), range, anchor }
    }

    /// Returns the positions of the rows to mount.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Returns the offset of the row at `position`; the height of all rows for the number of rows.
    pub fn offset(&self, position: usize) -> f64 {
        self.heights.offset(position)
    }

    /// Returns the position of the row at an offset: the first row for a negative one, the last row beyond the end.
    pub fn row_at(&self, offset: f64) -> usize {
        self.heights.row_at(offset)
    }

    /// Returns the space that the rows before and after the range take.
    pub fn spaces(&self) -> (f64, f64) {
        (self.offset(self.range.start), self.heights.total() - self.offset(self.range.end))
    }

    /// Returns the anchor.
    pub fn anchor(&self) -> Anchor {
        self.anchor
    }

    /// Makes a row the anchor where it is in the viewport: `preferred` if any part of it is visible. Otherwise the end of the list if the
    /// viewport has reached it, which it must not leave when the last rows turn out higher. Otherwise the first row that begins in the
    /// viewport, because a row that crosses the upper edge may grow upwards. `edge` is the offset of the upper edge of the
    /// scrolling box, which is above the viewport if another box covers a part of it.
    pub fn anchor_in(&mut self, viewport: Viewport, edge: f64, preferred: Option<usize>) {
        let is_visible = |row: &usize| self.offset(*row) < viewport.bottom && self.offset(*row + 1) > viewport.top;
        let count = self.heights.count();
        let row = preferred.filter(|row| *row < count).filter(is_visible).unwrap_or_else(|| {
            if viewport.bottom + 1.0 >= self.heights.total() {
                return count;
            }
            let first = self.heights.row_at(viewport.top);
            let next = first + 1;
            let has_next = next < count && self.offset(next) < viewport.bottom;
            if self.offset(first) < viewport.top && has_next { next } else { first }
        });
        self.anchor = Anchor { row, below: self.offset(row) - edge };
    }

    /// Moves the place of the anchor with the list, which was scrolled by `distance`.
    pub fn scroll_anchor(&mut self, distance: f64) {
        self.anchor.below -= distance;
    }

    /// Returns how far the list has to be scrolled so that the anchor is in its place again. `edge` is the offset of the upper edge of
    /// the scrolling box.
    pub fn correction(&self, edge: f64) -> f64 {
        self.offset(self.anchor.row) - self.anchor.below - edge
    }

    /// Sets the range to the rows in the viewport and one screen on each side. Returns whether the range changed.
    pub fn show(&mut self, viewport: Viewport) -> bool {
        let screen = viewport.height();
        let first = self.heights.row_at(viewport.top - screen);
        // A viewport that is covered by another box ends above its own top.
        let last = self.heights.row_at(viewport.bottom.max(viewport.top) + screen);
        let start = first / RANGE_STEP * RANGE_STEP;
        let end = ((last / RANGE_STEP + 1) * RANGE_STEP).min(self.heights.count());
        let range = filled(start.min(end)..end, self.heights.count());
        let is_changed = range != self.range;
        self.range = range;
        is_changed
    }

    /// Sets the range to the rows around the one at `position`, for a viewport of this height. Returns whether the range changed.
    pub fn show_row(&mut self, position: usize, height: f64) -> bool {
        let top = self.offset(position);
        self.show(Viewport { top: top - height / 2.0, bottom: top + height / 2.0 })
    }

    /// Sets the measured height of a row. Returns whether it changed.
    pub fn measure(&mut self, position: usize, height: f64) -> bool {
        self.heights.set(position, height)
    }

    /// Replaces the rows. Each new row is an old row, by position, or a row with an estimated height.
    ///
    /// The anchor stays the same row. If that is gone, the anchor is the row that took its place. The range covers the same rows and
    /// the rows between them.
    pub fn replace(&mut self, rows: &[NewRow]) {
        let old = Kept::of(rows, self.heights.count());
        let heights = rows.iter().map(|row| match row {
            NewRow::Kept(position) => self.heights.get(*position),
            NewRow::Added(height) => *height,
        });
        let heights = RowHeights::new(heights.collect());
        self.anchor.row = old.successor(self.anchor.row);
        let start = old.successor(self.range.start);
        let end = if self.range.end >= self.heights.count() { rows.len() } else { old.successor(self.range.end) };
        // The rows between kept ones may be many, and are not all near the viewport.
        let end = end.min(start + self.range.len().max(MAX_REPLACED_ROWS));
        self.range = filled(start.min(end)..end, rows.len());
        self.heights = heights;
    }
}

/// Returns a range of `count` rows that is not empty unless there is no row. Offsets are measured from a mounted row.
fn filled(range: Range<usize>, count: usize) -> Range<usize> {
    if range.is_empty() {
        let start = range.start.min(count.saturating_sub(1));
        return start..(start + 1).min(count);
    }
    range
}

/// A row of a list that replaces another list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NewRow {
    /// The row at this position of the old list.
    Kept(usize),
    /// A new row with this estimated height.
    Added(f64),
}

/// New positions of the old rows.
struct Kept(Vec<Option<usize>>);

impl Kept {
    fn of(rows: &[NewRow], old_count: usize) -> Self {
        let mut positions = vec![None; old_count];
        for (position, row) in rows.iter().enumerate() {
            if let NewRow::Kept(old) = row
                && let Some(slot) = positions.get_mut(*old)
            {
                *slot = Some(position);
            }
        }
        Self(positions)
    }

    /// Returns the new position of the row at an old position, or else of the next row that is kept, or else of the previous one.
    fn successor(&self, old: usize) -> usize {
        let (before, after) = self.0.split_at(old.min(self.0.len()));
        let next = after.iter().flatten().next().copied();
        next.or_else(|| before.iter().rev().flatten().next().map(|last| last + 1)).unwrap_or_default()
    }
}

/// Estimates the height of a row from the length of its JSON, without decoding it.
pub fn estimate_height(row: &Row) -> f64 {
    /// Height of a row with one line of text.
    const ROW: f64 = 50.0;
    /// Length of the JSON around the contents.
    const ENVELOPE: usize = 350;
    /// Height per byte of contents: a line of 23 px has about 38 Hangul syllables of three bytes.
    const PER_BYTE: f64 = 23.0 / (38.0 * 3.0);
    /// No message is higher, whatever its JSON contains.
    const MAX: f64 = 1_200.0;
    let contents = u32::try_from(row.raw().as_bytes().len().saturating_sub(ENVELOPE)).unwrap_or(u32::MAX);
    (ROW + f64::from(contents) * PER_BYTE).min(MAX)
}

#[cfg(test)]
mod tests;
