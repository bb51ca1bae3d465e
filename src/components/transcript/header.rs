//! stub
use leptos::prelude::*;
#[component]
pub fn RoomHeader(unreadable: Signal<Option<usize>>) -> impl IntoView {
    let _ = unreadable;
}
