//! stub
use leptos::prelude::*;
#[component]
pub fn Composer() -> impl IntoView {}
