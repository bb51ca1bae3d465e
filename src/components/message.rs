//! stub
use super::context::RowScope;
use happytalk_present::room_content::RowBody;
use leptos::prelude::*;
#[component]
pub fn MessageMain(body: RowBody, scope: RowScope) -> impl IntoView {
    let _ = (body, scope);
}
#[component]
pub fn MessageBelow(body: RowBody, scope: RowScope) -> impl IntoView {
    let _ = (body, scope);
}
