//! Small labels with an icon: secure message, internal memo.

use leptos::prelude::*;

use super::icon::{Icon, icon as icon_view};
use crate::components::built::{BuiltChildren, IntoBuilt};

/// Renders an icon and a label.
#[component]
pub fn Badge(
    /// Class: `lock` or `memo-label`.
    class: &'static str,
    /// Icon before the label.
    icon: Icon,
    /// The label.
    label: &'static str,
    /// Content after the label.
    #[prop(optional)]
    children: Option<BuiltChildren>,
) -> impl IntoView {
    view! {
        <span class=class>
            {icon_view(icon)} <span class="badge-label">{label}</span> {children.map(BuiltChildren::build)}
        </span>
    }
    .into_built()
}
