//! `normal` (V1): picture, text, link buttons.

use happytalk_model::message::normal::Normal;

use crate::components::{
    kit::{
        button::named_link,
        element::{El, div, el},
        picture::picture,
        prose::{nothing, prose},
    },
    look::Scope,
};

/// A bubble while it is only text, else a card.
pub fn normal(scope: &Scope, normal: &Normal) -> El {
    let text = prose(scope, &normal.text);
    if normal.image.is_none() && normal.links.is_empty() {
        return super::bubble().child(text.unwrap_or_else(|| nothing(scope)));
    }
    let links = (!normal.links.is_empty()).then(|| {
        let rows = normal.links.iter().map(|link| named_link(scope, &link.name, link.url.as_ref()));
        el("ul").class("buttons").attr("aria-label", scope.words.buttons).children(rows)
    });
    super::card()
        .maybe(normal.image.as_ref().map(|image| picture(scope, image)))
        .maybe(text.map(|text| div("card-text").child(text)))
        .maybe(links)
}
