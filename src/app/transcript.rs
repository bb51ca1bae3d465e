//! The root of `<happytalk-transcript>`: one drawing per state.

use super::context::{Emit, Settings};
use crate::{
    components::{
        kit::element::{El, div},
        states::{self, Retry},
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
    let session = session.clone();
    let retry: Retry = std::rc::Rc::new(move || session.reload());
    let content = move || {
        let words = || Words::of(lang.get());
        Some(match state.get() {
            LoadState::Idle => states::idle(words()),
            LoadState::Loading => states::skeleton(words()),
            LoadState::Failed(error) => states::failed(words(), error.kind, error.reference(), retry.clone()),
            LoadState::Empty(answer) if answer.rooms.is_empty() => states::empty(words(), answer.cut, retry.clone()),
            LoadState::Ready(transcript) | LoadState::Empty(transcript) => {
                transcript::transcript(transcript, &settings, &emit)
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
