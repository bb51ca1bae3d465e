//! Dates and times in a `<time datetime>`, with the full date on hover.

use happytalk_model::timestamp::Timestamp;
use happytalk_present::time;
use leptos::prelude::*;

use crate::components::{built::IntoBuilt, context::use_render_context};

/// Renders the time of day: `오후 10:11`.
#[component]
pub fn ClockTime(
    /// Date and time.
    moment: Timestamp,
) -> impl IntoView {
    stamp(moment, time::format_time(moment, use_render_context().words))
}

/// Renders date and time in short form: `2025.10.01 오후 10:11`.
#[component]
pub fn ShortTime(
    /// Date and time.
    moment: Timestamp,
) -> impl IntoView {
    stamp(moment, time::format_short(moment, use_render_context().words))
}

/// Renders date and time in full: `2025년 10월 1일 수요일 오후 10:11`.
#[component]
pub fn FullTime(
    /// Date and time.
    moment: Timestamp,
) -> impl IntoView {
    stamp(moment, time::format_date_time(moment, use_render_context().words))
}

fn stamp(moment: Timestamp, text: String) -> impl IntoView {
    let full = time::format_date_time(moment, use_render_context().words);
    view! {
        <time datetime=moment.iso() title=full>
            {text}
        </time>
    }
    .into_built()
}
