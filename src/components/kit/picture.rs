//! The only `<img src>`. It takes a [`MediaUrl`]; what may not be loaded makes no request, what fails says so.

use std::rc::Rc;

use happytalk_model::{
    link::{MediaUrl, RawUrl, Refusal, SafeUrl},
    message::media::Media,
};
use leptos::ev;

use super::{
    element::{El, Handle, div, el, span},
    icon::{self, Icon},
    link::{self, Opens, link},
};
use crate::components::look::Scope;

/// A picture in its reserved place; a click opens it by itself.
pub fn picture(scope: &Scope, media: &Media) -> El {
    let url = match scope.media(&media.url) {
        Ok(url) => url,
        Err(refusal) => return refused(scope, &media.url, &refusal, Icon::Image),
    };
    let frame = div("picture").flag("data-sized", media.size.is_some());
    let (scope, media) = (scope.clone(), media.clone());
    loading(frame, scope.clone(), media.url.clone(), Icon::Image, move |watch| {
        let image = watch(image(&scope, &url, &media));
        match SafeUrl::judge(&media.url, scope.urls()) {
            Ok(safe) => link(&scope, &safe, Opens::Media, scope.words.image)
                .class("picture-link")
                .attr("aria-label", scope.words.open_image)
                .child(image),
            Err(_) => image,
        }
    })
}

/// Puts into `frame` what `draw` gives. When the element that `draw` has passed through its argument fails to load, says
/// so in its place, with a way to try again.
pub fn loading(frame: El, scope: Scope, raw: RawUrl, icon: Icon, draw: impl Fn(Watch<'_>) -> El + 'static) -> El {
    let place = Rc::new(Place { frame: Handle::default(), scope, raw, icon, draw: Box::new(draw) });
    frame.handle(&place.frame).child(place.load())
}

/// Makes an element's failure to load known.
pub type Watch<'a> = &'a dyn Fn(El) -> El;

struct Place {
    frame: Handle,
    scope: Scope,
    raw: RawUrl,
    icon: Icon,
    draw: Box<dyn Fn(Watch<'_>) -> El>,
}

impl Place {
    fn load(self: &Rc<Self>) -> El {
        (self.draw)(&|media| {
            let place = Rc::clone(self);
            media.on(ev::error, move |_| place.frame.fill(place.failed()))
        })
    }

    fn failed(self: &Rc<Self>) -> El {
        let (place, words) = (Rc::clone(self), self.scope.words);
        let retry = move |_| place.frame.fill(place.load());
        let retry = el("button").attr("type", "button").class("small").text(words.retry).on(ev::click, retry);
        div("media-off")
            .child(icon::draw(self.icon))
            .child(span("media-why").text(words.media_broken))
            .child(retry)
            .maybe(address(&self.scope, &self.raw))
    }
}

fn image(scope: &Scope, url: &MediaUrl, media: &Media) -> El {
    el("img")
        // Before `src`, or they come too late for the request.
        .attr("loading", "lazy")
        .attr("decoding", "async")
        .attr("referrerpolicy", "no-referrer")
        .attr("alt", scope.words.image)
        .maybe_attr("width", media.size.map(|(width, _)| width.to_string()))
        .maybe_attr("height", media.size.map(|(_, height)| height.to_string()))
        .attr("src", url.href())
}

/// What stands in place of media that may not be loaded: why, and the address. No request is made.
pub fn refused(scope: &Scope, raw: &RawUrl, why: &Refusal, icon: Icon) -> El {
    let sentence = match why {
        Refusal::Host(host) | Refusal::PrivateAddress(host) => (scope.words.media_refused)(host),
        _ => scope.words.media_missing.to_owned(),
    };
    div("media-off").child(icon::draw(icon)).child(span("media-why").text(sentence)).maybe(address(scope, raw))
}

/// The address: a link if it can be opened, else as text.
fn address(scope: &Scope, raw: &RawUrl) -> Option<El> {
    let written = raw.as_written();
    match SafeUrl::judge(raw, scope.urls()) {
        Ok(url) => Some(
            link(scope, &url, Opens::Media, written)
                .class("media-address")
                .text(written)
                .maybe(link::host_note(&url, written)),
        ),
        Err(Refusal::Empty) => None,
        Err(_) => Some(span("media-address").attr("dir", "ltr").text(written)),
    }
}
