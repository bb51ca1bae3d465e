//! The source of a row, shown on demand: its exact times, its notes, and its JSON as text that can be copied.

use happytalk_model::Row;
use happytalk_present::{notes::row_notes, source::pretty_print, time};
use leptos::prelude::*;

use crate::components::{
    context::{RowScope, use_render_context},
    ui::{copy_button::CopyButton, notes::NoteList},
};

/// Renders the icon button beside the time that opens and closes the source. It is a tab stop only in the tab stop row.
#[component]
pub fn SourceSwitch(
    /// The row.
    scope: RowScope,
    /// Whether the row is the tab stop of the list.
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
}

/// Renders the text button that opens and closes the source, in rows without readable contents.
///
/// # Panics
/// If the [`RowScope`] context is missing.
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
}

/// Returns the value of `aria-expanded`.
fn is_expanded(scope: &RowScope) -> impl Fn() -> &'static str + Clone + Send + use<> {
    let (open_sources, key) = (scope.timeline.ui.open_sources, scope.key.clone());
    move || if open_sources.read().contains(&key) { "true" } else { "false" }
}

/// Renders the source of a row.
#[component]
pub fn SourcePanel(
    /// The row.
    row: Row,
) -> impl IntoView {
    let words = use_render_context().words;
    let text = row.raw().text().into_owned();
    let json = pretty_print(&text);
    let head = row.head();
    let times = [(words.field.sent_at, head.sent_at), (words.field.read_at, head.read_at)];
    let facts = times.into_iter().filter_map(|(name, moment)| {
        let moment = time::format_exact(moment?);
        Some(view! {
            <div class="fact">
                <dt>{name}</dt>
                <dd>{moment}</dd>
            </div>
        })
    });
    let facts = facts.collect_view();
    let outcome = RwSignal::new(None);
    view! {
        <div class="source">
            <div class="source-bar">
                <dl class="facts">{facts}</dl>
                <span class="source-done">{move || outcome.get().map(|outcome: &str| view! { <span>{outcome}</span> })}</span>
                <CopyButton text=text on_outcome=move |text| outcome.set(Some(text)) />
            </div>
            <NoteList notes=row_notes(&row, words) label=words.notes />
            <pre tabindex="0" dir="ltr" role="group" aria-label=words.source>
                {json}
            </pre>
        </div>
    }
}
