//! Messages of an undocumented kind: what they carry legibly, the name of the kind and a button to the source. Covers kinds that the
//! vendor adds.

use happytalk_model::message::{
    template::{Template, TemplateKind},
    unknown::Unknown,
};
use happytalk_present::{choice::Choice, text::is_blank};
use leptos::prelude::*;

use super::{Bubble, template::TemplateMain};
use crate::components::{built::IntoBuilt, context::use_render_context, ui::source_button::SourceButton};

/// Renders text, picture and buttons of an undocumented kind, marked as such.
#[component]
pub fn UnknownMessage(
    /// The contents.
    unknown: Unknown,
    /// Inferred choice of the customer.
    choice: Choice,
) -> impl IntoView {
    let words = use_render_context().words;
    let kind = match &unknown.template_type {
        Some(template_type) => (words.unknown_template)(template_type),
        None => (words.unknown)(&unknown.contents_type),
    };
    let content = has_main(&unknown.legible).then(|| view! { <TemplateMain template=unknown.legible choice=choice /> });
    view! {
        <div class="undocumented">
            {content}
            <Bubble>
                <p class="why" dir="auto">
                    {kind}
                </p>
                <SourceButton />
            </Bubble>
        </div>
    }
    .into_built()
}

/// Returns whether a template has anything beside a carousel and quick replies.
fn has_main(template: &Template) -> bool {
    let has_image = matches!(template.kind, TemplateKind::Image(Some(_)));
    has_image || !template.buttons.is_empty() || !is_blank(&template.message)
}
