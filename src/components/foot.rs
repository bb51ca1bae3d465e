//! What stands below the rows of a room that is followed and stays in sight: that the connection is lost, the way to new
//! messages, the composer. The reader's place is theirs: only who is at the end is taken along.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use leptos::{ev, task::spawn_local};

use super::{
    composer::composer,
    delivery,
    kit::{
        element::{El, Handle, div, el},
        icon::{self, Icon},
    },
    look::Look,
    timeline::Scene,
};
use crate::{
    app::{
        context::Settings,
        desk::{Desk, Trouble},
    },
    i18n::Words,
    platform::{self, scroll},
    present::{
        gist::gist,
        header::sender_name,
        live::{Mark, Shown},
    },
};

/// Milliseconds in which what is to be heard is gathered.
const BREATH: i32 = 600;
/// Milliseconds between looks whether the reader has come to the end.
const GLANCE: i32 = 400;

/// One per transcript.
#[derive(Default)]
pub struct Foot {
    /// The end of everything.
    brink: Handle,
    button: Handle,
    label: Handle,
    /// How many rows came that were not in sight.
    unseen: Cell<usize>,
    /// What has not been said yet, and how many new messages are among it.
    unsaid: RefCell<(Vec<String>, usize)>,
}

impl Foot {
    /// Its places.
    pub fn view(self: &Rc<Self>, desk: &Rc<Desk>, settings: &Settings, go: Rc<dyn Fn(usize)>) -> El {
        let trouble = {
            let (trouble, lang) = (desk.trouble.clone(), settings.lang.clone());
            move || {
                let words = Words::of(lang.get());
                let sentence = match trouble.get()? {
                    Trouble::Lost => words.lost,
                    Trouble::Refused(kind) => (words.failure)(kind),
                };
                Some(el("p").class("trouble").child(icon::draw(Icon::Offline)).text(sentence))
            }
        };
        let compose = {
            let (foot, desk, lang) = (Rc::downgrade(self), Rc::clone(desk), settings.lang.clone());
            move || {
                let foot = foot.upgrade().filter(|_| desk.composes.get())?;
                Some(composer(&foot, &desk, Words::of(lang.get())))
            }
        };
        let foot = Rc::clone(self);
        let jump = el("button")
            .attr("type", "button")
            .class("newer")
            .attr("hidden", "")
            .handle(&self.button)
            .child(el("span").handle(&self.label))
            .on(ev::click, move |_| {
                // None when a page's script presses it while it is hidden.
                let unseen = foot.unseen.get();
                foot.follow();
                if unseen > 0 {
                    go(unseen);
                }
            });
        div("foot-frame")
            .child(
                div("foot")
                    .child(div("foot-line").attr("role", "status").changing(trouble))
                    .child(jump)
                    .changing(compose),
            )
            .child(div("brink").handle(&self.brink))
    }

    /// Whether the reader is at the end, or nearly.
    pub fn is_at_end(&self) -> bool {
        self.brink.get().is_some_and(|brink| scroll::is_near(&brink))
    }

    /// Takes the reader to the end.
    pub fn follow(&self) {
        self.unseen.set(0);
        self.button.set("hidden", Some(""));
        if let Some(brink) = self.brink.get() {
            scroll::settle(&brink, scroll::ScrollLogicalPosition::Nearest, scroll::Hold::Frames);
        }
    }

    /// Rows have come that the reader does not see.
    pub fn offer(self: &Rc<Self>, added: usize, words: &Words) {
        let unseen = self.unseen.get();
        self.unseen.set(unseen + added);
        self.label.fill(el("span").text((words.new_messages)(unseen + added)));
        self.button.set("hidden", None);
        if unseen == 0 {
            let foot = Rc::downgrade(self);
            spawn_local(async move {
                loop {
                    platform::timer::sleep(GLANCE).await;
                    let Some(foot) = foot.upgrade().filter(|foot| foot.unseen.get() > 0) else { return };
                    // Not from under who is about to press it.
                    if foot.is_at_end() && !foot.button.has_keyboard() {
                        foot.unseen.set(0);
                        foot.button.set("hidden", Some(""));
                    }
                }
            });
        }
    }

    /// Says what is new: the last `added` rows, and how far messages have come that were `before` elsewhere.
    pub fn tell(self: &Rc<Self>, look: &Rc<Look>, scene: &Scene, added: usize, before: &Shown, now: &Shown) {
        let (words, content) = (look.words, scene.content());
        let rows = content.count() - added..content.count();
        let is_own = |at: &usize| matches!(content.mark(*at), Some(Mark::Sending));
        let heard = rows.filter(|at| !is_own(at)).map(|at| {
            let message = content.message(at);
            let (role, _) = sender_name(&message.head.sender, &content.room().info, words);
            let said = if message.head.memo { words.memo.to_owned() } else { gist(message, look.locked, words) };
            [&role, ": ", &said].concat()
        });
        let mut unsaid = self.unsaid.borrow_mut();
        let was_silent = unsaid.0.is_empty();
        for line in heard {
            unsaid.0.push(line);
            unsaid.1 += 1;
        }
        for (number, mark) in &now.marks {
            let is_other = before.marks.iter().any(|(of, was)| of == number && was != mark);
            unsaid.0.extend(delivery::spoken(mark, words).filter(|_| is_other));
        }
        if was_silent && !unsaid.0.is_empty() {
            let (foot, look) = (Rc::downgrade(self), Rc::downgrade(look));
            spawn_local(async move {
                platform::timer::sleep(BREATH).await;
                let Some((foot, look)) = foot.upgrade().zip(look.upgrade()) else { return };
                let (mut lines, count) = foot.unsaid.take();
                if count > 1 {
                    // Their number, and the last of what there is to hear.
                    lines.drain(..lines.len() - 1);
                    lines.insert(0, (look.words.new_messages)(count));
                }
                look.stage.announce(&lines.join(". "));
            });
        }
    }
}

impl std::fmt::Debug for Foot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Foot").field("unseen", &self.unseen).finish_non_exhaustive()
    }
}
