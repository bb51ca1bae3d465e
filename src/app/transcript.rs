//! The root of `<happytalk-transcript>`: one drawing per state.

use std::{borrow::Cow, cell::Cell, rc::Rc};

use super::context::{Emit, Settings};
use crate::{
    components::{
        kit::element::{El, div},
        states::{self, Again},
        transcript,
    },
    i18n::Words,
    present::list::room_failure,
    session::{LoadState, Session},
};

/// Draws the session. The outermost element is the first one in the shadow root and carries `data-state`.
pub fn view(session: &Session, settings: &Settings, emit: &Emit) -> El {
    let busy = session.busy();
    root(settings)
        .live("data-state", slug(session))
        .live("aria-busy", move || busy.get().then_some("true".into()))
        .changing(content(session, settings, emit, &Rc::default()))
}

/// The value of `data-state`. A room that goes on may become another one without being drawn anew.
pub fn slug(session: &Session) -> impl Fn() -> Option<Cow<'static, str>> + use<> {
    let (state, changed) = (session.state(), session.desk().changed.clone());
    move || {
        changed.get();
        Some(state.get().slug().into())
    }
}

/// The outermost element, as the settings have it.
pub fn root(settings: &Settings) -> El {
    let (theme, lang) = (settings.theme.clone(), settings.lang.clone());
    div("root")
        .live("data-theme", move || Some(theme.get().slug().into()))
        .live("lang", move || Some(lang.get().tag().into()))
}

/// What is drawn of the session in its present state. Who pressed the button that is gone meanwhile finds the keyboard on
/// the next one, or on the first row: whoever sets `pressed` asks for the same.
pub fn content(
    session: &Session,
    settings: &Settings,
    emit: &Emit,
    pressed: &Rc<Cell<bool>>,
) -> impl Fn() -> Option<El> + use<> {
    let (state, lang) = (session.state(), settings.lang.clone());
    let (settings, emit, session, pressed) = (settings.clone(), Rc::clone(emit), session.clone(), Rc::clone(pressed));
    let desk = session.desk();
    let retry: Rc<dyn Fn()> = {
        let pressed = Rc::clone(&pressed);
        Rc::new(move || {
            pressed.set(true);
            session.reload();
        })
    };
    move || {
        let words = || Words::of(lang.get());
        let state = state.get();
        let has_pressed = !matches!(state, LoadState::Loading) && pressed.replace(false);
        let again = || Again { run: Rc::clone(&retry), takes_keyboard: has_pressed };
        Some(match state {
            LoadState::Idle => states::idle(words()),
            LoadState::Loading => states::skeleton(words()),
            LoadState::Failed(error) => {
                let sentence = room_failure(error.kind, error.vendor_code, words());
                states::failed(sentence, error.kind, error.reference(), (words().retry, again()))
            }
            LoadState::Empty(answer) if answer.rooms.is_empty() => states::empty(words(), answer.cut, again()),
            LoadState::Ready(transcript) | LoadState::Empty(transcript) => {
                transcript::transcript(transcript, &settings, &emit, &desk, has_pressed)
            }
        })
    }
}
