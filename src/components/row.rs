//! One row: who, what, when. The frame around every kind of message.

use std::rc::Rc;

use happytalk_model::{Kind, Message};
use leptos::ev;

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
    present::{header::sender_name, time, timeline::Side},
};

/// Draws the row at `at` in the scene's list. Decodes its contents.
pub fn row(scene: &Rc<Scene>, at: usize) -> El {
    let entry = &scene.timeline.entries[at];
    let (row, look) = (&scene.room().rows[entry.row], &scene.look);
    let (message, words) = (row.message(), look.words);
    let head = &message.head;
    let id = head.id.as_deref().map(Rc::from);
    let scope = Scope { look: Rc::clone(look), id, scene: Rc::downgrade(scene), at };
    let (role, name) = sender_name(&head.sender, &scene.room().info, words);
    let speaker = name.as_ref().map_or_else(|| role.clone(), |name| format!("{role} {name}"));
    let is_note = entry.side == Side::Note;

    let who = entry.starts_run.then(|| {
        let memo = is_note.then(|| badge("memo-label", Icon::Note, words.memo));
        let name = name.map(|name| el("bdi").class("name").text(name));
        div("who").maybe(memo).child(span("role").text(role)).maybe(name)
    });
    let meta = div("meta").maybe((!is_note).then(|| read_mark(message, &scope))).child(match head.sent_at {
        Some(moment) => stamp::clock(moment, words),
        None => span("undated").text(words.undated),
    });
    let secure = message.is_locked().then(|| badge("lock", Icon::Lock, words.locked).attr("title", words.locked_hint));

    let line = div("line");
    let (line, below) = if message.is_locked() && scope.locked != Locked::Show {
        let handle = Handle::default();
        (line.handle(&handle).child(withheld(scene, &scope, at, handle)).child(meta), Vec::new())
    } else {
        let Drawn { main, below } = message::body(scene, &scope, at);
        (line.maybe(main).child(meta).maybe(source_switch(scene, &scope, at)), below)
    };

    el("article")
        .class("row")
        .attr("part", "message")
        .attr("aria-label", if is_note { format!("{}, {speaker}", words.memo) } else { speaker })
        .maybe_attr("data-message-id", head.id.as_deref())
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
        .children(below)
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

/// Opens the source, where the message itself does not offer to. Never drawn beside what is covered or hidden, which must
/// not be read there instead.
fn source_switch(scene: &Rc<Scene>, scope: &Scope, at: usize) -> Option<El> {
    let offers = matches!(scene.message(at).kind(), Kind::Unknown | Kind::Unreadable);
    (!offers).then(|| source::switch(scope.words, scene.source_toggle(at)))
}

/// A secure message (보안 메시지) that is left out, or covered until it is revealed; then its source can be opened too,
/// at the end of the row's `line`.
fn withheld(scene: &Rc<Scene>, scope: &Scope, at: usize, line: Handle) -> El {
    let words = scope.words;
    if scope.locked == Locked::Hide {
        return div("bubble").attr("part", "bubble").child(span("nothing").text(words.hidden));
    }
    let covered = Handle::default();
    let reveal = {
        // Weak: the scene keeps its rows.
        let (scene, scope, covered) = (Rc::downgrade(scene), scope.clone(), covered.clone());
        move |_: ev::MouseEvent| {
            let Some(scene) = scene.upgrade() else { return };
            // The button is about to go, and would take the keyboard with it.
            covered.focus();
            let Drawn { main, below } = message::body(&scene, &scope, at);
            covered.fill(div("revealed").maybe(main).children(below));
            if let Some(switch) = source_switch(&scene, &scope, at) {
                line.append(switch);
            }
            (scope.emit)(Event::Reveal { message_id: scope.id.as_deref().map(str::to_owned) });
        }
    };
    let button = el("button").attr("type", "button").class("action").text(words.reveal).on(ev::click, reveal);
    let cover = div("bubble cover").attr("part", "bubble").child(button);
    div("covered").attr("tabindex", "-1").handle(&covered).child(cover)
}
