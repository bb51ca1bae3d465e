//! Buttons of the viewer itself, in contrast to those that a message offers (`offered_button`).

use leptos::prelude::*;

/// Renders a button with a text label. `on:click` adds its command; further attributes are passed with `attr:`.
#[component]
pub fn ActionButton(
    /// Class: `action` for the one action of a notice, else `small`.
    #[prop(default = "small")]
    class: &'static str,
    /// The label.
    label: &'static str,
) -> impl IntoView {
    view! {
        <button type="button" class=class>
            {label}
        </button>
    }
}
