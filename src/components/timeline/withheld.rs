//! stub
use crate::components::context::RowScope;
use happytalk_present::room_content::RowBody;
use leptos::prelude::*;
#[component]
pub fn WithheldMessage(body: RowBody, scope: RowScope) -> impl IntoView {
    let _ = (body, scope);
}
