//! The only `<img src>`. It takes a [`MediaUrl`]; what may not be loaded makes no request, what fails says so.

use happytalk_model::{
    link::{MediaUrl, RawUrl, Refusal, SafeUrl},
    message::media::Media,
};
use leptos::{ev, prelude::*};

use super::{
    element::{El, div, el, span},
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
    let failed = RwSignal::new(false);
    let frame = div("picture").flag("data-sized", media.size.is_some());
    let (scope, media) = (scope.clone(), media.clone());
    frame.changing(move || {
        if failed.get() {
            return Some(broken(&scope, &media.url, Icon::Image, failed));
        }
        let image = image(&scope, &url, &media, failed);
        Some(match SafeUrl::judge(&media.url, scope.urls()) {
            Ok(safe) => link(&scope, &safe, Opens::Media, scope.words.image)
                .class("picture-link")
                .attr("aria-label", scope.words.open_image)
                .child(image),
            Err(_) => image,
        })
    })
}

fn image(scope: &Scope, url: &MediaUrl, media: &Media, failed: RwSignal<bool>) -> El {
    el("img")
        // Before `src`, or they come too late for the request.
        .attr("loading", "lazy")
        .attr("decoding", "async")
        .attr("referrerpolicy", "no-referrer")
        .attr("alt", scope.words.image)
        .maybe_attr("width", media.size.map(|(width, _)| width.to_string()))
        .maybe_attr("height", media.size.map(|(_, height)| height.to_string()))
        .attr("src", url.href().to_owned())
        .on(ev::error, move |_| failed.set(true))
}

/// What stands in place of media that may not be loaded: why, and the address. No request is made.
pub fn refused(scope: &Scope, raw: &RawUrl, why: &Refusal, icon: Icon) -> El {
    let sentence = match why {
        Refusal::Host(host) | Refusal::PrivateAddress(host) => (scope.words.media_refused)(host),
        _ => scope.words.media_missing.to_owned(),
    };
    div("media-off").child(icon::draw(icon)).child(span("media-why").text(sentence)).maybe(address(scope, raw))
}

/// What stands in place of media that did not load.
pub fn broken(scope: &Scope, raw: &RawUrl, icon: Icon, failed: RwSignal<bool>) -> El {
    div("media-off")
        .child(icon::draw(icon))
        .child(span("media-why").text(scope.words.media_broken))
        .child(
            el("button")
                .attr("type", "button")
                .class("small")
                .text(scope.words.retry)
                .on(ev::click, move |_| failed.set(false)),
        )
        .maybe(address(scope, raw))
}

/// The address: a link if it can be opened, else as text.
fn address(scope: &Scope, raw: &RawUrl) -> Option<El> {
    let written = raw.as_written();
    match SafeUrl::judge(raw, scope.urls()) {
        Ok(url) => Some(
            link(scope, &url, Opens::Media, written)
                .class("media-address")
                .text(written.to_owned())
                .maybe(link::host_note(&url, written)),
        ),
        Err(Refusal::Empty) => None,
        Err(_) => Some(span("media-address").attr("dir", "ltr").text(written.to_owned())),
    }
}
