//! Which rows of a room are mounted.

use std::{ops::Range, sync::Arc};

use happytalk_present::{
    options::{Locked, StartAt},
    room_content::RoomContent,
    row_key::RowKey,
    screen,
};

use crate::browser::scroller::viewport_height;

/// The rows to mount: a range of positions of a room, and single rows outside it.
#[derive(Clone, Debug)]
pub struct MountedRows {
    /// The room.
    pub content: Arc<RoomContent>,
    /// Positions of the rows.
    pub range: Range<usize>,
    /// Positions of rows that stay mounted outside the range, in ascending order.
    pub pinned: Vec<usize>,
}

impl PartialEq for MountedRows {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.content, &other.content) && self.range == other.range && self.pinned == other.pinned
    }
}

impl MountedRows {
    /// Returns the keys of the rows, in reading order.
    pub fn keys(&self) -> impl Iterator<Item = &RowKey> {
        let before = self.pinned.iter().copied().take_while(|position| *position < self.range.start);
        let after = self.pinned.iter().copied().skip_while(|position| *position < self.range.end);
        before.chain(self.range.clone()).chain(after).map(|position| self.content.key(position))
    }

    /// Returns whether the rows are one range.
    pub fn is_contiguous(&self) -> bool {
        self.pinned.is_empty()
    }
}

/// Numbers of unmounted rows at both ends of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unmounted {
    /// Rows before the mounted ones.
    pub before: usize,
    /// Rows after the mounted ones.
    pub after: usize,
}

impl Unmounted {
    /// All rows are mounted.
    pub const NONE: Self = Self { before: 0, after: 0 };

    /// Returns the positions of the mounted rows of `count` rows.
    pub fn range(self, count: usize) -> Range<usize> {
        let end = count.saturating_sub(self.after);
        self.before.min(end)..end
    }
}

/// Place of a row in a windowed room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowPlace {
    /// Number of the row, from 1.
    pub number: usize,
    /// Number of rows.
    pub count: usize,
    /// Offset from the first row in whole pixels, for a row that is mounted outside the range.
    pub offset: Option<i64>,
}

/// An end of the mounted rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowEnd {
    /// The rows before the mounted ones.
    Before,
    /// The rows after the mounted ones.
    After,
}

/// Estimates which rows fill the first screen.
pub fn first_screen(content: &RoomContent, locked: Locked, start_at: StartAt) -> Unmounted {
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
