//! Modal dialogs. Components open one through the [`DialogHost`](super::dialog_host::DialogHost); [`DialogOverlay`] renders it.

mod details;
mod lightbox;
mod media_drawer;
mod modal_dialog;

use leptos::prelude::*;

use self::{details::Details, lightbox::Lightbox, media_drawer::MediaDrawer};
use super::{
    built::{IntoBuilt, dynamic_on},
    context::use_render_context,
    dialog_host::{Dialog, use_dialog_host},
};

/// Renders the open dialog. Closes it when the setting for secure messages changes, because the dialog may show one.
#[component]
pub fn DialogOverlay() -> impl IntoView {
    let host = use_dialog_host();
    let locked = use_render_context().settings.locked;
    Effect::watch(move || locked.get(), move |_, _, _| host.close(), false);
    let number = move || host.current.read().as_ref().map(|(number, _)| *number);
    view! {
        <div class="overlay">
            // By number, so that a dialog that replaces an equal one gets a new element.
            {dynamic_on(number, move |_| {
                host.current.get().map(|(_, dialog)| match dialog {
                    Dialog::Lightbox { timeline, key, picture } => {
                        view! { <Lightbox timeline=timeline key=key picture=picture /> }.into_built()
                    }
                    Dialog::MediaDrawer => view! { <MediaDrawer /> }.into_built(),
                    Dialog::Details { timeline } => view! { <Details timeline=timeline /> }.into_built(),
                })
            })}
        </div>
    }
    .into_built()
}
