//! stub
use crate::components::context::RowScope;
use leptos::prelude::*;
#[component]
pub fn SourceSwitch(scope: RowScope, #[prop(into)] is_tab_stop: Signal<bool>) -> impl IntoView {
    let _ = (scope, is_tab_stop);
}
#[component]
pub fn SourcePanel(row: happytalk_model::Row, scope: RowScope) -> impl IntoView {
    let _ = (row, scope);
}
