//! The live region, which renders the texts of the [`Announcer`](crate::state::announcer::Announcer) for screen readers.
//!
//! One is after the rooms and one in every dialog, because the rest of the page is inert while a modal dialog is open.

use std::time::Duration;

use leptos::prelude::*;

use crate::components::{
    built::{IntoBuilt, dynamic},
    context::use_render_context,
};

/// Time for which an announcement stays in the document. Screen readers can also navigate to the region later.
const ANNOUNCEMENT_LIFETIME: Duration = Duration::from_secs(10);

/// Renders the announcements made after the region was mounted, one at a time, for `ANNOUNCEMENT_LIFETIME`.
#[component]
pub fn LiveRegion() -> impl IntoView {
    let announcer = use_render_context().announcer;
    // Number of the last expired announcement.
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
    // Equal texts get separate elements, so that both are announced.
    view! {
        <span class="sr" role="status">
            {dynamic(move || current().map(|announcement| view! { <span>{announcement.text}</span> }))}
        </span>
    }
    .into_built()
}
