//! The drawer with the rest of what is known of a room: the fields few ask for, and what was odd about its messages.

use std::rc::Rc;

use leptos::ev;

use super::{
    header,
    kit::{
        dialog::Dialog,
        element::{El, div, el, span},
        source, stamp,
    },
    timeline::Scene,
    transcript,
};
use crate::present::{
    header::{Fact, sender_name},
    media::is_withheld,
};

/// Messages with notes that are listed, at most.
const MOST: usize = 200;

/// Opens it.
pub fn open(scene: &Rc<Scene>, facts: &[Fact]) {
    let (look, words) = (&scene.look, scene.look.words);
    Dialog::open(look, "sheet", words.more, |dialog| {
        let facts = (!facts.is_empty()).then(|| header::facts(look, facts));
        let messages = noted(scene, dialog);
        let notes = (!messages.is_empty()).then(|| {
            let title = el("h3").text(words.notes);
            el("section")
                .class("noted-all")
                .child(title)
                .child(el("p").class("why").text(words.notes_hint))
                .children(messages)
        });
        div("details")
            .child(dialog.head(look, el("h2").text(words.more), []))
            .child(div("dialog-body").maybe(facts).maybe(notes).child(el("p").class("keys").text(words.keys)))
    });
}

/// The messages that have notes, each with a button that goes there.
fn noted(scene: &Rc<Scene>, dialog: &Dialog) -> Vec<El> {
    let (words, content) = (scene.look.words, scene.content());
    let notes = (0..content.count()).filter_map(|at| {
        let row = content.row(at);
        if is_withheld(row.message(), scene.look.locked) {
            return None;
        }
        let notes = source::notes(row, words);
        (!notes.is_empty()).then_some((at, row, notes))
    });
    (notes.take(MOST))
        .map(|(at, row, notes)| {
            let (go, dialog) = (Rc::downgrade(scene), dialog.clone());
            let (role, _) = sender_name(&row.head().sender, &content.room().info, words);
            let go = move |_: ev::MouseEvent| {
                dialog.close();
                if let Some(scene) = go.upgrade() {
                    transcript::go(&scene, at);
                }
            };
            let moment = row.head().sent_at.map(|moment| stamp::short(moment, words));
            let jump = el("button").attr("type", "button").class("jump").on(ev::click, go);
            div("noted")
                .child(jump.child(span("role").text(role)).maybe(moment))
                .child(el("ul").class("notes").children(notes))
        })
        .collect()
}
