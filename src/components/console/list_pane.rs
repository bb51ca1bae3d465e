//! The pane of the list: filters, rooms or a notice, and the pager.

use std::sync::Arc;

use happytalk_present::list::{PERIOD_TOO_LONG, list_failure_message};
use leptos::prelude::*;

use super::{bars::Pager, elements::ConsoleElements, filters::Filters, rooms::RoomList};
use crate::{
    api::ApiError,
    components::{
        built::{IntoBuilt, dynamic, dynamic_on},
        context::{RenderContext, use_render_context},
        transcript::states::{Failure, Notice},
        ui::{icon::Icon, live_region::LiveRegion},
    },
    state::{
        console::{
            ConsoleState,
            navigation::{ConsoleEvent, EmptyPage},
        },
        room_list::ListState,
        settings::Settings,
    },
};

/// Number of rows of the skeleton.
const SKELETON_ROWS: usize = 6;

/// Renders the pane.
#[component]
pub fn ListPane() -> impl IntoView {
    let settings: Settings = expect_context();
    let console: ConsoleState = expect_context();
    let elements: ConsoleElements = expect_context();
    // Recreates everything below when the language changes, so that components may hold strings.
    let content = dynamic(move || {
        let mut context = RenderContext::provide(settings.lang.get());
        context.announcer = console.list_announcer;
        provide_context(context);
        console.dispatch(ConsoleEvent::ContentRecreated);
        view! {
            <h2 class="sr">{context.words.list.rooms}</h2>
            <Filters />
            <div class="list-body" node_ref=elements.list_body>
                <ListBody />
            </div>
            <Pager />
            <LiveRegion />
        }
    });
    view! {
        <section
            class="pane"
            data-pane="list"
            data-state=move || console.list.state().data_state()
            aria-busy=move || console.list.is_busy().then_some("true")
            aria-label=move || settings.words().list.rooms
        >
            {content}
        </section>
    }
    .into_built()
}

/// Content of the list.
#[derive(Clone, Debug, PartialEq)]
enum ListView {
    Skeleton,
    Failure(Arc<ApiError>),
    Empty(EmptyPage),
    Rooms,
}

/// Renders the rooms, the skeleton or a notice.
#[component]
fn ListBody() -> impl IntoView {
    let console: ConsoleState = expect_context();
    let list_view = move || match console.list.state() {
        ListState::Loading => ListView::Skeleton,
        ListState::Failed(error) => ListView::Failure(error),
        ListState::Page(_) => console.navigation().empty_page().map_or(ListView::Rooms, ListView::Empty),
    };
    dynamic_on(list_view, |list_view| match list_view {
        ListView::Skeleton => view! { <ListSkeleton /> }.into_built(),
        ListView::Failure(error) => view! { <ListFailure error=error /> }.into_built(),
        ListView::Empty(reason) => view! { <EmptyList reason=reason /> }.into_built(),
        ListView::Rooms => view! { <RoomList /> }.into_built(),
    })
}

/// Renders placeholder shapes while the list is loading.
#[component]
fn ListSkeleton() -> impl IntoView {
    let words = use_render_context().words;
    let rows = (0..SKELETON_ROWS).map(|_| view! { <div class="skeleton-row" aria-hidden="true"></div> });
    view! {
        <div class="skeleton">
            <span class="sr" role="status">
                {words.list.loading}
            </span>
            {rows.collect_view()}
        </div>
    }
    .into_built()
}

/// Renders the error of the list, and a button that resolves it.
#[component]
fn ListFailure(
    /// The error.
    error: Arc<ApiError>,
) -> impl IntoView {
    let console: ConsoleState = expect_context();
    let elements: ConsoleElements = expect_context();
    let words = use_render_context().words;
    let sentence = list_failure_message(error.kind, error.vendor_code, &console.list_request(), words);
    let (label, event) = if error.vendor_code == Some(PERIOD_TOO_LONG) {
        (words.list.change_period, ConsoleEvent::PeriodChangeRequested)
    } else {
        (words.retry, ConsoleEvent::ListRetried)
    };
    let run = Callback::new(move |()| console.dispatch(event.clone()));
    view! { <Failure error=error sentence=sentence action=(label, run) pending_focus=elements.list_focus /> }
        .into_built()
}

/// Renders a notice that the page has no rooms, and a button to a page that may have some.
#[component]
fn EmptyList(
    /// The reason.
    reason: EmptyPage,
) -> impl IntoView {
    let console: ConsoleState = expect_context();
    let elements: ConsoleElements = expect_context();
    let words = use_render_context().words;
    let (sentence, label, event) = match reason {
        EmptyPage::BeyondLast => (words.list.empty_page, words.list.adjacent_pages[0], ConsoleEvent::LastPageRequested),
        EmptyPage::Today => (words.list.empty_today, words.reload, ConsoleEvent::ListRetried),
        EmptyPage::NoMatch => (words.list.empty, words.list.reset, ConsoleEvent::FiltersReset),
    };
    let run = Callback::new(move |()| console.dispatch(event.clone()));
    view! {
        <Notice
            role="status"
            icon=Icon::Chat
            sentence=sentence
            action=Some((label, run))
            pending_focus=elements.list_focus
        />
    }
    .into_built()
}
