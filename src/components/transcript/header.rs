//! The header of a room: title, status, fields, tags, tools and warnings.
//!
//! Its elements are kept when texts change, so that its buttons keep the focus.

use happytalk_present::header::{HeaderView, header};
use leptos::prelude::*;

use crate::components::{
    built::{IntoBuilt, dynamic, dynamic_on},
    context::use_render_context,
    dialog_host::{Dialog, use_dialog_host},
    room_timeline::RoomTimeline,
    ui::{
        button::ActionButton,
        facts::FactItem,
        icon::{Icon, icon},
    },
};

/// Renders the header of a room.
#[component]
pub fn RoomHeader(
    /// The room.
    timeline: RoomTimeline,
    /// Number of rows that could not be decoded; `None` until all rows are mounted.
    #[prop(into)]
    unreadable: Signal<Option<usize>>,
) -> impl IntoView {
    let words = use_render_context().words;
    let view = Memo::new(move |_| {
        let content = timeline.content.read();
        header(content.room(), &content.timeline.entries, words)
    });
    let status = dynamic_on(
        move || view.read().status.clone(),
        |status| {
            status.map(|(tone, text)| {
                view! {
                    <span class="status" data-tone=tone.slug()>
                        {text}
                    </span>
                }
                .into_built()
            })
        },
    );
    let cut = dynamic_on(
        move || timeline.content.read().is_cut(),
        move |is_cut| is_cut.then(|| view! { <Warning text=words.cut /> }),
    );
    let reordered = dynamic_on(
        move || timeline.content.read().timeline.reordered,
        move |is_reordered| is_reordered.then(|| view! { <Warning text=words.reordered /> }),
    );
    view! {
        <header class="header" part="header">
            <div class="title-line">
                <h2 class="title" dir="auto">
                    {move || view.read().title.clone()}
                </h2>
                {status}
                <span class="zone">{words.zone}</span>
            </div>
            <Facts view=view />
            <Tags view=view />
            <Tools timeline=timeline unreadable=unreadable />
            {cut}
            {reordered}
        </header>
    }
    .into_built()
}

/// Renders the fields. Each has a fixed index, so that a new field does not move the others in the document.
#[component]
fn Facts(
    /// The view of the header.
    view: Memo<HeaderView>,
) -> impl IntoView {
    let count = view.read_untracked().fields.len();
    let fields = move || {
        let fields = (0..count).map(|index| {
            dynamic_on(
                move || view.read().fields.get(index).cloned().flatten(),
                |fact| fact.map(|fact| view! { <FactItem fact=fact /> }),
            )
        });
        fields.collect_view()
    };
    dynamic_on(
        move || view.read().fields.iter().any(Option::is_some),
        move |is_shown| is_shown.then(|| view! { <dl class="facts">{fields()}</dl> }),
    )
}

/// Renders the tags, if there are any.
#[component]
fn Tags(
    /// The view of the header.
    view: Memo<HeaderView>,
) -> impl IntoView {
    let label = use_render_context().words.field.tags;
    let tags = move || view.read().tags.clone();
    dynamic_on(tags, move |tags| {
        (!tags.is_empty()).then(|| {
            let tags = tags.into_iter().map(|tag| {
                view! {
                    <li class="tag">
                        <bdi>{format!("#{tag}")}</bdi>
                    </li>
                }
            });
            view! {
                <ul class="tags" aria-label=label>
                    {tags.collect_view()}
                </ul>
            }
        })
    })
}

/// Renders the buttons that open dialogs, and the number of unreadable rows.
#[component]
fn Tools(
    /// The room.
    timeline: RoomTimeline,
    /// See [`RoomHeader`].
    unreadable: Signal<Option<usize>>,
) -> impl IntoView {
    let words = use_render_context().words;
    let host = use_dialog_host();
    let warning = dynamic(move || {
        let count = unreadable.get().filter(|count| *count > 0)?;
        Some(view! { <Warning text=(words.unreadable_rows)(count) /> })
    });
    view! {
        <div class="tools">
            <ActionButton
                label=words.more
                attr:aria-haspopup="dialog"
                on:click=move |_| host.open(Dialog::Details { timeline })
            />
            <ActionButton
                label=words.media_drawer
                attr:aria-haspopup="dialog"
                on:click=move |_| host.open(Dialog::MediaDrawer)
            />
            <div class="live" role="status">
                {warning}
            </div>
        </div>
    }
    .into_built()
}

/// Renders a warning.
#[component]
fn Warning(
    /// The text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! {
        <p class="warning">
            {icon(Icon::Warning)}
            {text}
        </p>
    }
    .into_built()
}
