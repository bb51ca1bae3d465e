//! A transcript: its rooms, each with header and rows, or the state without rooms.

pub mod composer;
pub mod foot;
pub mod header;
pub mod new_messages;
pub mod states;

use std::sync::Arc;

use happytalk_present::{list::room_failure_message, live::TranscriptSnapshot, options::StartAt};
use leptos::{prelude::*, task::spawn_local};

use self::{
    foot::Foot,
    header::RoomHeader,
    states::{Failure, Notice, PendingFocus, Skeleton},
};
use super::{
    context::{RenderContext, use_render_context},
    dialog_host::DialogHost,
    dialogs::DialogOverlay,
    room_timeline::{RoomTimeline, RoomTimelines},
    timeline::Timeline,
    ui::{icon::Icon, live_region::LiveRegion},
};
use crate::{
    browser::scroll::Reach,
    components::built::{IntoBuilt, dynamic},
    state::{
        room::{Phase, RoomState},
        settings::Settings,
    },
};

/// Root of `<happytalk-transcript>`: the first element in the shadow root, with `data-state`.
#[component]
pub fn TranscriptApp() -> impl IntoView {
    let settings: Settings = expect_context();
    let room: RoomState = expect_context();
    provide_context(RoomTimelines::new());
    view! {
        <div
            class="root"
            data-theme=move || settings.theme.get().slug()
            lang=move || settings.lang.get().tag()
            data-state=move || room.data_state()
            aria-busy=move || room.is_busy.get().then_some("true")
        >
            <RoomView pending_focus=PendingFocus::new() />
        </div>
    }
    .into_built()
}

/// Renders the skeleton, a notice or the transcript, by the phase of the room. The root provides [`RoomTimelines`].
#[component]
pub fn RoomView(
    /// Whether the next content takes the focus from a button that it replaces.
    pending_focus: PendingFocus,
) -> impl IntoView {
    let settings: Settings = expect_context();
    let room: RoomState = expect_context();
    let retry = Callback::new(move |()| {
        pending_focus.request();
        room.reload();
    });
    // Recreates everything below when the language changes, so that components may hold strings.
    dynamic(move || {
        let context = RenderContext::provide(settings.lang.get());
        let words = context.words;
        match room.phase.get() {
            Phase::Idle => {
                view! { <Notice role="status" icon=Icon::Chat sentence=words.idle pending_focus=pending_focus /> }
                    .into_built()
            }
            Phase::Loading => view! { <Skeleton /> }.into_built(),
            Phase::Failed(error) => {
                let sentence = room_failure_message(error.kind, error.vendor_code, words);
                view! {
                    <Failure
                        error=error
                        sentence=sentence.to_owned()
                        action=(words.retry, retry)
                        pending_focus=pending_focus
                    />
                }
                .into_built()
            }
            Phase::Loaded(_) => view! { <Loaded retry=retry pending_focus=pending_focus /> }.into_built(),
        }
    })
}

/// Renders the rooms of a reading, or a notice that there are none.
#[component]
fn Loaded(
    /// Reloads the room.
    retry: Callback<()>,
    /// See [`RoomView`].
    pending_focus: PendingFocus,
) -> impl IntoView {
    let room: RoomState = expect_context();
    let words = use_render_context().words;
    // `None` means that another room is requested, and this component is about to be disposed.
    let shown = Memo::new(move |previous: Option<&Arc<TranscriptSnapshot>>| {
        room.shown.get().or_else(|| previous.cloned()).unwrap_or_else(|| Arc::new(TranscriptSnapshot::empty()))
    });
    let room_count = Memo::new(move |_| shown.read().transcript.rooms.len());
    dynamic(move || {
        if room_count.get() == 0 {
            let sentence = if shown.read().transcript.cut { words.cut } else { words.no_room };
            view! {
                <Notice
                    role="status"
                    icon=Icon::Chat
                    sentence=sentence
                    action=Some((words.reload, retry))
                    pending_focus=pending_focus
                />
            }
            .into_built()
        } else {
            view! { <Transcript shown=shown room_count=room_count.get() pending_focus=pending_focus /> }.into_built()
        }
    })
}

