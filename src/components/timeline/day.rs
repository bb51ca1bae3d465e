//! The separator between two days.

use happytalk_model::timestamp::Timestamp;
use happytalk_present::time;
use leptos::prelude::*;

use crate::components::{built::IntoBuilt, context::use_render_context};

/// Renders the day that begins with the next row, as a heading, so that screen readers can navigate by day.
#[component]
pub fn DaySeparator(
    /// Any time of the day.
    day: Timestamp,
) -> impl IntoView {
    let words = use_render_context().words;
    view! {
        <h3 class="day" data-day=day.day()>
            <time class="day-pill" datetime=day.day()>
                {time::format_date(day, words)}
            </time>
        </h3>
    }
    .into_built()
}
