//! Messages of type `normal` (V1): picture, text, link buttons.

use happytalk_model::message::normal::Normal;
use happytalk_present::text::is_blank;
use leptos::prelude::*;

use super::{Bubble, Card};
use crate::components::{
    built::IntoBuilt,
    ui::{
        offered_button::NamedLinks,
        picture::Picture,
        prose::{Prose, ProseOrNothing},
    },
};

/// Renders a bubble if the message has only text, otherwise a card.
#[component]
pub fn NormalMessage(
    /// The message.
    normal: Normal,
) -> impl IntoView {
    let Normal { text, image, links } = normal;
    if image.is_none() && links.is_empty() {
        return view! {
            <Bubble>
                <ProseOrNothing text=text />
            </Bubble>
        }
        .into_built();
    }
    view! {
        <Card>
            {image.map(|media| view! { <Picture media=media index=0 /> })} <CardText text=text />
            <NamedLinks links=links />
        </Card>
    }
    .into_built()
}

/// Renders the text of a card; nothing if it is blank.
#[component]
pub fn CardText(
    /// The text.
    text: String,
) -> impl IntoView {
    (!is_blank(&text)).then(|| {
        view! {
            <div class="card-text">
                <Prose text=text />
            </div>
        }
    })
}
