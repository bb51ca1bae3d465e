//! A coupon: a ticket, all of which is its link. Without an address there is no stub to be torn off.

use happytalk_model::message::template::Target;

use super::{
    button::{label, notes, others},
    element::{El, el, span},
    link::{Opens, host_note, leaves, link},
};
use crate::{
    components::look::Scope,
    present::{target::Destinations, text::is_blank},
};

/// Draws it as an element of name `tag`, in the carousel's card of index `card` if it stands in one.
pub fn coupon(
    tag: &'static str,
    scope: &Scope,
    name: &str,
    description: &str,
    target: &Target,
    card: Option<usize>,
) -> El {
    let to = Destinations::of(target, scope.urls());
    let first = to.first.as_ref();
    let label = label(scope, name, first);
    let ticket = match first {
        Some(url) => link(scope, url, Opens::Coupon, name),
        None => el("div"),
    };
    let about = (!is_blank(description)).then(|| span("coupon-description").attr("dir", "auto").text(description));
    let words = span("ticket-words")
        .child(span("coupon-kind").text(scope.words.coupon))
        .child(span("coupon-name").attr("dir", "auto").text(&label))
        .maybe(about)
        .maybe(first.and_then(|url| host_note(url, &label, scope.words)));
    el(tag)
        .class("coupon")
        .attr("part", "coupon")
        .attr("data-button", "COUPON")
        .child(ticket.class("ticket").child(words).maybe(first.map(|url| leaves(url, scope.words, card))))
        .children(others(scope, Opens::Coupon, &label, &to, card))
        .maybe(notes(&to, scope.words))
}
