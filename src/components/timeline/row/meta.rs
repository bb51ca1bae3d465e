//! The parts around the contents of a row: the sender above, time and marks beside the bubble.

use happytalk_present::{
    response_time::Gap,
    room_content::{RowHeading, RowMeta},
};
use leptos::prelude::*;

use super::signals::RowSignals;
use crate::components::{
    built::{IntoBuilt, dynamic_on},
    context::use_render_context,
    timeline::delivery::DeliveryBadge,
    ui::{
        badge::Badge,
        icon::{Icon, icon},
        time::ClockTime,
    },
};

/// Renders the sender above the first row of a run, and the response time or silence before it.
#[component]
pub fn Heading(
    /// The heading.
    heading: RowHeading,
    /// Signals of the row.
    row: RowSignals,
) -> impl IntoView {
    let words = use_render_context().words;
    let gap = heading.gap.map(|gap| {
        let gap = match gap {
            Gap::Answer(seconds) => (words.response_time)(&(words.time_span)(seconds)),
            Gap::Silence(seconds) => (words.silence)(&(words.time_span)(seconds)),
        };
        view! { <span class="gap">{gap}</span> }.into_built()
    });
    let sender = move || (row.speaker(), Icon::of(&row.view.read().frame.sender));
    let who = dynamic_on(sender, |((role, name), shape)| {
        let class = if name.is_some() { "role" } else { "role name" };
        let icon = icon(shape);
        view! {
            <span class=class>{icon} {role}</span>
            {name.map(|name| view! { <bdi class="name">{name}</bdi> }.into_built())}
        }
    });
    view! {
        <div class="who">
            {heading.is_memo.then(|| view! { <Badge class="memo-label" icon=Icon::Note label=words.memo /> })} {who} {gap}
        </div>
    }
    .into_built()
}

/// Renders time, read mark and delivery mark beside the bubble.
#[component]
pub fn Meta(
    /// Signals of the row.
    row: RowSignals,
) -> impl IntoView {
    let words = use_render_context().words;
    let meta = move || row.view.read().meta.clone();
    dynamic_on(meta, move |RowMeta { is_read, sent_at, delivery_status: mark }| {
        let read = is_read.map(|is_read| {
            let (class, text) = if is_read { ("read", words.read) } else { ("unread", words.unread) };
            view! { <span class=class>{text}</span> }.into_built()
        });
        let time = match sent_at {
            Some(moment) => view! { <ClockTime moment=moment /> }.into_built(),
            None => view! { <span class="undated">{words.undated}</span> }.into_built(),
        };
        view! {
            <div class="meta">{read} {time} {mark.map(|mark| view! { <DeliveryBadge mark=mark /> })}</div>
        }
    })
}
