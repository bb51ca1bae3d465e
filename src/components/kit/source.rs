//! A row's JSON as sent, on demand: text to read and to copy, never anything else.

use happytalk_model::Row;
use leptos::{ev, task::spawn_local};

use super::element::{El, Handle, div, el, span};
use crate::{i18n::Words, platform, present::source::pretty};

/// The quiet switch beside a row's time.
pub fn switch(words: &Words, toggle: impl Fn(ev::MouseEvent) + 'static) -> El {
    of_class("switch", toggle).attr("aria-label", words.source).attr("title", words.source)
}

/// The same in words, in rows that show nothing else.
pub fn button(words: &Words, toggle: impl Fn(ev::MouseEvent) + 'static) -> El {
    of_class("small", toggle).text(words.source)
}

fn of_class(class: &'static str, toggle: impl Fn(ev::MouseEvent) + 'static) -> El {
    el("button").attr("type", "button").class(class).attr("aria-expanded", "false").on(ev::click, toggle)
}

/// The row's JSON.
pub fn panel(row: &Row, words: &'static Words) -> El {
    let text = row.raw().text().into_owned();
    let pretty = pretty(&text);
    let done = Handle::default();
    let copy = {
        let done = done.clone();
        move |_: ev::MouseEvent| {
            let (text, done) = (text.clone(), done.clone());
            spawn_local(async move {
                let copied = platform::clipboard::copy(&text).await;
                done.fill(el("span").text(if copied { words.copied } else { words.not_copied }));
            });
        }
    };
    div("source")
        .child(
            div("source-bar")
                .child(el("button").attr("type", "button").class("small").text(words.copy).on(ev::click, copy))
                .child(span("source-done").attr("role", "status").handle(&done)),
        )
        .child(
            el("pre")
                .attr("tabindex", "0")
                .attr("dir", "ltr")
                .attr("role", "group")
                .attr("aria-label", words.source)
                .text(pretty),
        )
}
