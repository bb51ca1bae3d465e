//! The live region: where screen readers hear what the [`Announcer`](crate::state::announcer::Announcer) announces.
//!
//! One stands after the rooms, one in every dialog: the rest of the page is inert while a modal dialog is open.

use std::time::Duration;

use leptos::prelude::*;

use crate::components::context::use_render_context;

/// How long an announcement stays in the document. A reader who reaches the region later shall not find old news.
const ANNOUNCEMENT_LIFETIME: Duration = Duration::from_secs(10);

/// Renders the announcements that are made after it was mounted, one at a time, for [`ANNOUNCEMENT_LIFETIME`].
#[component]
pub fn LiveRegion() -> impl IntoView {
    let announcer = use_render_context().announcer;
    // Number of the last announcement that is not rendered any more.
    let expired = RwSignal::new(untrack(|| announcer.latest().number));
    Effect::new(move || {
        let number = announcer.latest().number;
        let expire = move || {
            expired.try_set(number);
        };
        let timer = set_timeout_with_handle(expire, ANNOUNCEMENT_LIFETIME).ok();
        on_cleanup(move || {
            if let Some(timer) = timer {
                timer.clear();
            }
        });
    });
    let current = move || Some(announcer.latest()).filter(|latest| latest.number != expired.get());
    // Keyed by number: equal texts get an element each, so that both are announced.
    view! {
        <span class="sr" role="status">
            <For each=current key=|announcement| announcement.number let(announcement)>
                <span>{announcement.text}</span>
            </For>
        </span>
    }
}
