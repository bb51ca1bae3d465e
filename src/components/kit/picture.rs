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
use crate::{
    components::{
        lightbox,
        look::{Look, Scope},
    },
    platform::keys::held,
    present::media::is_upgraded,
};

/// A picture in its reserved place; a click shows it large, and with a key held opens it by itself, as with any link.
pub fn picture(scope: &Scope, media: &Media) -> El {
    let url = match scope.media(&media.url) {
        Ok(url) => url,
        Err(refusal) => return refused(scope, &media.url, &refusal, Icon::Image),
    };
    let frame = match media.size.and_then(|(width, height)| Some((shape(width, height)?, width, height))) {
        Some((shape, width, height)) => div("picture")
            .attr("data-sized", shape)
            .attr("data-width", width.to_string())
            .attr("data-height", height.to_string()),
        None => div("picture"),
    };
    let (scope, this, media) = (scope.clone(), std::ptr::from_ref(media), media.clone());
    loading(frame, scope.clone(), media.url.clone(), Icon::Image, move |watch| {
        let mut image = image(&scope, &media);
        if is_long(&scope) {
            image = image.attr("loading", "lazy");
        }
        let image = watch(image.attr("src", url.href()));
        let Some(link) = original(&scope, &media, scope.words.image) else { return image };
        let (opened, shown) = (scope.clone(), media.clone());
        link.class("picture-link")
            .attr("aria-label", scope.words.open_image)
            .attr("aria-haspopup", "dialog")
            .child(image)
            // After the link's own: a page that has prevented it wants no lightbox either.
            .on(ev::click, move |click| {
                if held(&click) == 0 && !click.default_prevented() {
                    click.prevent_default();
                    lightbox::open(&opened, (this, &shown));
                }
            })
    })
}

/// How a picture of that size fits its place of 280 pixels: as wide as it, or so `tall` that its height decides. `None` for
/// one that is smaller, and not made larger.
fn shape(width: u32, height: u32) -> Option<&'static str> {
    if height > 420 && u64::from(height) * 2 > u64::from(width) * 3 {
        Some("tall")
    } else {
        (width >= 280).then_some("")
    }
}

/// A picture in the lightbox: nothing is reserved, and a click is the caller's.
pub fn large(frame: El, scope: &Scope, media: &Media, on_click: Rc<dyn Fn()>) -> El {
    let Ok(url) = scope.media(&media.url) else { return frame };
    let (scope, media) = (scope.clone(), Media { url: media.url.clone(), size: None });
    loading(frame, scope.clone(), media.url.clone(), Icon::Image, move |watch| {
        let on_click = Rc::clone(&on_click);
        watch(image(&scope, &media).attr("src", url.href())).on(ev::click, move |_| on_click())
    })
}

/// A small picture that stands for itself elsewhere; one that does not load is its icon.
pub fn thumbnail(look: &Look, url: &MediaUrl, media: &Media) -> El {
    let frame = Handle::default();
    let broken = frame.clone();
    let image = image(look, media)
        .attr("loading", "lazy")
        .attr("src", url.href())
        .on(ev::error, move |_| broken.fill(icon::draw(Icon::Image)));
    span("thumbnail").handle(&frame).child(image)
}

/// An empty link to the media by themselves.
pub fn original(scope: &Scope, media: &Media, name: &str) -> Option<El> {
    SafeUrl::judge(&media.url, scope.urls()).ok().map(|url| link(scope, &url, Opens::Media, name))
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
        let addresses = (self.scope.media(&self.raw), SafeUrl::judge(&self.raw, self.scope.urls()));
        let upgraded = matches!(addresses, (Ok(loaded), Ok(written)) if is_upgraded(&loaded, &written));
        let retry = move |_| {
            // The button is about to go, and would take the keyboard with it.
            place.frame.set("tabindex", Some("-1"));
            place.frame.set("role", Some("group"));
            place.frame.set("aria-label", Some(words.loading_media));
            place.frame.focus();
            place.frame.fill(place.load());
        };
        let retry = el("button").attr("type", "button").class("small").text(words.retry).on(ev::click, retry);
        div("media-off")
            .child(icon::draw(self.icon))
            .child(span("media-why").text(if upgraded { words.media_upgraded } else { words.media_broken }))
            .child(retry)
            .maybe(address(&self.scope, &self.raw))
    }
}

/// Rows, at most, of a room whose pictures are all fetched: they are there when it is scrolled through, and on paper, which
/// no browser's automation waits for.
const SHORT: usize = 150;

fn is_long(scope: &Scope) -> bool {
    scope.scene.upgrade().is_none_or(|scene| scene.content().count() > SHORT)
}

/// A picture that the caller still gives its `src`: last, or the rest comes too late for the request.
fn image(look: &Look, media: &Media) -> El {
    el("img")
        .attr("decoding", "async")
        .attr("referrerpolicy", "no-referrer")
        .attr("alt", look.words.image)
        .maybe_attr("width", media.size.map(|(width, _)| width.to_string()))
        .maybe_attr("height", media.size.map(|(_, height)| height.to_string()))
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
        Ok(url) => {
            Some(link(scope, &url, Opens::Media, written).class("media-address").text(written).maybe(link::host_note(
                &url,
                written,
                scope.words,
            )))
        }
        Err(Refusal::Empty) => None,
        Err(_) => Some(span("media-address").attr("dir", "ltr").text(written)),
    }
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn a_picture_is_never_larger_than_sent_nor_higher_than_may_be() {
        assert_eq!([(481, 469), (280, 420), (1080, 1620)].map(|(width, height)| shape(width, height)), [Some(""); 3]);
        let tall = [(1080, 2340), (280, 421), (1, u32::MAX)];
        assert_eq!(tall.map(|(width, height)| shape(width, height)), [Some("tall"); 3]);
        assert_eq!([(120, 90), (100, 200), (279, 418)].map(|(width, height)| shape(width, height)), [None; 3]);
    }
}
