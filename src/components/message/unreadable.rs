//! A row that could not be decoded: why, and the source at hand.

use happytalk_model::message::Reason;
use leptos::prelude::*;

use super::Bubble;
use crate::components::{context::use_render_context, ui::source_button::SourceButton};

/// Renders that a row could not be decoded, and why.
#[component]
pub fn UnreadableMessage(
    /// Why.
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
}
