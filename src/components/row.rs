//! One row: who, what, when. The frame around every kind of message.

use std::rc::Rc;

use happytalk_model::Kind;
use leptos::ev;

use super::{
    delivery,
    kit::{
        badge::badge,
        element::{El, Handle, div, el, span},
        icon::{self, Icon},
        source, stamp,
    },
    look::Scope,
    message::{self, Drawn},
    timeline::Scene,
};
use crate::{
    app::context::Event,
    i18n::Words,
    options::Locked,
    present::{
        header::sender_name,
        live::Mark,
        timeline::Side,
        wait::{self, Gap},
    },
};

/// Draws the row at `at` in the scene's list. Decodes its contents.
pub fn row(scene: &Rc<Scene>, at: usize) -> El {
    let (content, look) = (scene.content(), &scene.look);
    let (entry, row) = (&content.timeline.entries[at], content.row(at));
    let (message, words) = (row.message(), look.words);
    let head = &message.head;
    let id = head.id.as_deref().map(Rc::from);
    let scope = Scope { look: Rc::clone(look), id, scene: Rc::downgrade(scene), at };
    let (role, name) = sender_name(&head.sender, &content.room().info, words);
    let speaker = name.as_ref().map_or_else(|| role.clone(), |name| format!("{role} {name}"));
    let is_note = entry.side == Side::Note;
    let is_event = !is_note && wait::is_event(message);

    let who = (entry.starts_run || is_event).then(|| {
        let memo = is_note.then(|| badge("memo-label", Icon::Note, words.memo));
        let name = name.map(|name| el("bdi").class("name").text(name));
        let gap = content.gap(at).map(|gap| {
            span("gap").text(match gap {
                Gap::Answer(seconds) => (words.answered)(&(words.lasting)(seconds)),
                Gap::Silence(seconds) => (words.later)(&(words.lasting)(seconds)),
            })
        });
        let role = span(if name.is_some() { "role" } else { "role name" })
            .child(icon::draw(Icon::of(&head.sender)))
            .text(role);
        div("who").maybe(memo).child(role).maybe(name).maybe(gap)
    });
    let read = content.read_mark(at).filter(|_| !is_event);
    let mark = content.mark(at);
    let meta = div("meta")
        .maybe(read.map(|read| read_mark(read, words)))
        .child(match head.sent_at {
            Some(moment) => stamp::clock(moment, words),
            None => span("undated").text(words.undated),
        })
        .maybe(mark.and_then(|mark| delivery::badge(mark, words)));
    let secure = message
        .is_locked()
        .then(|| badge("lock", Icon::Lock, words.locked).child(span("lock-hint").text(words.locked_hint)));

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
        .maybe_attr("tabindex", scene.is_stop(at).then_some("0"))
        .maybe_attr("data-provisional", mark.map(Mark::slug))
        .flag("data-locked", message.is_locked())
        .flag("data-event", is_event)
        .flag("data-run-start", entry.starts_run)
        .flag("data-run-end", entry.ends_run)
        .flag("data-late", scene.is_late())
        .maybe(who)
        .maybe(secure)
        .child(line)
        .children(below)
        .maybe(mark.and_then(|mark| delivery::trouble(look, mark, row.number()?)))
}

/// That it was read, or was not.
pub fn read_mark(is_read: bool, words: &Words) -> El {
    if is_read { span("read").text(words.read) } else { span("unread").text(words.unread) }
}

/// Opens the source, where the message itself does not offer to. Never drawn beside what is covered or hidden, which must
/// not be read there instead.
fn source_switch(scene: &Rc<Scene>, scope: &Scope, at: usize) -> Option<El> {
    let offers = matches!(scene.content().message(at).kind(), Kind::Unknown | Kind::Unreadable);
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
    // Paper has no button: there stands why nothing does.
    let cover = div("bubble cover").attr("part", "bubble").attr("data-hidden", words.hidden).child(button);
    let covered_by = div("covered").attr("tabindex", "-1").attr("role", "group").attr("aria-label", words.locked);
    covered_by.handle(&covered).child(cover)
}
