//! The frame of every dialog: a native modal `<dialog>` and its title bar.
//!
//! The browser keeps the focus inside, closes on Esc and gives the focus back. `<dialog>` has no attribute that opens it modally, so it is
//! opened once it is mounted.

use leptos::{ev, prelude::*};

use super::use_dialog_host;

/// A modal dialog. Closes on Esc, on a click outside, and by [`DialogHost::close`](super::DialogHost::close).
///
/// `children` is one element that contains everything: a click that reaches the `<dialog>` itself counts as outside.
#[component]
pub fn ModalDialog(
    /// Accessible name.
    label: &'static str,
    /// Class: `sheet` for a drawer, else the dialog's own.
    class: &'static str,
    /// The content.
    children: Children,
) -> impl IntoView {
    let host = use_dialog_host();
    host.element.on_load(|element| drop(element.show_modal()));
    let close_if_outside = move |click: ev::MouseEvent| {
        if click.target() == click.current_target() {
            host.close();
        }
    };
    view! {
        <dialog class=class aria-label=label node_ref=host.element on:close=move |_| host.on_close() on:click=close_if_outside>
            {children()}
        </dialog>
    }
}
