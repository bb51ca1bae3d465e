//! Buttons and quick replies of the vendor's, as they stood in the message. Those that only say their name are inert
//! here: this is a record.

use happytalk_model::{
    link::{RawUrl, SafeUrl},
    message::template::{Action, Button},
};

use super::{
    coupon::coupon,
    element::{El, el, span},
    icon::{self, Icon},
    link::{self, Opens, host_note, leaves, link},
};
use crate::{
    components::look::Scope,
    i18n::Words,
    present::{
        chosen::{Choice, Place},
        target::{Destinations, Device},
        text::{is_blank, straight},
    },
};

/// How one looks.
#[derive(Clone, Copy)]
struct Shape {
    class: &'static str,
    main: &'static str,
    part: &'static str,
    attribute: &'static str,
}

/// The whole width of a card.
const ROW: Shape = Shape { class: "button", main: "button-main", part: "button", attribute: "data-button" };
/// Under the bubble.
const CHIP: Shape = Shape { class: "chip", main: "chip-main", part: "quick-reply", attribute: "data-quick-reply" };

/// A message's buttons, full width and divided by hairlines; `place` tells which one stands at an index.
pub fn buttons(scope: &Scope, list: &[Button], choice: Choice, place: &dyn Fn(usize) -> Place) -> Option<El> {
    let rows = el("ul").class("buttons").attr("aria-label", scope.words.buttons);
    offered(rows, scope, ROW, list, choice, place)
}

/// 바로연결: chips under the bubble.
pub fn quick_replies(scope: &Scope, list: &[Button], choice: Choice) -> Option<El> {
    let chips = el("ul").class("chips").attr("aria-label", scope.words.quick_replies);
    offered(chips, scope, CHIP, list, choice, &Place::QuickReply)
}

fn offered(
    into: El,
    scope: &Scope,
    shape: Shape,
    list: &[Button],
    choice: Choice,
    place: &dyn Fn(usize) -> Place,
) -> Option<El> {
    let items = list.iter().enumerate().map(|(index, button)| {
        let (kind, target) = match &button.action {
            Action::Coupon { description, target } if shape.class == ROW.class => {
                return coupon("li", scope, &button.name, description, target);
            }
            Action::Coupon { target, .. } => ("COUPON", Some(target)),
            Action::WebLink(target) => ("WEB_LINK", Some(target)),
            Action::Text => ("TEXT", None),
            Action::Other(kind) => (kind.as_str(), None),
        };
        let to = target.map(|target| Destinations::of(target, scope.urls()));
        item(scope, shape, kind, &button.name, to.as_ref(), choice.place() == Some(place(index)))
    });
    // The labels that were not chosen step back.
    (!list.is_empty()).then(|| into.flag("data-answered", choice.place().is_some()).children(items))
}

/// V1 links: a label and one address.
pub fn named_link(scope: &Scope, name: &str, url: Option<&RawUrl>) -> El {
    item(scope, ROW, "WEB_LINK", name, Some(&Destinations::of_one(url, scope.urls())), false)
}

/// `to` is where it leads; `None` for one that says its name.
fn item(scope: &Scope, shape: Shape, kind: &str, name: &str, to: Option<&Destinations>, chosen: bool) -> El {
    let words = scope.words;
    let first = to.and_then(|to| to.first.as_ref());
    let label = label(scope, name, first);
    let main = match first {
        Some(url) => link(scope, url, Opens::WebLink, name),
        None => el("span"),
    };
    let main = main.class(shape.main).child(
        span("words")
            .child(span("label").attr("dir", "auto").text(&label))
            .maybe(first.and_then(|url| host_note(url, &label))),
    );
    let main = match first {
        Some(url) => main.child(leaves(url, words)),
        None if to.is_none() => {
            let main = main.attr("title", words.says).child(span("sr").text(words.says));
            main.child(if chosen { inferred("chosen", words.chosen, words.chosen_why) } else { icon::draw(Icon::Chat) })
        }
        None => main,
    };
    let item = el("li")
        .class(shape.class)
        .attr("part", shape.part)
        .attr(shape.attribute, kind)
        .flag("data-chosen", chosen)
        .child(main);
    match to {
        Some(to) => item.children(others(scope, Opens::WebLink, &label, to)).maybe(notes(to, words)),
        None => item,
    }
}

/// What was inferred, and how, for those who can't hover too.
pub fn inferred(class: &'static str, what: &str, why: &str) -> El {
    let mark = (class == "chosen").then(|| icon::draw(Icon::Check));
    span(class).attr("title", why).maybe(mark).child(el("span").text(what)).child(span("sr").text(why))
}

/// The name; without one the host, else words for none.
pub fn label(scope: &Scope, name: &str, url: Option<&SafeUrl>) -> String {
    if !is_blank(name) {
        return straight(name);
    }
    url.map(SafeUrl::host).filter(|host| !host.is_empty()).unwrap_or(scope.words.unnamed).to_owned()
}

/// Links to the addresses for other devices, a line each.
pub fn others(scope: &Scope, opens: Opens, label: &str, to: &Destinations) -> Vec<El> {
    (to.others.iter())
        .map(|(device, url)| {
            let device = device_name(*device, scope.words);
            link(scope, url, opens, label)
                .class("other")
                .child(span("device").text(device))
                .child(span("sr").text(label))
                .maybe(host_note(url, device))
                .child(leaves(url, scope.words))
        })
        .collect()
}

/// What can't be opened, named.
pub fn notes(to: &Destinations, words: &Words) -> Option<El> {
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
