//! One row: who, what, when. The frame around every kind of message.

use std::rc::Rc;

use happytalk_model::Message;
use leptos::{ev, prelude::*};

use super::{
    kit::{
        badge::badge,
        element::{El, Handle, div, el, span},
        icon::Icon,
        source, stamp,
    },
    look::Scope,
    message::{self, Drawn},
    timeline::Scene,
};
use crate::{
    app::context::Event,
    options::Locked,
    platform::track,
    present::{header::sender_name, time, timeline::Side},
};

/// Draws the row at `at` in the scene's list. Decodes its contents.
pub fn row(scene: &Rc<Scene>, at: usize) -> El {
    let entry = &scene.timeline.entries[at];
    let (row, look) = (&scene.room().rows[entry.row], &scene.look);
    let (message, words) = (row.message(), look.words);
    let head = &message.head;
    let scope = Scope { look: Rc::clone(look), id: head.id.as_deref().map(Rc::from) };
    let (role, name) = sender_name(&head.sender, &scene.room().info, words);
    let speaker = name.as_ref().map_or_else(|| role.clone(), |name| format!("{role} {name}"));
    let is_note = entry.side == Side::Note;
    let open = RwSignal::new(false);
    // What is covered or hidden must not be read in the source instead.
    let revealed = (message.is_locked() && scope.locked != Locked::Show).then(|| RwSignal::new(false));

    let who = entry.starts_run.then(|| {
        let memo = is_note.then(|| badge("memo-label", Icon::Note, words.memo));
        let name = name.map(|name| el("bdi").class("name").text(name));
        div("who").maybe(memo).child(span("role").text(role)).maybe(name)
    });
    let drawn = match revealed {
        Some(revealed) => withheld(scene, &scope, at, open, revealed),
        None => message::body(scene, &scope, at, open),
    };
    let meta = div("meta").maybe((!is_note).then(|| read_mark(message, &scope))).child(match head.sent_at {
        Some(moment) => stamp::clock(moment, words),
        None => span("undated").text(words.undated),
    });
    let secure = message.is_locked().then(|| badge("lock", Icon::Lock, words.locked).attr("title", words.locked_hint));

    let line = div("line").maybe(drawn.main).child(meta);
    let line = match revealed {
        Some(revealed) => line.changing(move || revealed.get().then(|| source::switch(words, open))),
        None => line.child(source::switch(words, open)),
    };

    el("article")
        .class("row")
        .attr("part", "message")
        .attr("aria-label", if is_note { format!("{}, {speaker}", words.memo) } else { speaker })
        .maybe_attr("data-message-id", head.id.clone())
        .attr("data-kind", message.kind().slug())
        .attr("data-sender", head.sender.slug())
        .attr("data-side", entry.side.slug())
        .attr("data-index", at.to_string())
        .flag("data-locked", message.is_locked())
        .flag("data-run-start", entry.starts_run)
        .flag("data-run-end", entry.ends_run)
        .flag("data-late", scene.is_late())
        .maybe(who)
        .maybe(secure)
        .child(line)
        .children(drawn.below)
        .changing(source::panel_while(row, words, open))
}

fn read_mark(message: &Message, scope: &Scope) -> El {
    match message.head.read_at {
        Some(moment) => {
            let when = (scope.words.read_at)(&time::full(moment, scope.words));
            span("read").attr("title", when).text(scope.words.read)
        }
        None => span("unread").text(scope.words.unread),
    }
}

/// A secure message (보안 메시지) that is left out, or covered until it is `revealed`.
fn withheld(scene: &Rc<Scene>, scope: &Scope, at: usize, open: RwSignal<bool>, revealed: RwSignal<bool>) -> Drawn {
    let words = scope.words;
    if scope.locked == Locked::Hide {
        return Drawn::main(div("bubble").attr("part", "bubble").child(span("nothing").text(words.hidden)));
    }
    // Weak: the scene keeps its rows.
    let (scene, scope) = (Rc::downgrade(scene), scope.clone());
    let handle = Handle::default();
    let covered = div("covered").attr("tabindex", "-1").handle(&handle);
    Drawn::main(covered.changing(move || {
        if revealed.get() {
            let drawn = message::body(&scene.upgrade()?, &scope, at, open);
            return Some(div("revealed").maybe(drawn.main).children(drawn.below));
        }
        let (emit, id, handle) = (scope.emit, scope.id.clone(), handle.clone());
        let reveal = move |_: ev::MouseEvent| {
            // The button is about to go, and would take the keyboard with it.
            if let Some(covered) = handle.get() {
                track::focus(&covered);
            }
            revealed.set(true);
            emit.emit(Event::Reveal { message_id: id.as_deref().map(str::to_owned) });
        };
        let button = el("button").attr("type", "button").class("action").text(words.reveal);
        Some(div("bubble cover").attr("part", "bubble").child(button.on(ev::click, reveal)))
    }))
}
