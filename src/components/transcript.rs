//! One answer of the vendor's, drawn: its rooms, each with header and rows.

use std::sync::Arc;

use happytalk_model::Transcript;
use leptos::prelude::*;

/// A transcript. Reads [`crate::app::context::Settings`] and [`crate::app::context::Emit`] from the context, follows
/// the settings, scrolls to `start_at` or `message` once the rows stand.
#[component]
pub fn TranscriptView(
    /// What was decoded; never an empty list of rooms (that is [`super::states::Empty`]).
    transcript: Arc<Transcript>,
) -> impl IntoView {
    let _ = transcript;
}
