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
    let facts = facts.into_iter().map(|Fact { name, value }| {
        let value = match value {
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
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    });
    view! { <dl class="facts">{facts.collect_view()}</dl> }
}
