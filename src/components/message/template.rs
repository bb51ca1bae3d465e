//! Messages of type `template` (V2). TEXT, IMAGE and CAROUSEL share message, buttons and quick replies.

use happytalk_model::message::template::{Template, TemplateKind};
use happytalk_present::{choice::Choice, text::is_blank};
use leptos::prelude::*;

use super::{Bubble, Card, carousel::Carousel, normal::CardText};
use crate::components::{
    built::IntoBuilt,
    context::use_render_context,
    ui::{
        offered_button::{QuickReplies, TemplateButtons},
        picture::Picture,
        prose::ProseOrNothing,
    },
};

/// Renders message, picture and buttons of a template; nothing for a carousel without message and buttons.
#[component]
pub fn TemplateMain(
    /// The template.
    template: Template,
    /// Inferred choice of the customer.
    choice: Choice,
) -> impl IntoView {
    let Template { kind, message, buttons, .. } = template;
    let is_carousel = matches!(kind, TemplateKind::Carousel(_));
    let image = if let TemplateKind::Image(image) = kind { image } else { None };
    if image.is_some() || !buttons.is_empty() {
        view! {
            <Card>
                {image.map(|media| view! { <Picture media=media index=0 /> })} <CardText text=message />
                <TemplateButtons buttons=buttons choice=choice />
            </Card>
        }
        .into_built()
    } else if is_carousel && is_blank(&message) {
        ().into_built()
    } else {
        view! {
            <Bubble>
                <ProseOrNothing text=message />
            </Bubble>
        }
        .into_built()
    }
}

/// Renders the carousel and the quick replies of a template, and the explanation of the inferred choice.
#[component]
pub fn TemplateBelow(
    /// The template.
    template: Template,
    /// Inferred choice of the customer.
    choice: Choice,
) -> impl IntoView {
    let words = use_render_context().words;
    let Template { kind, quick_replies, .. } = template;
    let carousel = match kind {
        TemplateKind::Carousel(blocks) => Some(view! { <Carousel blocks=blocks choice=choice /> }),
        TemplateKind::Text | TemplateKind::Image(_) => None,
    };
    let inferred = match choice {
        Choice::Open => None,
        Choice::Chosen(_) => Some(words.chosen_explanation),
        Choice::NoMatch => Some(words.none_chosen),
    };
    view! {
        {carousel}
        <QuickReplies replies=quick_replies choice=choice />
        {inferred.map(|inferred| view! { <span class="inferred">{inferred}</span> })}
    }
    .into_built()
}
