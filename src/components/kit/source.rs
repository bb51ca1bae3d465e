//! A row as sent, on demand: its exact moments, what had to be repaired to read it, and its JSON: text to read and to
//! copy, never anything else.

use std::rc::Rc;

use happytalk_model::{Row, lint::lint};
use leptos::{ev, task::spawn_local};

use super::element::{El, Handle, div, el, span};
use crate::{
    components::look::Look,
    i18n::Words,
    platform,
    present::{source::pretty, time},
};

/// The quiet switch beside a row's time. No stop of the tab key but in the row that has the keyboard.
pub fn switch(words: &Words, toggle: impl Fn(ev::MouseEvent) + 'static) -> El {
    of_class("switch", toggle).attr("aria-label", words.source).attr("title", words.source).attr("tabindex", "-1")
}

/// The same in words, in rows that show nothing else.
pub fn button(words: &Words, toggle: impl Fn(ev::MouseEvent) + 'static) -> El {
    of_class("small", toggle).text(words.source)
}

fn of_class(class: &'static str, toggle: impl Fn(ev::MouseEvent) + 'static) -> El {
    el("button").attr("type", "button").class(class).attr("aria-expanded", "false").on(ev::click, toggle)
}

/// The row's details.
pub fn panel(look: &Rc<Look>, row: &Row) -> El {
    let (words, head) = (look.words, row.head());
    let text = row.raw().text().into_owned();
    let pretty = pretty(&text);
    let done = Handle::default();
    let (said, look) = (done.clone(), Rc::clone(look));
    let moments = [(words.field.sent_at, head.sent_at), (words.field.read_at, head.read_at)];
    let moments = moments.into_iter().filter_map(|(name, moment)| Some((name, time::exact(moment?))));
    let facts = moments.map(|(name, value)| div("fact").child(el("dt").text(name)).child(el("dd").text(value)));
    let notes = notes(row, words);
    div("source")
        .child(
            div("source-bar")
                .child(el("dl").class("facts").children(facts))
                .child(span("source-done").handle(&done))
                .child(copy(words, text, move |outcome| {
                    said.fill(el("span").text(outcome));
                    look.stage.announce(outcome);
                })),
        )
        .maybe((!notes.is_empty()).then(|| el("ul").class("notes").attr("aria-label", words.notes).children(notes)))
        .child(
            el("pre")
                .attr("tabindex", "0")
                .attr("dir", "ltr")
                .attr("role", "group")
                .attr("aria-label", words.source)
                .text(pretty),
        )
}

/// A button that copies `text`; `tell` hears in words how that went.
pub fn copy(words: &'static Words, text: String, tell: impl Fn(&str) + 'static) -> El {
    let (text, tell) = (Rc::new(text), Rc::new(tell));
    let copy = move |_: ev::MouseEvent| {
        let (text, tell) = (Rc::clone(&text), Rc::clone(&tell));
        spawn_local(async move {
            let copied = platform::clipboard::copy(&text).await;
            tell(if copied { words.copied } else { words.not_copied });
        });
    };
    el("button").attr("type", "button").class("small").text(words.copy).on(ev::click, copy)
}

/// What was repaired in a row and which of the vendor's rules it breaks, each with its place.
pub fn notes(row: &Row, words: &Words) -> Vec<El> {
    let repaired = row.message().notes.iter().map(|note| (&note.pointer, (words.repair)(note.repair).to_owned()));
    let broken = lint(row);
    let broken = broken.iter().map(|found| (&found.pointer, (words.rule)(found.rule)));
    (repaired.chain(broken))
        .map(|(pointer, what)| {
            let place = (!pointer.is_empty()).then(|| el("code").attr("dir", "ltr").text(pointer));
            el("li").text(what).maybe(place)
        })
        .collect()
}
