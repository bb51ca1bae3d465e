//! Buttons of the viewer, in contrast to the buttons of messages (`offered_button`).

use leptos::prelude::*;

/// Renders a button with a text label. `on:click` adds its command; `attr:` passes further attributes.
#[component]
pub fn ActionButton(
    /// Class: `action` for the action of a notice, otherwise `small`.
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
