//! The composer: says something in the room, as the customer. Enter sends, unless it ends a syllable that is being composed.

use std::{
    cell::Cell,
    rc::{Rc, Weak},
};

use leptos::ev;

use super::{
    foot::Foot,
    kit::element::{El, Handle, div, el, span},
    stage,
};
use crate::{
    app::desk::{Ask, Desk},
    i18n::Words,
    platform::{field, url::BrowserUrls},
    present::composer::{self, Type},
};

/// What `keydown` tells of a key that an input method has used, in browsers that tell it no other way.
const USED_BY_INPUT_METHOD: u32 = 229;
/// Characters left at which that is said aloud.
const WARNED: [isize; 4] = [100, 20, 0, -1];

struct Composer {
    desk: Rc<Desk>,
    words: &'static Words,
    foot: Weak<Foot>,
    frame: Handle,
    name: Handle,
    kind: Handle,
    field: Handle,
    count: Handle,
    objection: Handle,
    send: Handle,
    voice: Handle,
    is_barred: Cell<bool>,
    /// How many of the warnings have been said.
    warned: Cell<usize>,
}

/// Draws it, with the draft of the room.
pub fn composer(foot: &Rc<Foot>, desk: &Rc<Desk>, words: &'static Words) -> El {
    let composer = Rc::new(Composer {
        desk: Rc::clone(desk),
        words,
        foot: Rc::downgrade(foot),
        frame: Handle::default(),
        name: Handle::default(),
        kind: Handle::default(),
        field: Handle::default(),
        count: Handle::default(),
        objection: Handle::default(),
        send: Handle::default(),
        voice: Handle::default(),
        is_barred: Cell::new(false),
        warned: Cell::new(0),
    });
    let draft = desk.draft();
    let options = words.kinds_of_message.iter().zip(Type::ALL).enumerate().map(|(at, (name, kind))| {
        el("option").attr("value", at.to_string()).flag("selected", kind == draft.kind).text(name)
    });
    let (chosen, written, pressed, clicked) =
        (Rc::clone(&composer), Rc::clone(&composer), Rc::clone(&composer), Rc::clone(&composer));
    let kind = el("select")
        .class("composer-kind")
        .attr("aria-label", words.kind_of_message)
        .handle(&composer.kind)
        .on(ev::change, move |_| chosen.choose())
        .children(options);
    let text = el("textarea")
        .class("composer-field")
        .attr("rows", "1")
        .attr("aria-describedby", "sends-as composer-keys composer-objection")
        .handle(&composer.field)
        .on(ev::input, move |_| written.write())
        .on(ev::keydown, move |key| pressed.press(&key))
        .text(draft.said());
    let send = el("button")
        .attr("type", "button")
        .class("action")
        .handle(&composer.send)
        .text(words.send)
        .on(ev::click, move |_| clicked.send());
    let (desk, follows) = (Rc::clone(desk), Rc::clone(&composer));
    el("section")
        .class("composer")
        .attr("aria-label", words.composer)
        .handle(&composer.frame)
        .child(
            div("composer-head")
                .child(el("p").class("sends-as").attr("id", "sends-as").handle(&composer.name))
                .child(span("composer-count").handle(&composer.count)),
        )
        .child(div("composer-line").child(kind).child(text).child(send))
        .child(el("p").class("composer-objection").attr("id", "composer-objection").handle(&composer.objection))
        .child(span("sr").attr("id", "composer-keys").text(words.message_keys))
        .child(stage::voice(&composer.voice))
        .follow(move || {
            desk.changed.get();
            follows.follow();
            follows.judge();
        })
}

impl Composer {
    /// Whose name it is, or why nothing can be sent: the room may have ended.
    fn follow(&self) {
        let Some(shown) = self.desk.shown() else { return };
        let Some(room) = shown.transcript.rooms.first() else { return };
        let sender = composer::sender(room, &self.desk.room());
        self.is_barred.set(sender.is_err());
        let sentence = match sender {
            Ok(uuid) => (self.words.sends_as)(uuid),
            Err(barred) => (self.words.barred)(barred).to_owned(),
        };
        let is_barred = self.is_barred.get().then_some("");
        self.frame.set("data-barred", is_barred);
        // What can't be written in can still be read, and keeps the keyboard.
        self.field.set("readonly", is_barred);
        if self.name.get().is_some_and(|name| name.text_content().as_deref() != Some(&*sentence)) {
            self.name.fill(el("span").text(sentence));
        }
    }

    fn choose(&self) {
        let (Some(kind), Some(field)) = (self.kind.get(), self.field.get()) else { return };
        let mut draft = self.desk.draft();
        draft.kind =
            field::value(&kind).parse().ok().and_then(|at: usize| Type::ALL.get(at).copied()).unwrap_or_default();
        field::set_value(&field, draft.said());
        self.desk.keep(&draft);
        self.judge();
    }

    fn write(&self) {
        let Some(field) = self.field.get() else { return };
        let mut draft = self.desk.draft();
        draft.say(field::value(&field));
        self.desk.keep(&draft);
        self.judge();
    }

    /// Says how much is left, and what is wrong.
    #[inline(never)]
    fn judge(&self) {
        let (Some(field), draft, words) = (self.field.get(), self.desk.draft(), self.words) else { return };
        let stays = self.foot.upgrade().filter(|foot| foot.is_at_end());
        let is_text = draft.kind == Type::Text;
        self.field.set("aria-label", Some(words.message_fields[usize::from(!is_text)]));
        self.field.set("inputmode", Some(if is_text { "text" } else { "url" }));
        // One that can't be seen tells the style sheet that nothing is written.
        self.field.set("placeholder", Some(if is_text { " " } else { "https://" }));
        let left = draft.left();
        let count = (words.letters_left)(left);
        self.count.fill(el("span").text(&count));
        let passed = WARNED.iter().filter(|at| left <= **at).count();
        if passed > self.warned.replace(passed) {
            stage::say(&self.voice, &count);
        }
        let objection = draft.objection(&BrowserUrls, words);
        self.field.set("aria-invalid", objection.as_ref().map(|_| "true"));
        let is_off = self.is_barred.get() || objection.is_some() || draft.said().trim().is_empty();
        self.send.set("aria-disabled", is_off.then_some("true"));
        match objection {
            Some(objection) => self.objection.fill(el("span").text(objection)),
            None => self.objection.clear(),
        }
        field::grow(&field);
        // What it grows by is the rows' loss: who was at their end stays there.
        if let Some(foot) = stays {
            foot.follow();
        }
    }

    #[inline(never)]
    fn press(&self, key: &ev::KeyboardEvent) {
        let is_composing = key.is_composing() || key.key_code() == USED_BY_INPUT_METHOD;
        if key.key() != "Enter" || key.shift_key() || is_composing {
            return;
        }
        key.prevent_default();
        self.send();
    }

    #[inline(never)]
    fn send(&self) {
        let mut draft = self.desk.draft();
        if let Some(objection) = draft.objection(&BrowserUrls, self.words) {
            return stage::say(&self.voice, &objection);
        }
        if self.is_barred.get() || draft.said().trim().is_empty() {
            return;
        }
        let content = draft.content();
        draft.say(String::new());
        self.desk.keep(&draft);
        if let Some(field) = self.field.get() {
            field::set_value(&field, "");
        }
        self.field.focus();
        self.judge();
        self.desk.ask(Ask::Send(content));
    }
}
