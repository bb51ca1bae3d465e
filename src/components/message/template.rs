//! `template` (V2): TEXT, IMAGE and CAROUSEL share message, buttons and quick replies.

use happytalk_model::message::template::{Template, TemplateKind};

use super::{Drawn, bubble, card, carousel::carousel};
use crate::{
    components::{
        kit::{
            button::{buttons, quick_replies},
            element::{El, div, span},
            picture::picture,
            prose::{nothing, prose},
        },
        look::Scope,
    },
    present::chosen::Choice,
};

/// Draws a template; `choice` is what the customer answered it with.
pub fn template(scope: &Scope, template: &Template, choice: Choice) -> Drawn {
    let text = prose(scope, &template.message);
    let buttons = buttons(scope, &template.buttons, choice, None);
    let mut below: Vec<El> = Vec::new();
    let picture = match &template.kind {
        TemplateKind::Text => None,
        TemplateKind::Image(image) => image.as_ref().map(|image| picture(scope, image)),
        TemplateKind::Carousel(blocks) => {
            below.push(carousel(scope, blocks, choice));
            None
        }
    };
    let main = if picture.is_some() || buttons.is_some() {
        Some(card().maybe(picture).maybe(text.map(|text| div("card-text").child(text))).maybe(buttons))
    } else if text.is_some() || below.is_empty() {
        Some(bubble().child(text.unwrap_or_else(|| nothing(scope))))
    } else {
        None
    };
    below.extend(quick_replies(scope, &template.quick_replies, choice));
    let why = match choice {
        Choice::Open => None,
        Choice::Chosen(_) => Some(scope.words.chosen_why),
        Choice::Otherwise => Some(scope.words.none_chosen),
    };
    below.extend(why.map(|why| span("inferred").text(why)));
    Drawn { main, below }
}
