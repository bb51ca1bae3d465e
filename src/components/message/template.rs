//! `template` (V2): TEXT, IMAGE and CAROUSEL share message, buttons and quick replies.

use happytalk_model::message::template::{Template, TemplateKind};

use super::{Drawn, bubble, card, carousel::carousel};
use crate::{
    components::{
        kit::{
            button::{buttons, quick_replies},
            element::{El, div},
            picture::picture,
            prose::{nothing, prose},
        },
        look::Scope,
    },
    present::chosen::Place,
};

/// Draws a template; `chosen` is what the customer answered it with.
pub fn template(scope: &Scope, template: &Template, chosen: Option<Place>) -> Drawn {
    let button = match chosen {
        Some(Place::Button(index)) => Some(index),
        _ => None,
    };
    let reply = match chosen {
        Some(Place::QuickReply(index)) => Some(index),
        _ => None,
    };
    let text = prose(scope, &template.message);
    let buttons = buttons(scope, &template.buttons, button);
    let mut below: Vec<El> = Vec::new();
    let picture = match &template.kind {
        TemplateKind::Text => None,
        TemplateKind::Image(image) => image.as_ref().map(|image| picture(scope, image)),
        TemplateKind::Carousel(blocks) => {
            below.push(carousel(scope, blocks, chosen));
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
    below.extend(quick_replies(scope, &template.quick_replies, reply));
    Drawn { main, below }
}
