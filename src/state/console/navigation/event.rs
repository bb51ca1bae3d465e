//! Events: the inputs of the reducer.

use std::sync::Arc;

use happytalk_model::{
    RoomId,
    list::{ListRequest, Page},
};
use happytalk_present::location::ConsoleLocation;

/// An event of the console.
#[derive(Clone, Debug, PartialEq)]
pub enum ConsoleEvent {
    /// The element was mounted.
    Mounted,
    /// The page set the location.
    LocationSet(ConsoleLocation),
    /// The page set the open room.
    RoomSet(Option<RoomId>),
    /// The page set another proxy, token or headers. The room state handles the change itself.
    ClientReplaced {
        /// Whether responses of the previous client are no longer valid.
        is_other_proxy: bool,
    },
    /// The page requested a reload of the list and the room.
    ReloadRequested,
    /// The reader pressed the refresh button of the pager.
    RefreshPressed,
    /// The reader submitted the filters.
    FiltersSubmitted(ListRequest),
    /// The reader requested the default filters, because no room matches the current ones.
    FiltersReset,
    /// The reader requested to change a period that is too long.
    PeriodChangeRequested,
    /// The reader retried a list that failed or is empty.
    ListRetried,
    /// The reader requested an adjacent page in the pager.
    PageTurned(Direction),
    /// The reader requested the last page from an empty page beyond it.
    LastPageRequested,
    /// The reader clicked the row at this index.
    RowClicked(usize),
    /// The reader moved to the row at this index with the arrow keys.
    RowFocused(usize),
    /// The selection delay elapsed after [`ConsoleEvent::RowFocused`].
    SelectionDelayElapsed,
    /// The reader requested an adjacent room.
    AdjacentRoomRequested(Direction),
    /// The reader requested the other pane with a key.
    OtherPaneRequested(Pane),
    /// The reader returned from the open room to the list.
    RoomLeft,
    /// The list arrived.
    ListLoaded(Arc<Page>),
    /// The list could not be loaded.
    ListFailed,
    /// The focus moved to an element of the console, other than the body of the transcript pane.
    FocusMoved,
    /// The content of both panes is about to be recreated in another language.
    ContentRecreated,
}

/// A direction within a list or its pages.
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

/// Focus and visibility when an event occurs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The area that contains the focus.
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
    /// The rooms of the list, or a notice.
    List,
    /// The transcript, or a notice.
    Transcript,
    /// The pager, or the bar above the transcript.
    Bars,
}
