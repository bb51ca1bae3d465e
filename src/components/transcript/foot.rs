//! The foot of a transcript, which stays in view: connection problems, the button to new messages, the composer.

use std::sync::Arc;

use happytalk_present::live::TranscriptSnapshot;
use leptos::{html, prelude::*};

use super::{composer::Composer, new_messages::NewMessages};
use crate::{
    browser::visibility::observe_visibility,
    components::{
        built::{IntoBuilt, dynamic},
        context::use_render_context,
        room_timeline::RoomTimelines,
        ui::icon::{Icon, icon},
    },
    state::room::{ConnectionProblem, RoomState},
};

/// Renders the foot of a transcript.
#[component]
pub fn Foot(
    /// The transcript.
    shown: Memo<Arc<TranscriptSnapshot>>,
) -> impl IntoView {
    let words = use_render_context().words;
    let room: RoomState = expect_context();
    let timelines: RoomTimelines = expect_context();
    let end = NodeRef::<html::Div>::new();
    let is_at_end = observe_visibility(end);
    let new_messages = NewMessages::follow(shown, timelines, end, is_at_end);
    // The composer takes space from the rows. Keep the end in view.
    let stay_at_end = Callback::new(move |()| {
        if is_at_end.get_untracked() {
            new_messages.scroll_to_end();
        }
    });
    let problem = dynamic(move || {
        let sentence = match room.connection_problem.get()? {
            ConnectionProblem::Lost => words.connection_lost,
            ConnectionProblem::Refused(kind) => (words.failure)(kind),
        };
        Some(view! { <p class="trouble">{icon(Icon::Offline)} {sentence}</p> }.into_built())
    });
    let count = move || (words.new_messages)(new_messages.unseen.get());
    view! {
        <div class="foot-frame">
            <div class="foot">
                <div class="foot-line" role="status">
                    {problem}
                </div>
                <button
                    type="button"
                    class="newer"
                    hidden=move || new_messages.unseen.get() == 0
                    on:click=move |_| new_messages.go_to_first()
                >
                    <span>{count}</span>
                </button>
                {dynamic(move || room.can_compose.get().then(|| view! { <Composer on_resize=stay_at_end /> }))}
            </div>
            <div class="end-sentinel" node_ref=end></div>
        </div>
    }
    .into_built()
}
