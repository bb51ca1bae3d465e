//! stub
use happytalk_present::{live::Mark, words::Words};
use leptos::prelude::*;
#[component]
pub fn DeliveryBadge(mark: Mark) -> impl IntoView {
    mark.slug()
}
#[component]
pub fn DeliveryProblem(number: std::num::NonZeroU32, mark: Mark) -> impl IntoView {
    let _ = number;
    mark.slug()
}
pub fn spoken_delivery(_: &Mark, _: &Words) -> Option<String> {
    None
}
