//! Messages of an undocumented type: the name of the type and a button to the source. Covers types that the vendor adds.

use leptos::prelude::*;

use super::Bubble;
use crate::components::{built::IntoBuilt, context::use_render_context, ui::source_button::SourceButton};

/// Renders the name of an unknown type, and the source button.
#[component]
pub fn UnknownMessage(
    /// `contents_type`, as sent.
    contents_type: String,
) -> impl IntoView {
    let words = use_render_context().words;
    view! {
        <Bubble>
            <p dir="auto">{(words.unknown)(&contents_type)}</p>
            <SourceButton />
        </Bubble>
    }
    .into_built()
}
