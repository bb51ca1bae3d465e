//! Buttons, coupons and quick replies of the vendor's, as they stood in the message. Those that only say their name
//! are inert here: this is a record.

use happytalk_model::{
    link::{RawUrl, SafeUrl},
    message::template::{Action, Button, Target},
};

use super::{
    element::{El, div, el, span},
    icon::{self, Icon},
    link::{self, Opens, host_note, link},
};
use crate::{
    components::look::Scope,
    i18n::Words,
    present::{
        target::{Destinations, Device},
        text::{is_blank, straight},
    },
};

/// A message's buttons, full width and divided by hairlines; `chosen` is the index of the one the customer chose.
pub fn buttons(scope: &Scope, list: &[Button], chosen: Option<usize>) -> Option<El> {
    if list.is_empty() {
        return None;
    }
    let rows = list.iter().enumerate().map(|(index, button)| {
        let chosen = chosen == Some(index);
        match &button.action {
            Action::Coupon { description, target } => coupon("li", scope, &button.name, description, target),
            Action::WebLink(target) => {
                let destinations = Destinations::of(target, scope.urls());
                opening(scope, "WEB_LINK", &button.name, &destinations)
            }
            Action::Text => saying(scope, "TEXT", &button.name, chosen),
            Action::Other(kind) => saying(scope, kind, &button.name, chosen),
        }
    });
    Some(el("ul").class("buttons").attr("aria-label", scope.words.buttons).children(rows))
}

/// V1 links: the same, by a label and one address.
pub fn named_link(scope: &Scope, name: &str, url: Option<&RawUrl>) -> El {
    opening(scope, "WEB_LINK", name, &Destinations::of_one(url, scope.urls()))
}

fn opening(scope: &Scope, kind: &'static str, name: &str, to: &Destinations) -> El {
    let label = label(scope, name, to.first.as_ref());
    let row = el("li").class("button").attr("part", "button").attr("data-button", kind);
    let row = match &to.first {
        Some(url) => {
            let main = link(scope, url, Opens::WebLink, name)
                .class("button-main")
                .child(span("label").attr("dir", "auto").text(&label).maybe(host_note(url, &label)))
                .child(icon::draw(Icon::External));
            row.child(main)
        }
        None => row.child(div("button-main").child(span("label").attr("dir", "auto").text(&label))),
    };
    row.children(others(scope, Opens::WebLink, &label, to)).maybe(notes(to, scope.words))
}

fn saying(scope: &Scope, kind: &str, name: &str, chosen: bool) -> El {
    el("li").class("button").attr("part", "button").attr("data-button", kind).flag("data-chosen", chosen).child(
        div("button-main")
            .attr("title", scope.words.says)
            .child(span("label").attr("dir", "auto").text(label(scope, name, None)))
            .maybe(chosen.then(|| chosen_mark(scope.words))),
    )
}

/// A ticket: what it is worth left, where it leads on the stub.
pub fn coupon(tag: &'static str, scope: &Scope, name: &str, description: &str, target: &Target) -> El {
    let to = Destinations::of(target, scope.urls());
    let label = label(scope, name, to.first.as_ref());
    let words = [
        Some(span("coupon-kind").text(scope.words.coupon)),
        Some(span("coupon-name").attr("dir", "auto").text(&label)),
        (!is_blank(description)).then(|| span("coupon-description").attr("dir", "auto").text(description)),
        to.first.as_ref().and_then(|url| host_note(url, &label)),
    ];
    let main = match &to.first {
        Some(url) => link(scope, url, Opens::Coupon, name),
        None => el("div"),
    };
    let has_link = to.first.is_some();
    let ticket =
        div("ticket")
            .child(main.attr("class", "ticket-main").children(words.into_iter().flatten()).maybe(
                (has_link && to.others.is_empty()).then(|| span("ticket-arrow").child(icon::draw(Icon::External))),
            ))
            .maybe((!to.others.is_empty()).then(|| div("stub").children(others(scope, Opens::Coupon, &label, &to))));
    el(tag)
        .class("coupon")
        .attr("part", "coupon")
        .attr("data-button", "COUPON")
        .child(ticket)
        .maybe(notes(&to, scope.words))
}

/// 바로연결: chips under the bubble.
pub fn quick_replies(scope: &Scope, list: &[Button], chosen: Option<usize>) -> Option<El> {
    if list.is_empty() {
        return None;
    }
    let chips = list.iter().enumerate().map(|(index, reply)| {
        let chosen = chosen == Some(index);
        let kind = match &reply.action {
            Action::Text => "TEXT",
            Action::WebLink(_) => "WEB_LINK",
            Action::Coupon { .. } => "COUPON",
            Action::Other(kind) => kind,
        };
        let chip = el("li")
            .class("chip")
            .attr("part", "quick-reply")
            .attr("data-quick-reply", kind)
            .flag("data-chosen", chosen);
        match &reply.action {
            Action::WebLink(target) | Action::Coupon { target, .. } => {
                let to = Destinations::of(target, scope.urls());
                let label = label(scope, &reply.name, to.first.as_ref());
                let main = match &to.first {
                    Some(url) => link(scope, url, Opens::WebLink, &reply.name)
                        .class("chip-main")
                        .child(span("label").attr("dir", "auto").text(&label))
                        .maybe(host_note(url, &label))
                        .child(icon::draw(Icon::External)),
                    None => span("chip-main").child(span("label").attr("dir", "auto").text(&label)),
                };
                chip.child(main).children(others(scope, Opens::WebLink, &label, &to)).maybe(notes(&to, scope.words))
            }
            Action::Text | Action::Other(_) => chip.child(
                span("chip-main")
                    .attr("title", scope.words.says)
                    .child(span("label").attr("dir", "auto").text(label(scope, &reply.name, None)))
                    .maybe(chosen.then(|| chosen_mark(scope.words))),
            ),
        }
    });
    Some(el("ul").class("chips").attr("aria-label", scope.words.quick_replies).children(chips))
}

/// The name; without one the host, else words for none.
fn label(scope: &Scope, name: &str, url: Option<&SafeUrl>) -> String {
    if !is_blank(name) {
        return straight(name);
    }
    url.map(SafeUrl::host).filter(|host| !host.is_empty()).unwrap_or(scope.words.unnamed).to_owned()
}

/// Links to the addresses for other devices.
fn others(scope: &Scope, opens: Opens, label: &str, to: &Destinations) -> Vec<El> {
    (to.others.iter())
        .map(|(device, url)| {
            let device = device_name(*device, scope.words);
            link(scope, url, opens, label).class("other").attr("aria-label", format!("{device} {label}")).text(device)
        })
        .collect()
}

/// What can't be opened, named.
fn notes(to: &Destinations, words: &Words) -> Option<El> {
    let notes: Vec<_> = to.refused.iter().filter_map(|(_, refusal)| link::refusal(refusal, words)).collect();
    (!notes.is_empty()).then(|| span("refusal").attr("dir", "auto").text(notes.join(" · ")))
}

fn device_name(device: Device, words: &Words) -> &'static str {
    match device {
        Device::Pc => words.pc,
        Device::Mobile => words.mobile,
        Device::Android => words.android,
        Device::Ios => words.ios,
    }
}

fn chosen_mark(words: &Words) -> El {
    span("chosen").child(icon::draw(Icon::Check)).child(span("chosen-label").text(words.chosen))
}
