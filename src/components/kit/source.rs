//! A row's JSON as sent, on demand: text to read and to copy, never anything else.

use happytalk_model::Row;
use leptos::{ev, prelude::*, task::spawn_local};

use super::{
    element::{El, div, el, span},
    icon::{self, Icon},
};
use crate::{i18n::Words, platform, present::source::pretty};

/// The quiet switch beside every row's time.
pub fn switch(words: &'static Words, open: RwSignal<bool>) -> El {
    toggle("switch", open).attr("aria-label", words.source).attr("title", words.source).child(icon::draw(Icon::Braces))
}

/// The same in words, in rows that show nothing else.
pub fn button(words: &'static Words, open: RwSignal<bool>) -> El {
    toggle("small", open).text(words.source)
}

fn toggle(class: &'static str, open: RwSignal<bool>) -> El {
    el("button")
        .attr("type", "button")
        .class(class)
        .live("aria-expanded", move || Some(if open.get() { "true" } else { "false" }.into()))
        .on(ev::click, move |_| open.update(|open| *open = !*open))
}

/// The row's JSON, while `open`.
pub fn panel_while(row: &Row, words: &'static Words, open: RwSignal<bool>) -> impl Fn() -> Option<El> + use<> {
    let row = row.clone();
    move || open.get().then(|| panel(&row, words))
}

fn panel(row: &Row, words: &'static Words) -> El {
    let (copied, refused) = (RwSignal::new(false), RwSignal::new(false));
    let copy = {
        let row = row.clone();
        move |_: ev::MouseEvent| {
            let text = row.raw().text().into_owned();
            spawn_local(async move {
                let done = platform::clipboard::copy(&text).await;
                // The panel may be gone by now.
                let _ = copied.try_set(done);
                let _ = refused.try_set(!done);
            });
        }
    };
    let outcome = move || match (copied.get(), refused.get()) {
        (true, _) => Some(el("span").text(words.copied)),
        (_, true) => Some(el("span").text(words.not_copied)),
        _ => None,
    };
    div("source")
        .child(
            div("source-bar")
                .child(el("button").attr("type", "button").class("small").text(words.copy).on(ev::click, copy))
                .child(span("source-done").attr("role", "status").changing(outcome)),
        )
        .child(
            el("pre")
                .attr("tabindex", "0")
                .attr("dir", "ltr")
                .attr("role", "group")
                .attr("aria-label", words.source)
                .text(pretty(&row.raw().text())),
        )
}
