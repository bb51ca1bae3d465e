//! Secure messages (보안 메시지) whose contents are hidden, or covered until the reader reveals them.

use happytalk_present::{options::Locked, room_content::RowBody};
use leptos::{html, prelude::*};

use crate::{
    browser::focus::focus_element,
    components::{
        built::{IntoBuilt, dynamic},
        context::{RowScope, use_render_context},
        message::{MessageBelow, MessageMain},
        ui::button::ActionButton,
    },
    state::events::ElementEvent,
};

/// Renders a secure message under `locked="hide"` or `locked="cover"`. [`MessageMain`] and [`MessageBelow`] render it under
/// `locked="show"`.
#[component]
pub fn WithheldMessage(
    /// The contents.
    body: RowBody,
    /// The row.
    scope: RowScope,
) -> impl IntoView {
    let context = use_render_context();
    dynamic(move || match context.settings.locked.get() {
        Locked::Hide => view! {
            <div class="bubble" part="bubble">
                <span class="nothing">{context.words.hidden}</span>
            </div>
        }
        .into_built(),
        Locked::Cover | Locked::Show => view! { <CoveredMessage body=body.clone() scope=scope.clone() /> }.into_built(),
    })
}

/// Renders a button that reveals the contents, or the revealed contents.
#[component]
fn CoveredMessage(
    /// The contents.
    body: RowBody,
    /// The row.
    scope: RowScope,
) -> impl IntoView {
    let context = use_render_context();
    let words = context.words;
    let frame = NodeRef::<html::Div>::new();
    let uncovered = scope.timeline.ui.uncovered;
    let is_uncovered = {
        let key = scope.key.clone();
        Memo::new(move |_| uncovered.read().contains(&key))
    };
    let reveal = {
        let scope = scope.clone();
        Callback::new(move |()| {
            // The button removes itself, and the focus would be lost.
            if let Some(frame) = frame.get_untracked() {
                focus_element(&frame);
            }
            uncovered.update(|uncovered| {
                uncovered.insert(scope.key.clone());
            });
            context.events.emit(&ElementEvent::Reveal { message_id: scope.message_id() });
        })
    };
    let content = dynamic(move || {
        if is_uncovered.get() {
            view! {
                <div class="revealed">
                    <MessageMain body=body.clone() scope=scope.clone() />
                    <MessageBelow body=body.clone() scope=scope.clone() />
                </div>
            }
            .into_built()
        } else {
            // The print style sheet shows `data-hidden` instead of the button.
            view! {
                <div class="bubble cover" part="bubble" data-hidden=words.hidden>
                    <ActionButton class="action" label=words.reveal on:click=move |_| reveal.run(()) />
                </div>
            }
            .into_built()
        }
    });
    view! {
        <div class="covered" tabindex="-1" role="group" aria-label=words.locked node_ref=frame>
            {content}
        </div>
    }
    .into_built()
}
