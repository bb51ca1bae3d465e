use std::sync::Arc;

use happytalk_model::{
    RoomId,
    list::{ListRequest, Page},
    room::RoomInfo,
};
use happytalk_present::location::ConsoleLocation;

use super::{
    ConsoleEffect, ConsoleEvent as Event,
    Direction::{Backward, Forward},
    EmptyPage, Facts, FocusArea, FocusTarget, Navigation, Pane, ViewEffect,
};
use crate::state::events::{ElementEvent, NavigationStep as Step};

const WIDE: Facts = Facts { focus: FocusArea::Outside, is_list_visible: true, is_transcript_visible: true };
const NARROW_LIST: Facts = Facts { is_transcript_visible: false, ..WIDE };
const NARROW_ROOM: Facts = Facts { is_list_visible: false, ..WIDE };

fn focused(facts: Facts, focus: FocusArea) -> Facts {
    Facts { focus, ..facts }
}

fn room(id: &str) -> RoomId {
    RoomId::parse(id).expect(id)
}

fn page(ids: &[&str], total_count: Option<u64>) -> Event {
    let rooms = ids.iter().map(|id| RoomInfo { id: Some((*id).to_owned()), ..RoomInfo::default() }).collect();
    Event::ListLoaded(Arc::new(Page { rooms, total_count, ..Page::default() }))
}

fn request(query: &str) -> ListRequest {
    ConsoleLocation::parse(query).list
}

/// Returns a console at a location, with the rooms a, b, c and d in its list.
fn console(query: &str) -> Navigation {
    let mut console = Navigation::new(ConsoleLocation::parse(query));
    console.apply(Event::Mounted, Facts::default());
    console.apply(page(&["a", "b", "c", "d"], Some(61)), WIDE);
    console
}

fn focus(target: FocusTarget) -> ConsoleEffect {
    ConsoleEffect::View(ViewEffect::Focus(target))
}

fn focus_after_render(target: FocusTarget) -> ConsoleEffect {
    ConsoleEffect::View(ViewEffect::FocusAfterRender(target))
}

fn open(id: &str) -> [ConsoleEffect; 2] {
    [ConsoleEffect::SetRoomAttribute(Some(room(id))), ConsoleEffect::ShowRoom(Some(room(id)))]
}

fn close() -> [ConsoleEffect; 2] {
    [ConsoleEffect::SetRoomAttribute(None), ConsoleEffect::ShowRoom(None)]
}

fn select(id: &str) -> ConsoleEffect {
    ConsoleEffect::Emit(ElementEvent::Select { room: id.to_owned() })
}

fn navigate(query: &str, step: Step) -> ConsoleEffect {
    ConsoleEffect::Emit(ElementEvent::Navigate { query: query.to_owned(), step })
}

const LOAD: ConsoleEffect = ConsoleEffect::LoadList { keeps_current: false };
const RELOAD: ConsoleEffect = ConsoleEffect::LoadList { keeps_current: true };
const REQUEST_TRANSCRIPT_FOCUS: ConsoleEffect = ConsoleEffect::View(ViewEffect::RequestTranscriptFocus);

mod focus_moves;
mod list_requests;
mod rooms;
