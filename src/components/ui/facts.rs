//! Fields of a room with their values.

use happytalk_present::header::{FieldValue, RoomField};
use leptos::prelude::*;

use super::{copy_button::CopyButton, time::ShortTime};
use crate::components::built::IntoBuilt;

/// Renders fields as a description list.
#[component]
pub fn FactList(
    /// The fields.
    facts: Vec<RoomField>,
) -> impl IntoView {
    let facts = facts.into_iter().map(|fact| view! { <FactItem fact=fact /> });
    view! { <dl class="facts">{facts.collect_view()}</dl> }.into_built()
}

/// Renders a field of a description list. A number can be copied.
#[component]
pub fn FactItem(
    /// The field.
    fact: RoomField,
) -> impl IntoView {
    let value = match fact.value {
        FieldValue::Text(text) => view! { <bdi>{text}</bdi> }.into_built(),
        FieldValue::Moment(moment) => view! { <ShortTime moment=moment /> }.into_built(),
        FieldValue::Number(prefix, number) => view! {
            {prefix}
            <bdi>{number.clone()}</bdi>
            <CopyButton text=number />
        }
        .into_built(),
    };
    view! {
        <div class="fact">
            <dt>{fact.name}</dt>
            <dd>{value}</dd>
        </div>
    }
    .into_built()
}
