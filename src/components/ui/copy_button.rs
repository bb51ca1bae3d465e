//! A button that copies a text and announces the outcome.

use leptos::{prelude::*, task::spawn_local};

use super::button::ActionButton;
use crate::{
    browser::clipboard::copy_text,
    components::{built::IntoBuilt, context::use_render_context},
};

/// Renders a button that copies a text.
#[component]
pub fn CopyButton(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
    /// The label; `words.copy` by default.
    #[prop(optional)]
    label: Option<&'static str>,
    /// Called with the label of the outcome.
    #[prop(optional, into)]
    on_outcome: Option<Callback<&'static str>>,
) -> impl IntoView {
    let context = use_render_context();
    let copy = move |_| {
        let text = text.get_untracked();
        spawn_local(async move {
            let outcome = if copy_text(&text).await { context.words.copied } else { context.words.not_copied };
            if let Some(on_outcome) = on_outcome {
                on_outcome.try_run(outcome);
            }
            context.announcer.announce(outcome);
        });
    };
    view! { <ActionButton label=label.unwrap_or(context.words.copy) on:click=copy /> }.into_built()
}
