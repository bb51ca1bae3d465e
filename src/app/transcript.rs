//! The root of `<happytalk-transcript>`: contexts, and one component per state.

use leptos::prelude::*;

use super::context::{Emit, Event, Settings};
use crate::{
    components::{
        states::{Empty, Failed, Idle, Skeleton},
        transcript::TranscriptView,
    },
    session::{LoadState, Session},
};

/// Draws the session. The outermost element is the first one in the shadow root and carries `data-state`.
pub fn view(session: &Session, settings: Settings, tell: impl Fn(Event) -> bool + 'static) -> AnyView {
    provide_context(settings);
    provide_context(Emit::new(tell));
    let (state, busy) = (session.state(), session.busy());
    let slug = {
        let state = state.clone();
        move || state.read().slug()
    };
    let retry = {
        let session = StoredValue::new_local(session.clone());
        Callback::new(move |()| session.with_value(Session::reload))
    };
    let content = move || match state.get() {
        LoadState::Idle => view! { <Idle /> }.into_any(),
        LoadState::Loading => view! { <Skeleton /> }.into_any(),
        LoadState::Ready(transcript) => view! { <TranscriptView transcript /> }.into_any(),
        LoadState::Empty => view! { <Empty retry /> }.into_any(),
        LoadState::Failed(error) => {
            let detail = (!error.message.is_empty()).then_some(error.message);
            view! { <Failed kind=error.kind detail retry /> }.into_any()
        }
    };
    view! { class="ht",
        <div
            class="root"
            data-state=slug
            data-theme=move || settings.theme.get().slug()
            lang=move || settings.lang.get().tag()
            aria-busy=move || busy.get().then_some("true")
        >
            {content}
        </div>
    }
    .into_any()
}
