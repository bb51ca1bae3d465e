//! The details drawer: the remaining fields of a room, and its messages with notes.

use happytalk_present::{
    header::header,
    notes::{NotedRow, noted_rows},
};
use leptos::prelude::*;

use super::modal_dialog::{DialogHead, ModalDialog};
use crate::components::{
    built::IntoBuilt,
    context::use_render_context,
    dialog_host::use_dialog_host,
    room_timeline::RoomTimeline,
    ui::{facts::FactList, notes::NoteList, time::ShortTime},
};

/// Renders the remaining fields and the notes of a room, as of when the dialog was opened.
#[component]
pub fn Details(
    /// The room.
    timeline: RoomTimeline,
) -> impl IntoView {
    let context = use_render_context();
    let words = context.words;
    let content = timeline.content.get_untracked();
    let facts = header(content.room(), &content.timeline.entries, words).details;
    let rows = noted_rows(&content, context.settings.locked.get_untracked(), words);
    view! {
        <ModalDialog label=words.more class="sheet">
            <div class="details">
                <DialogHead title=words.more />
                <div class="dialog-body">
                    {(!facts.is_empty()).then(|| view! { <FactList facts=facts /> })}
                    {(!rows.is_empty()).then(|| view! { <NotedRows timeline=timeline rows=rows /> })}
                    <p class="keys">{words.keyboard_help}</p>
                </div>
            </div>
        </ModalDialog>
    }
    .into_built()
}

/// Renders rows with their notes. Each has a button that scrolls to the row.
#[component]
fn NotedRows(
    /// The room.
    timeline: RoomTimeline,
    /// The rows; not empty.
    rows: Vec<NotedRow>,
) -> impl IntoView {
    let words = use_render_context().words;
    let host = use_dialog_host();
    let rows = rows.into_iter().map(|NotedRow { key, role, sent_at, notes }| {
        let go_to_message = move |_| {
            host.close();
            timeline.go_to(&key);
        };
        view! {
            <div class="noted">
                <button type="button" class="jump" on:click=go_to_message>
                    <span class="role">{role}</span>
                    {sent_at.map(|moment| view! { <ShortTime moment=moment /> })}
                </button>
                <NoteList notes=notes />
            </div>
        }
    });
    view! {
        <section class="noted-all">
            <h3>{words.notes}</h3>
            <p class="why">{words.notes_hint}</p>
            {rows.collect_view()}
        </section>
    }
    .into_built()
}
