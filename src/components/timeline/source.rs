//! The source of a row, shown on demand: its exact times, its notes, and its JSON as text that can be copied.

use happytalk_model::Row;
use happytalk_present::{notes::row_notes, source::pretty_print, time};
use leptos::prelude::*;

use crate::components::{
    built::{IntoBuilt, dynamic},
    context::use_render_context,
    ui::{copy_button::CopyButton, notes::NoteList},
};

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
                <span class="source-done">{dynamic(move || outcome.get().map(|outcome: &str| view! { <span>{outcome}</span> }))}</span>
                <CopyButton text=text on_outcome=move |text| outcome.set(Some(text)) />
            </div>
            <NoteList notes=row_notes(&row, words) label=words.notes />
            <pre tabindex="0" dir="ltr" role="group" aria-label=words.source>
                {json}
            </pre>
        </div>
    }
    .into_built()
}