/// Renders the rooms of a reading, with dialogs, foot and live region.
#[component]
fn Transcript(
    /// The transcript.
    shown: Memo<Arc<TranscriptSnapshot>>,
    /// Number of rooms.
    room_count: usize,
    /// See [`RoomView`].
    pending_focus: PendingFocus,
) -> impl IntoView {
    let settings = use_render_context().settings;
    let room: RoomState = expect_context();
    let start_at = settings.start_at.get_untracked();
    let rooms: Vec<_> = (0..room_count).map(|room| RoomTimeline::new(shown.into(), room, settings, start_at)).collect();
    let timelines: RoomTimelines = expect_context();
    timelines.0.set(rooms.clone());
    on_cleanup(move || drop(timelines.0.try_set(Vec::new())));
    provide_context(DialogHost::new());
    scroll_to_target(timelines, start_at, pending_focus);
    let rooms = rooms
        .into_iter()
        .enumerate()
        .map(|(at, timeline)| view! { <RoomSection timeline=timeline number=at + 1 count=room_count /> });
    view! {
        <div class="transcript" data-composer=move || room.can_compose.get().then_some("")>
            <div class="rooms">{rooms.collect_view()}</div>
            <Foot shown=shown />
            <LiveRegion />
            <DialogOverlay />
        </div>
    }
    .into_built()
}

/// Scrolls to the initial position, and to the target whenever it changes.
fn scroll_to_target(timelines: RoomTimelines, start_at: StartAt, pending_focus: PendingFocus) {
    let settings = use_render_context().settings;
    Effect::new(move |previous: Option<()>| {
        let (target, is_first) = (settings.target.get(), previous.is_none());
        spawn_local(async move {
            // Rows are mounted by an effect.
            leptos::task::tick().await;
            let Some(timelines) = timelines.0.try_get_untracked() else { return };
            if let Some(first) = timelines.first()
                && pending_focus.take()
            {
                first.focus_position(0);
            }
            let found = target.and_then(|target| {
                timelines
                    .iter()
                    .find_map(|timeline| Some((*timeline, timeline.content.try_get_untracked()?.find(&target.id)?)))
            });
            // Nobody asked for the initial position.
            let reach = if is_first { Reach::Box } else { Reach::Page };
            if let Some((timeline, position)) = found {
                let key = timeline.content.read_untracked().key(position).clone();
                timeline.scroll_to(key, true, reach);
            } else if is_first
                && start_at == StartAt::Bottom
                && let Some(last) = timelines.last()
                && let Some(key) = last.content.read_untracked().keys().next_back().cloned()
            {
                last.scroll_to(key, false, reach);
            }
        });
    });
}

/// Renders one room: header and rows.
#[component]
fn RoomSection(
    /// The room's rows.
    timeline: RoomTimeline,
    /// Number of the room, from 1. Rooms of one customer often share a title.
    number: usize,
    /// Number of rooms.
    count: usize,
) -> impl IntoView {
    let words = use_render_context().words;
    let content = timeline.content;
    let label = move || {
        let content = content.read();
        let title = content.room().info.title.as_deref().unwrap_or(words.untitled).to_owned();
        if count > 1 { format!("{title} {}", (words.slide_of)(number, count)) } else { title }
    };
    let unreadable = Memo::new(move |_| timeline.is_complete.get().then(|| content.read().count_unreadable()));
    // Rows that were cut off are unknown.
    let empty = dynamic(move || {
        let content = content.read();
        let why = if content.room().rows.is_empty() { words.empty } else { words.only_memos };
        (content.count() == 0 && !content.is_cut()).then(|| view! { <p class="no-rows">{why}</p> }.into_built())
    });
    view! {
        <section class="room" aria-label=label data-room-id=move || content.read().room().info.id.clone()>
            <RoomHeader timeline=timeline unreadable=unreadable />
            <Timeline timeline=timeline />
            {empty}
        </section>
    }
    .into_built()
}
