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
    /// The carousel's card that it stands in.
    card: Option<usize>,
}

/// The whole width of a card.
const ROW: Shape = Shape { class: "button", main: "button-main", part: "button", attribute: "data-button", card: None };
/// Under the bubble.
const CHIP: Shape =
    Shape { class: "chip", main: "chip-main", part: "quick-reply", attribute: "data-quick-reply", card: None };

/// The buttons of a message, or of the carousel's card of index `card`: full width and divided by hairlines.
pub fn buttons(scope: &Scope, list: &[Button], choice: Choice, card: Option<usize>) -> Option<El> {
    let rows = el("ul").class("buttons").attr("aria-label", scope.words.buttons);
    offered(rows, scope, Shape { card, ..ROW }, list, choice)
}

/// 바로연결: chips under the bubble.
pub fn quick_replies(scope: &Scope, list: &[Button], choice: Choice) -> Option<El> {
    let chips = el("ul").class("chips").attr("aria-label", scope.words.quick_replies);
    offered(chips, scope, CHIP, list, choice)
}

fn offered(into: El, scope: &Scope, shape: Shape, list: &[Button], choice: Choice) -> Option<El> {
    let is_row = shape.class == ROW.class;
    let items = list.iter().enumerate().map(|(index, button)| {
        let (kind, target) = match &button.action {
            Action::Coupon { description, target } if is_row => {
                return coupon("li", scope, &button.name, description, target, shape.card);
            }
            Action::Coupon { target, .. } => ("COUPON", Some(target)),
            Action::WebLink(target) => ("WEB_LINK", Some(target)),
            Action::Text => ("TEXT", None),
            Action::Other(kind) => (kind.as_str(), None),
        };
        let to = target.map(|target| Destinations::of(target, scope.urls()));
        let place = match shape.card {
            Some(card) => Place::Block(card, index),
            None if is_row => Place::Button(index),
            None => Place::QuickReply(index),
        };
        item(scope, shape, kind, &button.name, to.as_ref(), choice.place() == Some(place))
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
            .maybe(first.and_then(|url| host_note(url, &label, words))),
    );
    let main = match first {
        Some(url) => main.child(leaves(url, words, shape.card)),
        None if to.is_none() => {
            let main = main.attr("title", words.says).child(span("sr").text(words.says));
            main.child(if chosen {
                span("chosen").child(icon::draw(Icon::Check)).child(el("span").text(words.chosen))
            } else {
                icon::draw(Icon::Chat)
            })
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
        Some(to) => item.children(others(scope, Opens::WebLink, &label, to, shape.card)).maybe(notes(to, words)),
        None => item,
    }
}

/// The name; without one the host, else words for none.
pub fn label(scope: &Scope, name: &str, url: Option<&SafeUrl>) -> String {
    if !is_blank(name) {
        return straight(name);
    }
    url.map(SafeUrl::host).filter(|host| !host.is_empty()).unwrap_or(scope.words.unnamed).to_owned()
}

/// Links to the addresses for other devices, a line each.
pub fn others(scope: &Scope, opens: Opens, label: &str, to: &Destinations, card: Option<usize>) -> Vec<El> {
    (to.others.iter())
        .map(|(device, url)| {
            let device = device_name(*device, scope.words);
            link(scope, url, opens, label)
                .class("other")
                .child(span("device").text(device))
                .child(span("sr").text(label))
                .maybe(host_note(url, device, scope.words))
                .child(leaves(url, scope.words, card))
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
