//! The notes of a row: what had to be repaired to read it, and which rules of the vendor it breaks.

use happytalk_present::notes::RowNote;
use leptos::prelude::*;

/// A list of notes, each with its place in the row.
#[component]
pub fn NoteList(
    /// The notes.
    notes: Vec<RowNote>,
    /// Accessible name, where no heading names the list.
    #[prop(optional)]
    label: Option<&'static str>,
) -> impl IntoView {
    let notes = notes.into_iter().map(|RowNote { text, pointer }| {
        let pointer = (!pointer.is_empty()).then(|| view! { <code dir="ltr">{pointer}</code> });
        view! { <li>{text} {pointer}</li> }
    });
    view! {
        <ul class="notes" aria-label=label>
            {notes.collect_view()}
        </ul>
    }
}
