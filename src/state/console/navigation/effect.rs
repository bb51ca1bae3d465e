//! Effects: the outputs of the reducer.

use happytalk_model::RoomId;

use crate::state::events::ElementEvent;

/// An effect that the shell runs after an event.
#[derive(Clone, Debug, PartialEq)]
pub enum ConsoleEffect {
    /// Load the list of the location. Replaces a pending request.
    LoadList {
        /// Whether the current list stays on screen until the response arrives.
        keeps_current: bool,
    },
    /// Load a room, or close the open room.
    ShowRoom(Option<RoomId>),
    /// Reload the open room.
    ReloadRoom,
    /// Refresh the open room. Its scroll position is kept.
    RefreshRoom,
    /// Set the `room` attribute of the host, or remove it.
    SetRoomAttribute(Option<RoomId>),
    /// Dispatch an event of the element.
    Emit(ElementEvent),
    /// Send [`super::ConsoleEvent::SelectionDelayElapsed`] after the selection delay. Restarts a pending delay.
    StartSelectionDelay,
    /// Announce the number of rooms.
    AnnounceRoomCount(u64),
    /// Change the focus or a scroll position.
    View(ViewEffect),
}

/// An effect on the rendered elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewEffect {
    /// Move the focus now.
    Focus(FocusTarget),
    /// Move the focus after the new state is rendered.
    FocusAfterRender(FocusTarget),
    /// Move the focus to the next content of the transcript pane.
    RequestTranscriptFocus,
    /// Withdraw [`ViewEffect::RequestTranscriptFocus`] and the focus request for the next list content.
    WithdrawPendingFocus,
    /// Scroll to a row of the list, no further than needed.
    ScrollToRow(usize),
}

/// An element that can take the focus. The focus stays where it is if the element is not rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FocusTarget {
    /// The row at this index.
    Row(usize),
    /// The button of the next notice in the list.
    ListAction,
    /// The chosen period.
    Period,
    /// The first day of a period.
    FirstDay,
    /// The button that returns from the room to the list.
    BackButton,
    /// The body of the transcript pane.
    TranscriptBody,
    /// The message that is the tab stop of the transcript.
    Message,
}
