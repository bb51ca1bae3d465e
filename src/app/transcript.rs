//! The root of `<happytalk-transcript>`: one drawing per state.

use std::{cell::Cell, rc::Rc};

use super::context::{Emit, Settings};
use crate::{
    components::{
        kit::element::{El, div},
        states::{self, Again},
        transcript,
    },
    i18n::Words,
    session::{LoadState, Session},
};

/// Draws the session. The outermost element is the first one in the shadow root and carries `data-state`.
pub fn view(session: &Session, settings: Settings, emit: Emit) -> El {
    let (state, busy) = (session.state(), session.busy());
    let (theme, lang) = (settings.theme.clone(), settings.lang.clone());
    let (slug, tag) = (state.clone(), lang.clone());
    let (session, desk) = (session.clone(), session.desk());
    // Who pressed the button that is gone meanwhile finds the keyboard on the next one.
    let pressed = Rc::new(Cell::new(false));
    let retry: Rc<dyn Fn()> = {
        let pressed = Rc::clone(&pressed);
        Rc::new(move || {
            pressed.set(true);
            session.reload();
        })
    };
    let content = move || {
        let words = || Words::of(lang.get());
        let state = state.get();
        let has_pressed = !matches!(state, LoadState::Loading) && pressed.replace(false);
        let again = || Again { run: Rc::clone(&retry), takes_keyboard: has_pressed };
        Some(match state {
            LoadState::Idle => states::idle(words()),
            LoadState::Loading => states::skeleton(words()),
            LoadState::Failed(error) => states::failed(words(), error.kind, error.reference(), again()),
            LoadState::Empty(answer) if answer.rooms.is_empty() => states::empty(words(), answer.cut, again()),
            LoadState::Ready(transcript) | LoadState::Empty(transcript) => {
                transcript::transcript(transcript, &settings, &emit, &desk, has_pressed)
            }
        })
    };
    div("root")
        .live("data-state", move || Some(slug.get().slug().into()))
        .live("data-theme", move || Some(theme.get().slug().into()))
        .live("lang", move || Some(tag.get().tag().into()))
        .live("aria-busy", move || busy.get().then_some("true".into()))
        .changing(content)
}
