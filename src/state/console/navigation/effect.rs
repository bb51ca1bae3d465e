//! Outputs of the reducer.

use happytalk_model::RoomId;

use crate::state::events::ElementEvent;

/// What has to be done after an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Load the list of the location. Replaces a list that is being loaded.
    LoadList {
        /// Whether the list on screen stays until the answer arrives.
        keeps_current: bool,
    },
    /// Load a room, or show none.
    ShowRoom(Option<RoomId>),
    /// Read the room on screen again.
    ReloadRoom,
    /// Read the room on screen again; the reader's place in it is kept.
    RefreshRoom,
    /// Set the `room` attribute of the host, or remove it.
    SetRoomAttribute(Option<RoomId>),
    /// Dispatch an event of the element.
    Emit(ElementEvent),
    /// Send [`super::ConsoleEvent::SelectionDelayElapsed`] after the selection delay. Replaces a delay that has not elapsed.
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
    /// Move the focus when the consequences of the event are rendered.
    FocusAfterRender(FocusTarget),
    /// Move the focus to what the transcript pane renders next.
    RequestTranscriptFocus,
    /// Withdraw [`ViewEffect::RequestTranscriptFocus`], and any other request for what is rendered next.
    WithdrawPendingFocus,
    /// Scroll to a row of the list, no further than needed.
    ScrollToRow(usize),
}

/// An element that can take the focus. The focus stays where it is if the element is not rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FocusTarget {
    /// The row of this index.
    Row(usize),
    /// The button of the notice that is rendered next in place of the rows.
    ListAction,
    /// The chosen period.
    Period,
    /// The first day of a period.
    FirstDay,
    /// The button that leads from the room back to the list.
    BackButton,
    /// The body of the transcript pane.
    TranscriptBody,
    /// The message that is the tab stop of the transcript.
    Message,
}
