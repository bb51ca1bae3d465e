//! Notes of a row: repairs made while decoding, and broken rules of the vendor.

use happytalk_present::notes::RowNote;
use leptos::prelude::*;

/// Renders notes as a list; nothing if there are none.
#[component]
pub fn NoteList(
    /// The notes.
    notes: Vec<RowNote>,
    /// Accessible name, if the list has no heading.
    #[prop(optional)]
    label: Option<&'static str>,
) -> impl IntoView {
    (!notes.is_empty()).then(|| {
        let items = notes.into_iter().map(|RowNote { text, pointer }| {
            let pointer = (!pointer.is_empty()).then(|| view! { <code dir="ltr">{pointer}</code> });
            view! { <li>{text} {pointer}</li> }
        });
        view! {
            <ul class="notes" aria-label=label>
                {items.collect_view()}
            </ul>
        }
    })
}
