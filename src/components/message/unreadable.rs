//! Rows that could not be decoded: the reason and a button to the source.

use happytalk_model::message::Reason;
use leptos::prelude::*;

use super::Bubble;
use crate::components::{built::IntoBuilt, context::use_render_context, ui::source_button::SourceButton};

/// Renders the reason why a row could not be decoded.
#[component]
pub fn UnreadableMessage(
    /// The reason.
    reason: Reason,
) -> impl IntoView {
    let words = use_render_context().words;
    view! {
        <Bubble>
            <p>{words.unreadable}</p>
            <p class="why">{(words.reason)(reason)}</p>
            <SourceButton />
        </Bubble>
    }
    .into_built()
}
