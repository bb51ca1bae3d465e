//! Messages of type `text`.

use leptos::prelude::*;

use super::Bubble;
use crate::components::{built::IntoBuilt, ui::prose::ProseOrNothing};

/// Renders a bubble of text.
#[component]
pub fn TextMessage(
    /// The text.
    text: String,
) -> impl IntoView {
    view! {
        <Bubble>
            <ProseOrNothing text=text />
        </Bubble>
    }
    .into_built()
}
