//! Inputs of the reducer.

use std::sync::Arc;

use happytalk_model::{
    RoomId,
    list::{ListRequest, Page},
};
use happytalk_present::location::ConsoleLocation;

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum ConsoleEvent {
    /// The element was mounted.
    Mounted,
    /// The page set the location.
    LocationSet(ConsoleLocation),
    /// The page set the open room.
    RoomSet(Option<RoomId>),
    /// The page set another proxy, or another token or other headers for the same one. The room follows by itself.
    ClientReplaced {
        /// Whether answers of the previous client are no longer valid.
        is_other_proxy: bool,
    },
    /// The page requested to read list and room again.
    ReloadRequested,
    /// The reader requested the same, in the pager.
    RefreshPressed,
    /// The reader submitted the filters.
    FiltersSubmitted(ListRequest),
    /// The reader requested the default filters, where no room matches the current ones.
    FiltersReset,
    /// The reader requested the days of a period that was too long.
    PeriodChangeRequested,
    /// The reader requested the list again, where it failed or is empty.
    ListRetried,
    /// The reader requested another page, in the pager.
    PageTurned(Direction),
    /// The reader requested the last page, where a page beyond it is empty.
    LastPageRequested,
    /// The reader clicked the row of this index.
    RowClicked(usize),
    /// The reader moved to the row of this index by the arrow keys.
    RowFocused(usize),
    /// No arrow key was pressed for a while after [`ConsoleEvent::RowFocused`].
    SelectionDelayElapsed,
    /// The reader requested the room before or after the open one.
    AdjacentRoomRequested(Direction),
    /// The reader requested the other pane by a key.
    OtherPaneRequested(Pane),
    /// The reader requested to go back from the open room to the list.
    RoomLeft,
    /// The list arrived.
    ListLoaded(Arc<Page>),
    /// The list could not be loaded.
    ListFailed,
    /// The focus moved to an element of the console, other than the body of the transcript pane.
    FocusMoved,
    /// The content of both panes is about to be created anew, in another language.
    ContentRecreated,
}

/// A direction in a list, or in the pages of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards the beginning.
    Backward,
    /// Towards the end.
    Forward,
}

/// A pane of the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// Filters, rooms and pager.
    List,
    /// The open room.
    Transcript,
}

/// What is focused and visible when an event happens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Where the focus is.
    pub focus: FocusArea,
    /// Whether the pane of the list is rendered.
    pub is_list_visible: bool,
    /// Whether the pane of the transcript is rendered.
    pub is_transcript_visible: bool,
}

/// A part of the console that can contain the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FocusArea {
    /// Outside the console.
    #[default]
    Outside,
    /// The filters.
    Filters,
    /// The rooms of the list, or the notice in their place.
    List,
    /// The transcript, or the notice in its place.
    Transcript,
    /// The pager, or the bar above the transcript.
    Bars,
}
