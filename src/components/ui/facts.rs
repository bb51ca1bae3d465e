//! Fields of a room with their values.

use happytalk_present::header::{Fact, Value};
use leptos::prelude::*;

use super::{copy_button::CopyButton, time::ShortTime};

/// Renders fields as a description list.
#[component]
pub fn FactList(
    /// The fields.
    facts: Vec<Fact>,
) -> impl IntoView {
    let facts = facts.into_iter().map(|fact| view! { <FactItem fact=fact /> });
    view! { <dl class="facts">{facts.collect_view()}</dl> }
}

/// Renders a field of a description list. A number can be copied.
#[component]
pub fn FactItem(
    /// The field.
    fact: Fact,
) -> impl IntoView {
    let value = match fact.value {
        Value::Text(text) => view! { <bdi>{text}</bdi> }.into_any(),
        Value::Moment(moment) => view! { <ShortTime moment=moment /> }.into_any(),
        Value::Number(prefix, number) => view! {
            {prefix}
            <bdi>{number.clone()}</bdi>
            <CopyButton text=number />
        }
        .into_any(),
    };
    view! {
        <div class="fact">
            <dt>{fact.name}</dt>
            <dd>{value}</dd>
        </div>
    }
}
