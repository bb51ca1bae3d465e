use std::sync::Arc;

use happytalk_model::{
    RoomId,
    list::{ListRequest, Page},
    room::RoomInfo,
};
use happytalk_present::location::ConsoleLocation;

use super::{
    ConsoleEvent as Event,
    Direction::{Backward, Forward},
    Effect, EmptyPage, Facts, FocusArea, FocusTarget, Navigation, Pane, ViewEffect,
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

fn focus(target: FocusTarget) -> Effect {
    Effect::View(ViewEffect::Focus(target))
}

fn focus_after_render(target: FocusTarget) -> Effect {
    Effect::View(ViewEffect::FocusAfterRender(target))
}

fn open(id: &str) -> [Effect; 2] {
    [Effect::SetRoomAttribute(Some(room(id))), Effect::ShowRoom(Some(room(id)))]
}

fn close() -> [Effect; 2] {
    [Effect::SetRoomAttribute(None), Effect::ShowRoom(None)]
}

fn select(id: &str) -> Effect {
    Effect::Emit(ElementEvent::Select { room: id.to_owned() })
}

fn navigate(query: &str, step: Step) -> Effect {
    Effect::Emit(ElementEvent::Navigate { query: query.to_owned(), step })
}

const LOAD: Effect = Effect::LoadList { keeps_current: false };
const RELOAD: Effect = Effect::LoadList { keeps_current: true };
const REQUEST_TRANSCRIPT_FOCUS: Effect = Effect::View(ViewEffect::RequestTranscriptFocus);

mod focus_moves;
mod list_requests;
mod rooms;
