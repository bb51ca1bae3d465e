//! One row: who, what, when. The frame around every kind of message.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use happytalk_model::Kind;
use happytalk_present::{
    header::sender_name,
    options::Locked,
    room_content::{RowHeading, RowMeta, RowView},
    row_key::RowKey,
    timeline::Side,
    wait::Gap,
};
use leptos::{html, prelude::*};

use super::{
    RoomTimeline,
    day::DaySeparator,
    delivery::{DeliveryBadge, DeliveryProblem},
    keyboard,
    source::{SourcePanel, SourceSwitch},
    withheld::WithheldMessage,
};
use crate::components::{
    context::{RowScope, use_render_context},
    message::{MessageBelow, MessageMain},
    ui::{
        badge::Badge,
        icon::{Icon, icon},
        time::ClockTime,
    },
};

/// Number for the next row's content id. The content describes the row, and an IDREF needs an id.
static NEXT_CONTENT_ID: AtomicUsize = AtomicUsize::new(0);

/// Renders the row of a key. Each part follows the row's [`RowView`] and re-renders only when that part differs.
#[component]
pub fn MessageRow(
    /// The row.
    row_key: RowKey,
    /// The room's list.
    timeline: RoomTimeline,
) -> impl IntoView {
    let Some(first) = timeline.view(&row_key) else { return ().into_any() };
    let context = use_render_context();
    let words = context.words;
    let scope = RowScope { key: row_key.clone(), message_id: first.frame.message_id.clone(), timeline };
    let view = {
        let key = row_key.clone();
        Memo::new(move |previous: Option<&Arc<RowView>>| {
            // A row that is about to be unmounted keeps its last view.
            timeline.view(&key).or_else(|| previous.cloned()).unwrap_or_else(|| Arc::clone(&first))
        })
    };
    let frame = Memo::new(move |_| view.read().frame.clone());
    let heading = Memo::new(move |_| view.read().heading);
    let meta = Memo::new(move |_| view.read().meta.clone());
    let body = Memo::new(move |_| view.read().body.clone());
    let delivery = Memo::new(move |_| view.read().delivery.clone());

    let article = NodeRef::<html::Article>::new();
    timeline.register(&row_key, article);
    let is_tab_stop = {
        let key = row_key.clone();
        Memo::new(move |_| timeline.tab_stop.read().as_ref() == Some(&key))
    };
    let is_highlighted = {
        let key = row_key.clone();
        Memo::new(move |_| timeline.ui.highlighted.read().as_ref() == Some(&key))
    };
    let is_source_open = {
        let key = row_key.clone();
        Memo::new(move |_| timeline.ui.open_sources.read().contains(&key))
    };
    let is_uncovered = {
        let key = row_key.clone();
        Memo::new(move |_| timeline.ui.uncovered.read().contains(&key))
    };
    let is_withheld = Memo::new(move |_| frame.read().is_locked && context.settings.locked.get() != Locked::Show);
    let can_show_source = Memo::new(move |_| {
        let offers_source = matches!(frame.read().kind, Kind::Unknown | Kind::Unreadable);
        !offers_source && (!is_withheld.get() || (context.settings.locked.get() == Locked::Cover && is_uncovered.get()))
    });

    let speaker = Memo::new(move |_| {
        let content = timeline.content.read();
        sender_name(&frame.read().sender, &content.room().info, words)
    });
    let label = move || {
        let (role, name) = speaker.get();
        let speaker = name.map_or_else(|| role.clone(), |name| format!("{role} {name}"));
        if frame.read().side == Side::Note { format!("{}, {speaker}", words.memo) } else { speaker }
    };
    let content_id = format!("content-{}", NEXT_CONTENT_ID.fetch_add(1, Relaxed));
    let on_keydown = {
        let key = row_key.clone();
        move |event: leptos::ev::KeyboardEvent| {
            if let Some(row) = article.get_untracked() {
                keyboard::handle_key(timeline, &key, &row, &event);
            }
        }
    };
    let on_focusin = {
        let key = row_key.clone();
        move |_| timeline.ui.tab_stop.set(Some(key.clone()))
    };
    let main_scope = scope.clone();
    let main = move || {
        let (body, scope) = (body.get(), main_scope.clone());
        if is_withheld.get() {
            view! { <WithheldMessage body=body scope=scope /> }.into_any()
        } else {
            view! { <MessageMain body=body scope=scope /> }.into_any()
        }
    };
    let below_scope = scope.clone();
    let below = move || {
        let (body, scope) = (body.get(), below_scope.clone());
        (!is_withheld.get()).then(|| view! { <MessageBelow body=body scope=scope /> })
    };
    let (switch_scope, source_scope) = (scope.clone(), scope);
    view! {
        {move || frame.read().day.map(|day| view! { <DaySeparator day=day /> })}
        <article
            class="row"
            part="message"
            node_ref=article
            aria-label=label
            aria-describedby=content_id.clone()
            tabindex=move || if is_tab_stop.get() { "0" } else { "-1" }
            data-message-id=move || frame.read().message_id.as_deref().map(str::to_owned)
            data-kind=move || frame.read().kind.slug()
            data-sender=move || frame.read().sender.slug()
            data-side=move || frame.read().side.slug()
            data-provisional=move || frame.read().provisional
            data-locked=move || frame.read().is_locked.then_some("")
            data-event=move || frame.read().is_event.then_some("")
            data-run-start=move || frame.read().starts_run.then_some("")
            data-run-end=move || frame.read().ends_run.then_some("")
            data-highlight=move || is_highlighted.get().then_some("")
            on:keydown=on_keydown
            on:focusin=on_focusin
        >
            {move || heading.get().map(|heading| view! { <Heading heading=heading speaker=speaker frame=view /> })}
            {move || {
                frame.read().is_locked.then(|| {
                    view! {
                        <Badge class="lock" icon=Icon::Lock label=words.locked>
                            <span class="lock-hint">{words.locked_hint}</span>
                        </Badge>
                    }
                })
            }}
            <div class="line" id=content_id>
                {main}
                <Meta meta=meta />
                {move || {
                    can_show_source.get().then(|| view! { <SourceSwitch scope=switch_scope.clone() is_tab_stop=is_tab_stop /> })
                }}
            </div>
            {below}
            {move || delivery.get().map(|(number, mark)| view! { <DeliveryProblem number=number mark=mark /> })}
            {move || {
                is_source_open
                    .get()
                    .then(|| view! { <SourcePanel row=view.read().body.row.clone() scope=source_scope.clone() /> })
            }}
        </article>
    }
    .into_any()
}

