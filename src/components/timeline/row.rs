//! One row: the sender, the time and the frame around every kind of message.

mod meta;
mod signals;

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use happytalk_present::{room_content::RowBody, row_key::RowKey};
use leptos::{
    ev, html,
    prelude::*,
    task::{spawn_local, tick},
};

use self::{
    meta::{Heading, Meta},
    signals::RowSignals,
};
use super::{day::DaySeparator, delivery::DeliveryProblem, keyboard, source::SourcePanel, withheld::WithheldMessage};
use crate::{
    browser::{dom::contains_focus, focus::focus_without_scrolling},
    components::{
        built::{IntoBuilt, dynamic_on},
        context::{RenderContext, RowScope, use_render_context},
        message::{MessageBelow, MessageMain},
        room_timeline::RoomTimeline,
        ui::{badge::Badge, icon::Icon, source_button::SourceSwitch},
    },
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
    let Some(row) = RowSignals::new(&row_key, timeline, settings, words) else { return ().into_built() };
    let view = row.view;
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
        {dynamic_on(move || view.read().frame.day, |day| day.map(|day| view! { <DaySeparator day=day /> }))}
        <article
            class="row"
            part="message"
            node_ref=article
            aria-label=move || row.label()
            aria-describedby=described_by
            tabindex=move || if row.ui.read().is_tab_stop { "0" } else { "-1" }
            data-message-id=move || view.read().frame.message_id.as_deref().map(str::to_owned)
            data-kind=move || view.read().frame.kind.slug()
            data-sender=move || view.read().frame.sender.slug()
            data-side=move || view.read().frame.side.slug()
            data-provisional=move || view.read().frame.provisional
            data-locked=move || view.read().frame.is_locked.then_some("")
            data-event=move || view.read().frame.is_event.then_some("")
            data-run-start=move || view.read().frame.run.is_first.then_some("")
            data-run-end=move || view.read().frame.run.is_last.then_some("")
            aria-posinset=move || row.place.read().map(|place| place.number)
            aria-setsize=move || row.place.read().map(|place| place.count)
            data-outside=move || row.place.read().is_some_and(|place| place.offset.is_some()).then_some("")
            style:--offset=move || row.place.read().and_then(|place| place.offset).map(|offset| format!("{offset}px"))
            data-highlight=move || row.ui.read().is_highlighted.then_some("")
            on:keydown=on_keydown
            on:focusin=on_focusin
        >
            <RowContents row=row scope=scope line_id=line_id article=article />
        </article>
    }
    .into_built()
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
    /// The element of the row.
    article: NodeRef<html::Article>,
) -> impl IntoView {
    let words = use_render_context().words;
    let heading = dynamic_on(
        move || row.view.read().heading,
        move |heading| heading.map(|heading| view! { <Heading heading=heading row=row /> }),
    );
    let secure = dynamic_on(
        move || row.view.read().frame.is_locked,
        move |is_locked| {
            is_locked.then(|| {
                view! {
                    <Badge class="lock" icon=Icon::Lock label=words.locked>
                        <span class="lock-hint">{words.locked_hint}</span>
                    </Badge>
                }
            })
        },
    );
    let scope = StoredValue::new(scope);
    let body = move || (row.view.read().body.clone(), row.is_withheld());
    let main_body = move || {
        let (RowBody { row, choice }, is_withheld) = body();
        (RowBody { row, choice: choice.within_card() }, is_withheld)
    };
    let main = dynamic_on(main_body, move |(body, is_withheld)| {
        keep_focus_in_row(article);
        let scope = scope.get_value();
        if is_withheld {
            view! { <WithheldMessage body=body scope=scope /> }.into_built()
        } else {
            view! { <MessageMain body=body scope=scope /> }.into_built()
        }
    });
    let below = dynamic_on(body, move |(body, is_withheld)| {
        keep_focus_in_row(article);
        (!is_withheld).then(|| view! { <MessageBelow body=body scope=scope.get_value() /> })
    });
    let switch = dynamic_on(
        move || row.has_source_switch(),
        move |is_shown| {
            is_shown.then(|| {
                let was_focused = Signal::derive(move || row.ui.read().was_focused);
                view! { <SourceSwitch scope=scope.get_value() is_tab_stop=was_focused /> }
            })
        },
    );
    // A plain closure patches the elements, so that a focused button stays.
    let delivery = move || {
        let delivery = row.view.read().delivery.clone();
        delivery.map(|(number, mark)| view! { <DeliveryProblem number=number mark=mark /> })
    };
    let source = dynamic_on(
        move || row.ui.read().is_source_open,
        move |is_open| {
            is_open.then(|| {
                let source = Memo::new(move |_| row.view.read().source.clone());
                view! { <SourcePanel source=source /> }
            })
        },
    );
    view! {
        {heading}
        {secure}
        <div class="line" id=line_id>
            {main}
            <Meta row=row />
            {switch}
        </div>
        {below}
        {delivery}
        {source}
    }
    .into_built()
}

/// Moves the focus to the row if a part that contains it is about to be replaced.
fn keep_focus_in_row(article: NodeRef<html::Article>) {
    let Some(row) = article.get_untracked().filter(|row| contains_focus(row)) else { return };
    spawn_local(async move {
        tick().await;
        if !contains_focus(&row) {
            focus_without_scrolling(&row);
        }
    });
}
