//! Rules of the open room: opening, closing, selection by click and key, and moving between the panes.

use happytalk_model::RoomId;

use super::{ConsoleEffect, Direction, FocusArea, FocusTarget, Pane, ViewEffect, transition::Transition};
use crate::state::events::{ElementEvent, NavigationStep};

impl Transition<'_> {
    pub(super) fn show_room(&mut self, room: Option<RoomId>) {
        if room == self.state.location.selected {
            return;
        }
        match room {
            Some(room) => self.open_room(room),
            None => self.close_room(),
        }
    }

    pub(super) fn open_room(&mut self, room: RoomId) {
        self.state.pending_selection = None;
        self.state.tab_stop = self.state.row_of(&room).unwrap_or(self.state.tab_stop);
        self.state.location.selected = Some(room.clone());
        self.effects.push(ConsoleEffect::SetRoomAttribute(Some(room.clone())));
        self.effects.push(ConsoleEffect::ShowRoom(Some(room)));
        if self.facts.focus == FocusArea::Transcript {
            // The focused message is about to be removed.
            self.view(ViewEffect::Focus(FocusTarget::TranscriptBody));
            self.view(ViewEffect::RequestTranscriptFocus);
        } else if !self.facts.is_transcript_visible && self.facts.focus != FocusArea::Outside {
            self.view(ViewEffect::FocusAfterRender(FocusTarget::BackButton));
        }
    }

    pub(super) fn close_room(&mut self) {
        self.state.pending_selection = None;
        self.state.location.selected = None;
        self.effects.push(ConsoleEffect::SetRoomAttribute(None));
        self.effects.push(ConsoleEffect::ShowRoom(None));
        if !self.facts.is_list_visible && self.facts.focus != FocusArea::Outside {
            self.focus_shown_list();
        } else if self.facts.focus == FocusArea::Transcript {
            self.view(ViewEffect::Focus(FocusTarget::TranscriptBody));
        }
    }

    pub(super) fn leave_room(&mut self) {
        self.close_room();
        self.navigate(NavigationStep::Back);
    }

    /// Opens the room of a row. The first room opened from the list is a new history entry, regardless of `step`.
    pub(super) fn select_row(&mut self, row: usize, step: NavigationStep) {
        let Some(room) = self.state.rooms().get(row).cloned().flatten() else { return };
        let previous = self.state.location.selected.clone();
        if previous.as_ref() == Some(&room) {
            return;
        }
        self.open_room(room.clone());
        self.effects.push(ConsoleEffect::Emit(ElementEvent::Select { room: room.to_string() }));
        self.navigate(if previous.is_none() { NavigationStep::Push } else { step });
    }

    /// Moves the focus to a row immediately. Its room is opened after the selection delay.
    pub(super) fn focus_row(&mut self, row: usize) {
        self.state.tab_stop = row;
        self.view(ViewEffect::Focus(FocusTarget::Row(row)));
        self.state.pending_selection = self.facts.is_transcript_visible.then_some(row);
        if self.facts.is_transcript_visible {
            self.effects.push(ConsoleEffect::StartSelectionDelay);
        }
    }

    pub(super) fn select_pending_row(&mut self) {
        if let Some(row) = self.state.pending_selection.take()
            && self.facts.is_transcript_visible
        {
            self.select_row(row, NavigationStep::Replace);
        }
    }

    pub(super) fn open_adjacent_room(&mut self, direction: Direction) {
        let Some(row) = self.state.adjacent_room(direction) else { return };
        self.select_row(row, NavigationStep::Replace);
        let stays_visible = self.facts.is_list_visible && self.facts.is_transcript_visible;
        self.view(if self.facts.focus == FocusArea::List && stays_visible {
            ViewEffect::Focus(FocusTarget::Row(row))
        } else {
            ViewEffect::ScrollToRow(row)
        });
    }

    pub(super) fn focus_other_pane(&mut self, pane: Pane) {
        match pane {
            Pane::Transcript => {
                // A room that is being loaded takes the focus later.
                self.view(ViewEffect::RequestTranscriptFocus);
                self.view(ViewEffect::Focus(FocusTarget::TranscriptBody));
                self.view(ViewEffect::Focus(FocusTarget::Message));
            }
            Pane::List if self.facts.is_list_visible => {
                self.view(ViewEffect::Focus(FocusTarget::Row(self.state.tab_stop)));
            }
            Pane::List => self.leave_room(),
        }
    }
}
