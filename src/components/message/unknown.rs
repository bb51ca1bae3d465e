//! A type that no document names: its name, and the source at hand. A type that the vendor adds later can be read at once.

use leptos::prelude::*;

use super::Bubble;
use crate::components::{context::use_render_context, ui::source_button::SourceButton};

/// Renders the name of an unknown type.
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
}
