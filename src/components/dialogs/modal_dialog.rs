//! The frame of every dialog: a native modal `<dialog>` and a title bar.
//!
//! The browser keeps the focus inside, closes the dialog on Esc, and restores the focus.

use leptos::{ev, prelude::*};

use crate::{
    browser::dialog::show_modal,
    components::{
        built::{BuiltChildren, IntoBuilt},
        context::use_render_context,
        dialog_host::use_dialog_host,
        ui::{
            icon::{Icon, icon},
            live_region::LiveRegion,
        },
    },
};

/// Renders a modal dialog. It closes on Esc, on a click outside, and by [`DialogHost::close`](crate::components::dialog_host::DialogHost::close).
#[component]
pub fn ModalDialog(
    /// Accessible name.
    label: &'static str,
    /// Class: `sheet` for a drawer, otherwise a class of the dialog.
    class: &'static str,
    /// One element that contains everything. A click on the `<dialog>` itself counts as outside.
    children: BuiltChildren,
) -> impl IntoView {
    let host = use_dialog_host();
    // No attribute opens a dialog modally, and `showModal` requires a connected dialog.
    host.element.on_load(|element| show_modal(&element));
    let close_if_outside = move |click: ev::MouseEvent| {
        if click.target() == click.current_target() {
            host.close();
        }
    };
    view! {
        <dialog
            class=class
            aria-label=label
            node_ref=host.element
            on:close=move |_| host.on_close()
            on:click=close_if_outside
        >
            {children.build()}
            // Live regions outside an open modal dialog are inert.
            <LiveRegion />
        </dialog>
    }
    .into_built()
}

/// Renders the title bar of a dialog, with its close button.
#[component]
pub fn DialogHead(
    /// The title.
    title: impl IntoView + 'static,
    /// Buttons before the close button.
    #[prop(optional)]
    children: Option<BuiltChildren>,
) -> impl IntoView {
    let words = use_render_context().words;
    let host = use_dialog_host();
    view! {
        <div class="dialog-head">
            <h2 class="dialog-title">{title}</h2>
            {children.map(BuiltChildren::build)}
            <button type="button" class="tool" aria-label=words.close on:click=move |_| host.close()>
                {icon(Icon::Close)}
            </button>
        </div>
    }
    .into_built()
}