/// Renders the sender above the first row of a run, and the wait or silence before it.
#[component]
fn Heading(
    /// What is said.
    heading: RowHeading,
    /// Role and name of the sender.
    speaker: Memo<(String, Option<String>)>,
    /// The row.
    frame: Memo<Arc<RowView>>,
) -> impl IntoView {
    let words = use_render_context().words;
    let gap = heading.gap.map(|gap| {
        let gap = match gap {
            Gap::Answer(seconds) => (words.answered)(&(words.lasting)(seconds)),
            Gap::Silence(seconds) => (words.later)(&(words.lasting)(seconds)),
        };
        view! { <span class="gap">{gap}</span> }
    });
    let who = move || {
        let (role, name) = speaker.get();
        let class = if name.is_some() { "role" } else { "role name" };
        let icon = icon(Icon::of(&frame.read().frame.sender));
        view! {
            <span class=class>{icon} {role}</span>
            {name.map(|name| view! { <bdi class="name">{name}</bdi> })}
        }
    };
    view! {
        <div class="who">
            {heading.is_memo.then(|| view! { <Badge class="memo-label" icon=Icon::Note label=words.memo /> })} {who} {gap}
        </div>
    }
}

/// Renders time, read mark and delivery mark beside the bubble.
#[component]
fn Meta(
    /// What is said.
    meta: Memo<RowMeta>,
) -> impl IntoView {
    let words = use_render_context().words;
    move || {
        let RowMeta { is_read, sent_at, mark } = meta.get();
        let read = is_read.map(|is_read| match is_read {
            true => view! { <span class="read">{words.read}</span> },
            false => view! { <span class="unread">{words.unread}</span> },
        });
        let time = match sent_at {
            Some(moment) => view! { <ClockTime moment=moment /> }.into_any(),
            None => view! { <span class="undated">{words.undated}</span> }.into_any(),
        };
        view! {
            <div class="meta">{read} {time} {mark.map(|mark| view! { <DeliveryBadge mark=mark /> })}</div>
        }
    }
}
