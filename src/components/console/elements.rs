//! The rendered elements of the console that navigation depends on: which ones are visible, and where the focus is.

use std::collections::BTreeMap;

use leptos::{html, prelude::*, task::spawn_local};
use web_sys::{HtmlElement, HtmlInputElement, ScrollLogicalPosition};

use crate::{
    browser::{
        dom::contains_focus,
        focus::focus_element,
        scroll::{Reach, scroll_into_view},
    },
    components::{room_timeline::RoomTimelines, transcript::states::PendingFocus},
    state::console::{
        ConsoleView,
        navigation::{Facts, FocusArea, FocusTarget, ViewEffect},
    },
};

/// References to the elements. Provided as a context to the console's components, which set them.
#[derive(Clone, Copy, Debug)]
pub struct ConsoleElements {
    /// The outermost element.
    pub root: NodeRef<html::Div>,
    /// The form of the filters.
    pub filters: NodeRef<html::Form>,
    /// The radio buttons of the period.
    pub periods: [NodeRef<html::Input>; 3],
    /// The field of the period's first day.
    pub first_day: NodeRef<html::Input>,
    /// The container of the rows or the notice.
    pub list_body: NodeRef<html::Div>,
    /// The button that leads from the room back to the list.
    pub back_button: NodeRef<html::Button>,
    /// The container of the transcript or the notice.
    pub transcript_body: NodeRef<html::Div>,
    /// Whether the next notice in the list takes the focus.
    pub list_focus: PendingFocus,
    /// Whether the next content of the transcript pane takes the focus.
    pub transcript_focus: PendingFocus,
    rows: StoredValue<BTreeMap<usize, NodeRef<html::Button>>>,
    timelines: RoomTimelines,
}

impl ConsoleElements {
    /// Returns empty references.
    pub fn new(timelines: RoomTimelines) -> Self {
        Self {
            root: NodeRef::new(),
            filters: NodeRef::new(),
            periods: std::array::from_fn(|_| NodeRef::new()),
            first_day: NodeRef::new(),
            list_body: NodeRef::new(),
            back_button: NodeRef::new(),
            transcript_body: NodeRef::new(),
            list_focus: PendingFocus::new(),
            transcript_focus: PendingFocus::new(),
            rows: StoredValue::default(),
            timelines,
        }
    }

    /// Registers the row at an index, replacing an earlier one.
    pub fn register_row(self, index: usize, row: NodeRef<html::Button>) {
        self.rows.update_value(|rows| {
            rows.insert(index, row);
        });
    }

    fn row(self, index: usize) -> Option<HtmlElement> {
        let row = self.rows.try_with_value(|rows| rows.get(&index).copied()).flatten()?;
        // The row may have been disposed.
        row.try_get_untracked().flatten().map(|row| (*row).clone())
    }

    fn focus_area(self) -> FocusArea {
        let areas = [
            (self.filters.get_untracked().is_some_and(|form| contains_focus(&form)), FocusArea::Filters),
            (self.list_body.get_untracked().is_some_and(|body| contains_focus(&body)), FocusArea::List),
            (self.transcript_body.get_untracked().is_some_and(|body| contains_focus(&body)), FocusArea::Transcript),
            (self.root.get_untracked().is_some_and(|root| contains_focus(&root)), FocusArea::Bars),
        ];
        areas.into_iter().find(|(has_focus, _)| *has_focus).map_or(FocusArea::Outside, |(_, area)| area)
    }

    fn focus(self, target: FocusTarget) {
        let element: Option<HtmlElement> = match target {
            FocusTarget::Row(index) => self.row(index),
            FocusTarget::Period => self.chosen_period(),
            FocusTarget::FirstDay => self.first_day.get_untracked().map(|day| (*day).clone()),
            FocusTarget::BackButton => self.back_button.get_untracked().map(|button| (*button).clone()),
            FocusTarget::TranscriptBody => self.transcript_body.get_untracked().map(|body| (*body).clone()),
            FocusTarget::ListAction => return self.list_focus.request(),
            FocusTarget::Message => return self.focus_message(),
        };
        if let Some(element) = element {
            focus_element(&element);
        }
    }

    fn chosen_period(self) -> Option<HtmlElement> {
        let mut periods = self.periods.iter().filter_map(NodeRef::get_untracked);
        periods.find(HtmlInputElement::checked).map(|period| (*period).clone())
    }

    /// Moves the focus to the tab stop of the first room.
    fn focus_message(self) {
        let Some(timeline) = self.timelines.0.with_untracked(|timelines| timelines.first().copied()) else { return };
        let position = timeline
            .tab_stop
            .with_untracked(|key| key.as_ref().and_then(|key| timeline.content.read_untracked().position(key)));
        if let Some(position) = position {
            timeline.focus_position(position);
        }
    }
}

impl ConsoleView for ConsoleElements {
    fn facts(&self) -> Facts {
        let is_rendered = |body: NodeRef<html::Div>| body.get_untracked().is_some_and(|body| body.client_width() > 0);
        Facts {
            focus: self.focus_area(),
            is_list_visible: is_rendered(self.list_body),
            is_transcript_visible: is_rendered(self.transcript_body),
        }
    }

    fn run(&self, effect: ViewEffect) {
        let this = *self;
        match effect {
            // The notice is rendered later, and then takes the focus.
            ViewEffect::Focus(target) | ViewEffect::FocusAfterRender(target @ FocusTarget::ListAction) => {
                this.focus(target);
            }
            ViewEffect::FocusAfterRender(target) => spawn_local(async move {
                leptos::task::tick().await;
                // A listener of the event may have removed the element.
                if this.root.try_get_untracked().is_some() {
                    this.focus(target);
                }
            }),
            ViewEffect::RequestTranscriptFocus => this.transcript_focus.request(),
            ViewEffect::WithdrawPendingFocus => {
                this.list_focus.take();
                this.transcript_focus.take();
            }
            ViewEffect::ScrollToRow(index) => {
                if let Some(row) = this.row(index) {
                    scroll_into_view(&row, ScrollLogicalPosition::Nearest, Reach::Page);
                }
            }
        }
    }
}
