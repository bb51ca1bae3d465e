//! A coupon, rendered as a ticket that is a link as a whole. Without a URL, the ticket has no stub.

use happytalk_model::message::template::Target;
use happytalk_present::{destinations::Destinations, text::is_blank};
use leptos::prelude::*;

use super::{
    destinations::{OtherDestinations, RefusedDestinations, label_or_host},
    link::{ExternalMark, HostNote, Link, LinkKind},
};
use crate::components::{built::IntoBuilt, context::use_render_context};

/// Renders a coupon.
#[component]
pub fn CouponTicket(
    /// Its name; may be blank.
    name: String,
    /// Its description; may be blank.
    description: String,
    /// Destination of the link.
    target: Target,
    /// Index of the carousel block that contains it.
    block: Option<usize>,
    /// Whether it is an item of a list of buttons.
    #[prop(optional)]
    is_list_item: bool,
) -> impl IntoView {
    let context = use_render_context();
    let Destinations { first, others, refused } = Destinations::of(&target, context.urls());
    let label = label_or_host(&name, first.as_ref(), context.words);
    let description = (!is_blank(&description)).then(|| {
        view! {
            <span class="coupon-description" dir="auto">
                {description}
            </span>
        }
    });
    let text = view! {
        <span class="ticket-words">
            <span class="coupon-kind">{context.words.coupon}</span>
            <span class="coupon-name" dir="auto">
                {label.clone()}
            </span>
            {description}
            {first.clone().map(|url| view! { <HostNote url=url label=label.clone() /> })}
        </span>
    };
    let ticket = match first {
        Some(url) => view! {
            <Link url=url.clone() kind=LinkKind::Coupon name=name class="ticket">
                {text}
                <ExternalMark url=url block=block />
            </Link>
        }
        .into_built(),
        None => view! { <div class="ticket">{text}</div> }.into_built(),
    };
    let content = view! {
        {ticket}
        <OtherDestinations destinations=others kind=LinkKind::Coupon label=label block=block />
        <RefusedDestinations refused=refused />
    };
    if is_list_item {
        view! { <li class="coupon" part="coupon" data-button="COUPON">{content}</li> }.into_built()
    } else {
        view! { <div class="coupon" part="coupon" data-button="COUPON">{content}</div> }.into_built()
    }
}
