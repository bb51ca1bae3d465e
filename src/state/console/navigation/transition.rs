//! A transition of the reducer, which dispatches an event to its rule.

use happytalk_present::location::{ConsoleLocation, default_list_request};

use super::{
    ConsoleEffect, ConsoleEvent, Direction, Facts, FocusArea, FocusTarget, Navigation, ViewEffect,
    list_rules::RequestOrigin,
};
use crate::state::events::{ElementEvent, NavigationStep};

/// The state, the facts about the view, and the effects so far.
pub(super) struct Transition<'a> {
    pub(super) state: &'a mut Navigation,
    pub(super) facts: Facts,
    pub(super) effects: Vec<ConsoleEffect>,
}

impl Transition<'_> {
    pub(super) fn apply(&mut self, event: ConsoleEvent) {
        match event {
            ConsoleEvent::Mounted => self.start(),
            ConsoleEvent::LocationSet(location) => self.go_to(location),
            ConsoleEvent::RoomSet(room) => self.show_room(room),
            ConsoleEvent::ClientReplaced { is_other_proxy } => self.replace_client(is_other_proxy),
            ConsoleEvent::ReloadRequested => self.reload(ConsoleEffect::ReloadRoom),
            ConsoleEvent::RefreshPressed => self.reload(ConsoleEffect::RefreshRoom),
            ConsoleEvent::FiltersSubmitted(request) => {
                self.request_list(request, RequestOrigin::Control);
                self.navigate(NavigationStep::Push);
            }
            ConsoleEvent::FiltersReset => {
                self.state.has_pending_focus = true;
                self.request_list(default_list_request(), RequestOrigin::Other);
                self.navigate(NavigationStep::Push);
            }
            ConsoleEvent::PeriodChangeRequested => self.view(ViewEffect::Focus(FocusTarget::FirstDay)),
            ConsoleEvent::ListRetried => {
                self.state.has_pending_focus = true;
                self.load_list(false);
            }
            ConsoleEvent::PageTurned(direction) => self.turn_page(direction),
            ConsoleEvent::LastPageRequested => {
                self.state.has_pending_focus = true;
                self.turn_page(Direction::Backward);
            }
            ConsoleEvent::RowClicked(row) => self.select_row(row, NavigationStep::Push),
            ConsoleEvent::RowFocused(row) => self.focus_row(row),
            ConsoleEvent::SelectionDelayElapsed => self.select_pending_row(),
            ConsoleEvent::AdjacentRoomRequested(direction) => self.open_adjacent_room(direction),
            ConsoleEvent::OtherPaneRequested(pane) => self.focus_other_pane(pane),
            ConsoleEvent::RoomLeft => self.leave_room(),
            ConsoleEvent::ListLoaded(page) => self.show_page(&page),
            ConsoleEvent::ListFailed => self.show_list_failure(),
            ConsoleEvent::FocusMoved => self.withdraw_pending_focus(),
            ConsoleEvent::ContentRecreated => {
                if self.facts.focus == FocusArea::List {
                    self.focus_list();
                }
            }
        }
    }

    fn start(&mut self) {
        self.load_list(false);
        if let Some(room) = self.state.location.selected.take() {
            self.open_room(room);
        }
    }

    fn go_to(&mut self, location: ConsoleLocation) {
        if location.list != self.state.location.list {
            self.request_list(location.list, RequestOrigin::Other);
        }
        self.show_room(location.selected);
    }

    fn withdraw_pending_focus(&mut self) {
        self.state.has_pending_focus = false;
        self.view(ViewEffect::WithdrawPendingFocus);
    }

    pub(super) fn navigate(&mut self, step: NavigationStep) {
        let query = self.state.location.query();
        self.effects.push(ConsoleEffect::Emit(ElementEvent::Navigate { query, step }));
    }

    pub(super) fn view(&mut self, effect: ViewEffect) {
        self.effects.push(ConsoleEffect::View(effect));
    }
}
