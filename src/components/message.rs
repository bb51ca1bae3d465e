//! The contents of messages, by kind.
//!
//! [`MessageMain`] renders the bubble or card beside the time. [`MessageBelow`] renders a carousel or quick replies below
//! them. Each renders nothing if the message has no such part. `MessageMain` matches every kind, so that a kind without a
//! component does not compile.

pub mod carousel;
pub mod file;
pub mod media;
pub mod normal;
pub mod template;
pub mod text;
pub mod unknown;
pub mod unreadable;

use happytalk_model::Body;
use happytalk_present::room_content::RowBody;
use leptos::prelude::*;

use self::{
    file::FileMessage,
    media::{ImageMessage, PlayerMessage},
    normal::NormalMessage,
    template::{TemplateBelow, TemplateMain},
    text::TextMessage,
    unknown::UnknownMessage,
    unreadable::UnreadableMessage,
};
use super::{
    built::{BuiltChildren, IntoBuilt},
    context::RowScope,
    ui::player::PlayerKind,
};

/// Renders the bubble or card of a message. Provides the [`RowScope`] context.
#[component]
pub fn MessageMain(
    /// The contents.
    body: RowBody,
    /// The row.
    scope: RowScope,
) -> impl IntoView {
    provide_context(scope);
    match body.row.message().body.clone() {
        Body::Text(text) => view! { <TextMessage text=text /> }.into_built(),
        Body::Image(media) => view! { <ImageMessage media=media /> }.into_built(),
        Body::Audio(media) => view! { <PlayerMessage media=media kind=PlayerKind::Audio /> }.into_built(),
        Body::Video(media) => view! { <PlayerMessage media=media kind=PlayerKind::Video /> }.into_built(),
        Body::File(file) => view! { <FileMessage file=file /> }.into_built(),
        Body::Normal(normal) => view! { <NormalMessage normal=normal /> }.into_built(),
        Body::Template(template) => view! { <TemplateMain template=template choice=body.choice /> }.into_built(),
        Body::Unknown(unknown) => view! { <UnknownMessage unknown=unknown choice=body.choice /> }.into_built(),
        Body::Unreadable(reason) => view! { <UnreadableMessage reason=reason /> }.into_built(),
    }
}

/// Renders the parts below the bubble or card of a message. Provides the [`RowScope`] context.
#[component]
pub fn MessageBelow(
    /// The contents.
    body: RowBody,
    /// The row.
    scope: RowScope,
) -> impl IntoView {
    provide_context(scope);
    match &body.row.message().body {
        Body::Template(template) => Some(view! { <TemplateBelow template=template.clone() choice=body.choice /> }),
        Body::Unknown(unknown) => Some(view! { <TemplateBelow template=unknown.legible.clone() choice=body.choice /> }),
        _ => None,
    }
}

/// Renders a bubble around text.
#[component]
fn Bubble(
    /// The content.
    children: BuiltChildren,
) -> impl IntoView {
    view! {
        <div class="bubble" part="bubble">
            {children.build()}
        </div>
    }
    .into_built()
}

/// Renders a bubble of fixed width, whose parts extend to its edges.
#[component]
fn Card(
    /// The parts.
    children: BuiltChildren,
) -> impl IntoView {
    view! {
        <div class="card" part="bubble">
            {children.build()}
        </div>
    }
}
