//! Rules of the list: requests, responses, and focus.

use happytalk_model::list::{ListRequest, Page};

use super::{ConsoleEffect, Direction, FocusArea, FocusTarget, ListContent, ViewEffect, transition::Transition};
use crate::state::events::NavigationStep;

/// Origin of a list request.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum RequestOrigin {
    /// The filters' own form, or the pager.
    Control,
    /// Any other origin; the form has to show the new filters.
    Other,
}

impl Transition<'_> {
    pub(super) fn replace_client(&mut self, is_other_proxy: bool) {
        if is_other_proxy || !matches!(self.state.list, ListContent::Page { .. }) {
            self.load_list(false);
        }
    }

    pub(super) fn reload(&mut self, room: ConsoleEffect) {
        self.load_list(true);
        self.effects.push(room);
    }

    /// Loads the list of the location. `keeps_current` has no effect without a current page.
    pub(super) fn load_list(&mut self, keeps_current: bool) {
        if !keeps_current || !matches!(self.state.list, ListContent::Page { .. }) {
            self.state.has_pending_focus |= self.facts.focus == FocusArea::List;
            self.state.list = ListContent::Loading;
        }
        self.effects.push(ConsoleEffect::LoadList { keeps_current });
    }

    pub(super) fn request_list(&mut self, request: ListRequest, origin: RequestOrigin) {
        self.state.location.list = request;
        self.state.tab_stop = 0;
        self.state.pending_selection = None;
        if origin == RequestOrigin::Other {
            self.state.filters_revision = self.state.filters_revision.wrapping_add(1);
            if self.facts.focus == FocusArea::Filters {
                self.view(ViewEffect::FocusAfterRender(FocusTarget::Period));
            }
        }
        self.load_list(false);
    }

    pub(super) fn turn_page(&mut self, direction: Direction) {
        if let Some(page) = self.state.adjacent_page(direction) {
            self.request_list(ListRequest { page, ..self.state.location.list }, RequestOrigin::Control);
            self.navigate(NavigationStep::Push);
        }
    }

    pub(super) fn show_page(&mut self, page: &Page) {
        let takes_focus = self.take_list_focus();
        self.state.list = self.state.content_of(page);
        if let Some(last) = page.rooms.len().checked_sub(1) {
            self.state.tab_stop = self.state.open_row().unwrap_or(self.state.tab_stop.min(last));
            self.effects.push(ConsoleEffect::AnnounceRoomCount(page.total_count.unwrap_or(page.rooms.len() as u64)));
        }
        if takes_focus {
            self.focus_list();
        }
    }

    pub(super) fn show_list_failure(&mut self) {
        let takes_focus = self.take_list_focus();
        self.state.list = ListContent::Failed;
        if takes_focus {
            self.focus_list();
        }
    }

    pub(super) fn take_list_focus(&mut self) -> bool {
        std::mem::take(&mut self.state.has_pending_focus) || self.facts.focus == FocusArea::List
    }

    /// Moves the focus to the list after it is rendered.
    pub(super) fn focus_list(&mut self) {
        let target = match &self.state.list {
            ListContent::Loading => {
                self.state.has_pending_focus = true;
                return;
            }
            ListContent::Page { rooms, .. } if !rooms.is_empty() => FocusTarget::Row(self.state.tab_stop),
            ListContent::Failed | ListContent::Page { .. } => FocusTarget::ListAction,
        };
        self.view(ViewEffect::FocusAfterRender(target));
    }

    /// Moves the focus to the list, whose pane is about to be shown with its current content.
    pub(super) fn focus_shown_list(&mut self) {
        if self.state.list == ListContent::Failed || self.state.empty_page().is_some() {
            // A notice takes the focus only when it is created.
            self.view(ViewEffect::FocusAfterRender(FocusTarget::Period));
        } else {
            self.focus_list();
        }
    }
}
