//! The buttons that open and close the source of a row (`timeline::source`).

use leptos::prelude::*;

use crate::components::{
    built::IntoBuilt,
    context::{RowScope, use_render_context},
};

/// Renders the quiet button beside a row's time that opens and closes the source.
#[component]
pub fn SourceSwitch(
    /// The row.
    scope: RowScope,
    /// Whether the button is a tab stop: only in the row that has the focus, or had it last.
    #[prop(into)]
    is_tab_stop: Signal<bool>,
) -> impl IntoView {
    let words = use_render_context().words;
    let expanded = is_expanded(&scope);
    view! {
        <button
            type="button"
            class="switch"
            aria-label=words.source
            title=words.source
            aria-expanded=expanded
            tabindex=move || if is_tab_stop.get() { "0" } else { "-1" }
            on:click=move |_| scope.timeline.toggle_source(&scope.key)
        ></button>
    }
    .into_built()
}

/// Renders the button in words, in rows that show nothing else.
///
/// # Panics
/// Outside a row.
#[component]
pub fn SourceButton() -> impl IntoView {
    let words = use_render_context().words;
    let scope: RowScope = expect_context();
    let expanded = is_expanded(&scope);
    view! {
        <button
            type="button"
            class="small"
            aria-expanded=expanded
            on:click=move |_| scope.timeline.toggle_source(&scope.key)
        >
            {words.source}
        </button>
    }
    .into_built()
}

/// Returns the value of `aria-expanded`.
fn is_expanded(scope: &RowScope) -> impl Fn() -> &'static str + Clone + Send + use<> {
    let (open_sources, key) = (scope.timeline.ui.open_sources, scope.key.clone());
    move || if open_sources.read().contains(&key) { "true" } else { "false" }
}
