//! The root of `<happytalk-transcript>`: contexts, and one component per state.

use leptos::prelude::*;

use super::context::{Emit, Event, Settings};
use crate::{
    components::{
        kit::element::div,
        states::{Empty, Failed, Idle, Skeleton},
        transcript::TranscriptView,
    },
    session::{LoadState, Session},
};

/// Draws the session. The outermost element is the first one in the shadow root and carries `data-state`.
pub fn view(session: &Session, settings: Settings, tell: impl Fn(Event) -> bool + 'static) -> AnyView {
    let (theme, lang) = (settings.theme.clone(), settings.lang.clone());
    provide_context(settings);
    provide_context(Emit::new(tell));
    let (state, busy) = (session.state(), session.busy());
    let retry = {
        let session = StoredValue::new_local(session.clone());
        Callback::new(move |()| session.with_value(Session::reload))
    };
    let slug = state.clone();
    let content = move || match state.get() {
        LoadState::Idle => Idle().into_any(),
        LoadState::Loading => Skeleton().into_any(),
        LoadState::Empty(answer) if answer.rooms.is_empty() => view! { <Empty cut=answer.cut retry /> }.into_any(),
        LoadState::Ready(transcript) | LoadState::Empty(transcript) => {
            view! { <TranscriptView transcript /> }.into_any()
        }
        LoadState::Failed(error) => {
            let detail = error.reference();
            view! { <Failed kind=error.kind detail retry /> }.into_any()
        }
    };
    div("root")
        .live("data-state", move || Some(slug.read().slug().into()))
        .live("data-theme", move || Some(theme.get().slug().into()))
        .live("lang", move || Some(lang.get().tag().into()))
        .live("aria-busy", move || busy.get().then_some("true".into()))
        .view(content.into_any())
        .into_any()
}
