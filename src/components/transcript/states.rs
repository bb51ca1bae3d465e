//! States without content, for transcript and list: skeletons, and notices with one sentence and one action.

use std::sync::Arc;

use happytalk_present::failure::FailureKind;
use leptos::{html, prelude::*};

use crate::{
    api::{ApiError, diagnostics::diagnostics},
    browser::focus::focus_element,
    components::{
        built::{BuiltChildren, IntoBuilt},
        context::use_render_context,
        ui::{
            copy_button::CopyButton,
            icon::{Icon, icon as render_icon},
        },
    },
    state::room::RoomState,
};

/// A request that the next notice or row takes the focus, because the pressed button is removed.
#[derive(Clone, Copy, Debug)]
pub struct PendingFocus(StoredValue<bool>);

impl PendingFocus {
    /// Returns a value without a request.
    pub fn new() -> Self {
        Self(StoredValue::new(false))
    }

    /// Requests the focus for the next content.
    pub fn request(self) {
        self.0.set_value(true);
    }

    /// Returns whether the focus was requested, and clears the request.
    pub fn take(self) -> bool {
        self.0.try_update_value(std::mem::take).unwrap_or_default()
    }
}

impl Default for PendingFocus {
    fn default() -> Self {
        Self::new()
    }
}

/// Renders placeholder shapes while a room is loading.
#[component]
pub fn Skeleton() -> impl IntoView {
    let words = use_render_context().words;
    let shapes = ["a", "b", "c", "d", "e"];
    let bubbles = shapes.map(|shape| view! { <div class="skeleton-bubble" data-shape=shape></div> });
    // Not a literal: a nested element with literals only would be compiled to `innerHTML`, which Trusted Types forbid.
    let class = "skeleton-head";
    view! {
        <div class="state">
            <div class="skeleton">
                <span class="sr" role="status">
                    {words.loading}
                </span>
                <div class=class aria-hidden="true"></div>
                <div class="skeleton-body" aria-hidden="true">
                    {bubbles}
                </div>
            </div>
        </div>
    }
    .into_built()
}

/// Renders one sentence and one action.
#[component]
pub fn Notice(
    /// ARIA role of the sentence: `status` or `alert`.
    role: &'static str,
    /// Icon above the sentence.
    icon: Icon,
    /// The sentence.
    #[prop(into)]
    sentence: String,
    /// Reference for the operator of the proxy.
    #[prop(optional_no_strip)]
    detail: Option<String>,
    /// Label and command of the button.
    #[prop(optional_no_strip)]
    action: Option<(&'static str, Callback<()>)>,
    /// Whether the button takes the focus.
    pending_focus: PendingFocus,
    /// Content after the button.
    #[prop(optional)]
    children: Option<BuiltChildren>,
) -> impl IntoView {
    let button = action.map(|(label, run)| {
        let button = NodeRef::<html::Button>::new();
        if pending_focus.take() {
            Effect::new(move || {
                if let Some(button) = button.get() {
                    focus_element(&button);
                }
            });
        }
        view! {
            <button type="button" class="action" node_ref=button on:click=move |_| run.run(())>
                {label}
            </button>
        }
    });
    view! {
        <div class="state">
            <div class="notice">
                {render_icon(icon)} <p class="notice-text" role=role>
                    {sentence}
                </p> {detail.map(|detail| view! { <p class="notice-detail" dir="auto">{detail}</p> })} {button}
                {children.map(BuiltChildren::build)}
            </div>
        </div>
    }
    .into_built()
}

/// Renders a load failure, with diagnostics that can be copied.
#[component]
pub fn Failure(
    /// The error.
    error: Arc<ApiError>,
    /// The sentence.
    sentence: String,
    /// Label and command of the button.
    action: (&'static str, Callback<()>),
    /// See [`Notice`].
    pending_focus: PendingFocus,
) -> impl IntoView {
    let words = use_render_context().words;
    let room: RoomState = expect_context();
    let icon = if error.kind == FailureKind::Offline { Icon::Offline } else { Icon::Warning };
    let report = diagnostics(&room.room.get_untracked(), Some(&error));
    view! {
        <Notice
            role="alert"
            icon=icon
            sentence=sentence
            detail=error.reference()
            action=Some(action)
            pending_focus=pending_focus
        >
            <CopyButton label=words.copy_diagnostics text=report />
        </Notice>
    }
    .into_built()
}
