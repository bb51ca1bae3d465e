//! The console's reducer: `(Navigation, ConsoleEvent, Facts) -> (Navigation, Vec<ConsoleEffect>)`.
//!
//! Navigation can hide or remove the focused element: another room replaces the transcript, and a narrow element shows one
//! pane at a time. Therefore each transition decides the new focus from the previous focus and visibility.

mod effect;
mod event;
mod list_rules;
mod room_rules;
mod transition;

use std::num::NonZeroU32;

use happytalk_model::{
    RoomId,
    list::{ListRequest, Page},
};
use happytalk_present::{
    list::{self, Pagination},
    location::{ConsoleLocation, default_list_request},
};

use self::transition::Transition;
pub use self::{
    effect::{ConsoleEffect, FocusTarget, ViewEffect},
    event::{ConsoleEvent, Direction, Facts, FocusArea, Pane},
};

/// The state of the console.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Navigation {
    location: ConsoleLocation,
    list: ListContent,
    /// Index of the row that is the tab stop of the list.
    tab_stop: usize,
    /// Incremented when the filters change other than through their form.
    filters_revision: u32,
    /// Whether the next content of the list takes the focus.
    has_pending_focus: bool,
    /// Index of the row whose room is opened when the selection delay elapses.
    pending_selection: Option<usize>,
}

/// Content of the list, below the filters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum ListContent {
    #[default]
    Loading,
    Failed,
    Page {
        /// Ids of the rows; `None` for a row that can't be opened.
        rooms: Vec<Option<RoomId>>,
        pages: Pagination,
    },
}

/// Reason why a page has no rooms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyPage {
    /// The page is beyond the last page.
    BeyondLast,
    /// There are no rooms today.
    Today,
    /// No room matches the filters.
    NoMatch,
}

impl Navigation {
    /// Returns the state at a location, before any request.
    pub fn new(location: ConsoleLocation) -> Self {
        Self { location, ..Self::default() }
    }

    /// Applies an event and returns its effects, in the order to run them.
    pub fn apply(&mut self, event: ConsoleEvent, facts: Facts) -> Vec<ConsoleEffect> {
        let mut transition = Transition { state: self, facts, effects: Vec::new() };
        transition.apply(event);
        transition.effects
    }

    /// Returns filters, page and open room.
    pub fn location(&self) -> &ConsoleLocation {
        &self.location
    }

    /// Returns the request of the current list.
    pub fn list_request(&self) -> ListRequest {
        self.location.list
    }

    /// Returns the open room.
    pub fn selected_room(&self) -> Option<&RoomId> {
        self.location.selected.as_ref()
    }

    /// Returns the index of the row that is the tab stop of the list.
    pub fn tab_stop(&self) -> usize {
        self.tab_stop
    }

    /// Returns a number that is incremented when the filters change other than through their form.
    pub fn filters_revision(&self) -> u32 {
        self.filters_revision
    }

    /// Returns the pane that a narrow element shows.
    pub fn visible_pane(&self) -> Pane {
        if self.location.selected.is_some() { Pane::Transcript } else { Pane::List }
    }

    /// Returns the position of the current page within the list.
    pub fn pages(&self) -> Option<Pagination> {
        match self.list {
            ListContent::Page { pages, .. } => Some(pages),
            ListContent::Loading | ListContent::Failed => None,
        }
    }

    /// Returns why the current page has no rooms; `None` if it has rooms or is not loaded.
    pub fn empty_page(&self) -> Option<EmptyPage> {
        let request = self.location.list;
        match &self.list {
            ListContent::Page { rooms, .. } if rooms.is_empty() => Some(match request.page.get() {
                1 if request == default_list_request() => EmptyPage::Today,
                1 => EmptyPage::NoMatch,
                _ => EmptyPage::BeyondLast,
            }),
            _ => None,
        }
    }

    /// Returns the index of the next row from the open room that can be opened. The first row follows a room that is not in the
    /// list.
    pub fn adjacent_room(&self, direction: Direction) -> Option<usize> {
        let rooms = self.rooms();
        let is_room = |at: &usize| rooms[*at].is_some();
        match (self.open_row(), direction) {
            (Some(open), Direction::Forward) => (open + 1..rooms.len()).find(is_room),
            (Some(open), Direction::Backward) => (0..open).rev().find(is_room),
            (None, Direction::Forward) => (0..rooms.len()).find(is_room),
            (None, Direction::Backward) => None,
        }
    }

    /// Returns the number of the adjacent page. Before a page beyond the last one is the last page.
    pub fn adjacent_page(&self, direction: Direction) -> Option<NonZeroU32> {
        let (pages, page) = (self.pages(), self.location.list.page.get());
        let to = match direction {
            Direction::Forward => pages.filter(|pages| pages.has_next).map(|_| page.saturating_add(1))?,
            Direction::Backward => {
                let last = pages.and_then(|pages| u32::try_from(pages.count?).ok());
                (page - 1).min(last.unwrap_or(u32::MAX))
            }
        };
        NonZeroU32::new(to)
    }

    fn rooms(&self) -> &[Option<RoomId>] {
        match &self.list {
            ListContent::Page { rooms, .. } => rooms,
            ListContent::Loading | ListContent::Failed => &[],
        }
    }

    fn row_of(&self, room: &RoomId) -> Option<usize> {
        self.rooms().iter().position(|row| row.as_ref() == Some(room))
    }

    fn open_row(&self) -> Option<usize> {
        self.row_of(self.location.selected.as_ref()?)
    }

    fn content_of(&self, page: &Page) -> ListContent {
        ListContent::Page {
            rooms: page.rooms.iter().map(list::room_id).collect(),
            pages: list::pagination(&self.location.list, page),
        }
    }
}

#[cfg(test)]
mod tests;
