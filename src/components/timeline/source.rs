//! The source of a row, shown on demand: its exact times, its notes, and its JSON as text that can be copied.

use happytalk_present::{notes::row_notes, room_content::RowSource, source::pretty_print, time};
use leptos::prelude::*;

use crate::components::{
    built::{IntoBuilt, dynamic},
    context::use_render_context,
    ui::{copy_button::CopyButton, notes::NoteList},
};

/// Renders the source of a row.
#[component]
pub fn SourcePanel(
    /// The source. The panel keeps its elements when it changes, for example when the customer reads the message.
    source: Memo<RowSource>,
) -> impl IntoView {
    let words = use_render_context().words;
    let text = Signal::derive(move || source.read().0.raw().text().into_owned());
    let facts = dynamic(move || {
        let RowSource(row) = &*source.read();
        let times = [(words.field.sent_at, row.head().sent_at), (words.field.read_at, row.head().read_at)];
        let facts = times.into_iter().filter_map(|(name, moment)| {
            let moment = time::format_exact(moment?);
            Some(view! {
                <div class="fact">
                    <dt>{name}</dt>
                    <dd>{moment}</dd>
                </div>
            })
        });
        facts.collect_view()
    });
    let notes = dynamic(move || view! { <NoteList notes=row_notes(&source.read().0, words) label=words.notes /> });
    let outcome = RwSignal::new(None);
    view! {
        <div class="source">
            <div class="source-bar">
                <dl class="facts">{facts}</dl>
                <span class="source-done">{dynamic(move || outcome.get().map(|outcome: &str| view! { <span>{outcome}</span> }))}</span>
                <CopyButton text=text on_outcome=move |text| outcome.set(Some(text)) />
            </div>
            {notes}
            <pre tabindex="0" dir="ltr" role="group" aria-label=words.source>
                {move || pretty_print(&text.read())}
            </pre>
        </div>
    }
    .into_built()
}
