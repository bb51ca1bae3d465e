//! One row: the sender, the time and the frame around every kind of message.

mod meta;
mod signals;

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use happytalk_present::row_key::RowKey;
use leptos::{ev, html, prelude::*};

use self::{
    meta::{Heading, Meta},
    signals::RowSignals,
};
use super::{day::DaySeparator, delivery::DeliveryProblem, keyboard, source::SourcePanel, withheld::WithheldMessage};
use crate::components::{
    context::{RenderContext, RowScope, use_render_context},
    message::{MessageBelow, MessageMain},
    room_timeline::RoomTimeline,
    ui::{badge::Badge, icon::Icon, source_button::SourceSwitch},
};

/// Number of the next line's id, which `aria-describedby` of the row refers to.
static NEXT_LINE_ID: AtomicUsize = AtomicUsize::new(0);

/// Renders the row of a key. Each part re-renders only when its view changes.
#[component]
pub fn MessageRow(
    /// The row.
    row_key: RowKey,
    /// The timeline of the room.
    timeline: RoomTimeline,
) -> impl IntoView {
    let RenderContext { words, settings, .. } = use_render_context();
    let Some(row) = RowSignals::new(&row_key, timeline, settings, words) else { return ().into_any() };
    let frame = row.frame;
    let article = NodeRef::<html::Article>::new();
    timeline.register(&row_key, article);
    let on_keydown = {
        let key = row_key.clone();
        move |event: ev::KeyboardEvent| {
            if let Some(article) = article.get_untracked() {
                keyboard::handle_key(timeline, &key, &article, &event);
            }
        }
    };
    let on_focusin = {
        let key = row_key.clone();
        move |_| timeline.ui.tab_stop.set(Some(key.clone()))
    };
    let scope = RowScope { key: row_key, timeline };
    let line_id = format!("line-{}", NEXT_LINE_ID.fetch_add(1, Relaxed));
    let described_by = line_id.clone();
    view! {
        {move || frame.read().day.map(|day| view! { <DaySeparator day=day /> })}
        <article
            class="row"
            part="message"
            node_ref=article
            aria-label=move || row.label(words)
            aria-describedby=described_by
            tabindex=move || if row.is_tab_stop.get() { "0" } else { "-1" }
            data-message-id=move || frame.read().message_id.as_deref().map(str::to_owned)
            data-kind=move || frame.read().kind.slug()
            data-sender=move || frame.read().sender.slug()
            data-side=move || frame.read().side.slug()
            data-provisional=move || frame.read().provisional
            data-locked=move || frame.read().is_locked.then_some("")
            data-event=move || frame.read().is_event.then_some("")
            data-run-start=move || frame.read().run.is_first.then_some("")
            data-run-end=move || frame.read().run.is_last.then_some("")
            data-highlight=move || row.is_highlighted.get().then_some("")
            on:keydown=on_keydown
            on:focusin=on_focusin
        >
            <RowContents row=row scope=scope line_id=line_id />
        </article>
    }
    .into_any()
}

/// Renders the content of a row.
#[component]
fn RowContents(
    /// Signals of the row.
    row: RowSignals,
    /// The row.
    scope: RowScope,
    /// Id of the line that describes the row to screen readers.
    line_id: String,
) -> impl IntoView {
    let words = use_render_context().words;
    let heading = move || row.heading.get().map(|heading| view! { <Heading heading=heading row=row /> });
    let secure = move || {
        row.frame.read().is_locked.then(|| {
            view! {
                <Badge class="lock" icon=Icon::Lock label=words.locked>
                    <span class="lock-hint">{words.locked_hint}</span>
                </Badge>
            }
        })
    };
    let scope = StoredValue::new(scope);
    let main = move || {
        let (body, scope) = (row.body.get(), scope.get_value());
        if row.is_withheld.get() {
            view! { <WithheldMessage body=body scope=scope /> }.into_any()
        } else {
            view! { <MessageMain body=body scope=scope /> }.into_any()
        }
    };
    let below = move || {
        let body = row.body.get();
        (!row.is_withheld.get()).then(|| view! { <MessageBelow body=body scope=scope.get_value() /> })
    };
    let switch = move || {
        let is_shown = row.has_source_switch.get();
        is_shown.then(|| view! { <SourceSwitch scope=scope.get_value() is_tab_stop=row.was_focused /> })
    };
    let delivery =
        move || row.delivery.get().map(|(number, mark)| view! { <DeliveryProblem number=number mark=mark /> });
    let source = move || {
        let is_open = row.is_source_open.get();
        is_open.then(|| view! { <SourcePanel row=row.source.get().0 /> })
    };
    view! {
        {heading}
        {secure}
        <div class="line" id=line_id>
            {main}
            <Meta meta=row.meta />
            {switch}
        </div>
        {below}
        {delivery}
        {source}
    }
}
