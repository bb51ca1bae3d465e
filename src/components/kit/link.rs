//! The only `<a href>`. It takes a [`SafeUrl`] and nothing else, and tells the page before it opens.

use std::rc::Rc;

use happytalk_model::link::{Refusal, SafeUrl};
use leptos::ev;

use super::{
    element::{El, el, span},
    icon::{self, Icon},
};
use crate::{app::context::Event, components::look::Scope, i18n::Words};

/// What kind of thing is opened: `type` of `happytalk-action`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// A button, quick reply or V1 link.
    WebLink,
    /// A coupon.
    Coupon,
    /// An address in a text.
    TextLink,
    /// A picture, sound or film by itself.
    Media,
    /// A file.
    File,
}

impl Opens {
    fn slug(self) -> &'static str {
        match self {
            Self::WebLink => "WEB_LINK",
            Self::Coupon => "COUPON",
            Self::TextLink => "LINK",
            Self::Media => "MEDIA",
            Self::File => "FILE",
        }
    }
}

/// An empty link: the caller puts the label in. `name` is what the page is told.
pub fn link(scope: &Scope, url: &SafeUrl, opens: Opens, name: &str) -> El {
    let emit = Rc::clone(&scope.emit);
    let event = Event::Action {
        message_id: scope.id.as_deref().map(str::to_owned),
        action: opens.slug(),
        name: name.to_owned(),
        url: url.href().to_owned(),
    };
    let tell: Rc<dyn Fn(&ev::MouseEvent)> = Rc::new(move |click| {
        if !emit(event.clone()) {
            click.prevent_default();
        }
    });
    let middle = Rc::clone(&tell);
    let link = el("a")
        .attr("href", url.href())
        .attr("rel", "noopener noreferrer")
        .on(ev::click, move |click| tell(&click))
        // The middle button opens a link too, without a click.
        .on(ev::auxclick, move |click| {
            if click.button() == 1 {
                middle(&click);
            }
        });
    // `tel` and `mailto` have no host, and no window to open.
    if url.host().is_empty() { link } else { link.attr("target", "_blank") }
}

/// Where a link leads, when its label does not say so itself; with a warning when it says otherwise.
pub fn host_note(url: &SafeUrl, label: &str, words: &Words) -> Option<El> {
    let (host, note) = (url.unsaid(label)?, span("host").attr("dir", "ltr"));
    let note = if url.is_belied(label) { note.attr("data-belied", "").text(words.actual_host).text(" ") } else { note };
    Some(note.text(host))
}

/// The sign that a link leaves the page, in words for those who do not see it, who are also told in which of a
/// carousel's cards it stands: links of the same name are often listed by themselves.
pub fn leaves(url: &SafeUrl, words: &Words, card: Option<usize>) -> El {
    let window = (!url.host().is_empty()).then(|| span("sr").text(words.new_window));
    let card = card.map(|card| span("sr").text(words.slide).text(" ").text((card + 1).to_string()));
    span("leaves").child(icon::draw(Icon::External)).maybe(window).maybe(card)
}

/// Why something is not a link, in words; nothing for a field that was not meant.
pub fn refusal(refusal: &Refusal, words: &Words) -> Option<String> {
    match refusal {
        Refusal::Empty => None,
        Refusal::NotAbsolute => Some(words.no_address.to_owned()),
        Refusal::Scheme(scheme) => Some((words.not_linked)(scheme)),
        Refusal::Host(host) | Refusal::PrivateAddress(host) => Some((words.media_refused)(host)),
    }
}
