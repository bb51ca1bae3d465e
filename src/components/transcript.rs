//! One answer of the vendor's, drawn: its rooms, each with header and rows.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
};

use happytalk_model::Transcript;
use leptos::task::spawn_local;

use super::{
    foot::Foot,
    header::header,
    kit::element::{El, div, el},
    look::Look,
    stage::Stage,
    timeline::{self, Scene},
};
use crate::{
    app::{
        context::{Emit, Settings},
        desk::Desk,
        knob::Knob,
    },
    options::StartAt,
    platform::{self, idle, scroll::ScrollLogicalPosition},
    present::live::{Mark, Shown},
};

/// A transcript; never one without a room (that is [`super::states::empty`]). Follows the settings, scrolls to `start_at`
/// or `message` once the rows stand; gives the first row the keyboard if the reader's own button is gone for it.
pub fn transcript(
    transcript: Arc<Transcript>,
    settings: &Settings,
    emit: &Emit,
    desk: &Rc<Desk>,
    takes_keyboard: bool,
) -> El {
    let play = Rc::new(Play {
        settings: settings.clone(),
        emit: Rc::clone(emit),
        desk: Rc::clone(desk),
        stage: Rc::default(),
        foot: Rc::default(),
        // The end is shown once: a later change of language must not throw the reader there again.
        start: settings.start_at.get_untracked(),
        takes_keyboard: Cell::new(takes_keyboard),
        scenes: RefCell::default(),
        shown: RefCell::new(Rc::new(Shown { transcript, marks: Vec::new() })),
        anew: Knob::new(()),
    });
    let unseen = Rc::clone(&play);
    let foot = play.foot.view(desk, settings, Rc::new(move |count| unseen.go_back(count)));
    let places = play.stage.places();
    let drawn = Rc::clone(&play);
    div("transcript")
        .changing(move || Some(drawn.draw()))
        .follow(play.whenever(Play::scroll))
        .follow(play.whenever(Play::complete))
        .follow(play.whenever(Play::renew))
        .child(foot)
        .children(places)
}

/// What a transcript's parts share.
struct Play {
    settings: Settings,
    emit: Emit,
    desk: Rc<Desk>,
    stage: Rc<Stage>,
    foot: Rc<Foot>,
    start: StartAt,
    takes_keyboard: Cell<bool>,
    /// The rooms as they stand.
    scenes: RefCell<Vec<Rc<Scene>>>,
    /// What stands.
    shown: RefCell<Rc<Shown>>,
    /// Set when everything has to be drawn anew.
    anew: Knob<()>,
}

impl Play {
    /// What follows `run`; it is told whether it is run for the first time.
    fn whenever(self: &Rc<Self>, run: fn(&Rc<Self>, bool)) -> impl Fn() + use<> {
        let (play, is_first) = (Rc::clone(self), Cell::new(true));
        move || run(&play, is_first.replace(false))
    }

    fn scenes(&self) -> Vec<Rc<Scene>> {
        self.scenes.borrow().clone()
    }

    fn draw(&self) -> El {
        self.anew.get();
        let shown = self.desk.shown().unwrap_or_else(|| self.shown.borrow().clone());
        self.shown.replace(Rc::clone(&shown));
        let transcript = &shown.transcript;
        let look = Look::now(&self.settings, &self.emit, &self.stage, &self.desk);
        let (mut drawn, mut rooms) = (Vec::new(), div("rooms"));
        let count = transcript.rooms.len();
        for index in 0..count {
            let scene = Scene::new(Rc::clone(&look), &shown, index, self.start);
            // Rooms of one customer often share a title: each region is told apart by its number.
            let number = (count > 1).then(|| (look.words.slide_of)(index + 1, count));
            rooms = rooms.child(room(&scene, number.as_deref(), transcript.cut && index + 1 == count));
            drawn.push(scene);
        }
        self.stage.set_scenes(&drawn);
        self.scenes.replace(drawn);
        rooms
    }

    /// To the message that is wanted; at first, where reading starts.
    fn scroll(self: &Rc<Self>, is_first: bool) {
        let (wanted, play) = (self.settings.message.get(), Rc::clone(self));
        // Not before the rows are in the document.
        spawn_local(async move { play.scroll_to(wanted, is_first) });
    }

    fn scroll_to(&self, wanted: Option<String>, is_first: bool) {
        let scenes = self.scenes();
        if self.takes_keyboard.take()
            && let Some(row) = scenes.first().and_then(|scene| scene.stand(0))
        {
            platform::focus::article(&row);
        }
        let found = wanted.and_then(|id| scenes.iter().find_map(|scene| Some((scene, scene.find(&id)?))));
        if let Some((scene, at)) = found {
            show(scene, at, ScrollLogicalPosition::Center);
        } else if is_first
            && self.start == StartAt::Bottom
            && let Some(scene) = scenes.last()
            && let Some(last) = scene.content().count().checked_sub(1)
        {
            show(scene, last, ScrollLogicalPosition::End);
        }
    }

    fn complete(self: &Rc<Self>, is_first: bool) {
        self.settings.whole.get();
        if !is_first {
            self.scenes().iter().for_each(Scene::complete);
        }
    }

    /// Something else is to be shown: the rooms that stand are brought up to it.
    fn renew(self: &Rc<Self>, is_first: bool) {
        self.desk.changed.get();
        let Some(shown) = self.desk.shown().filter(|_| !is_first) else { return };
        let (scenes, foot) = (self.scenes(), &self.foot);
        let before = self.shown.replace(Rc::clone(&shown));
        let is_sending = |shown: &Shown| shown.marks.iter().filter(|(_, mark)| *mark == Mark::Sending).count();
        let was_at_end = foot.is_at_end();
        let mut added = 0;
        for scene in &scenes {
            let count = scene.content().count();
            let Some(rows) = scene.renew(&shown) else {
                self.anew.set(());
                return self.tell_once_drawn(count, before, shown);
            };
            added += rows;
        }
        let Some(scene) = scenes.last() else { return };
        // Who says something new wants to see it; anybody else's place is theirs.
        if was_at_end || (added > 0 && is_sending(&shown) > is_sending(&before)) {
            foot.follow();
        } else if added > 0 {
            foot.offer(added, scene.look.words);
        }
        foot.tell(&scene.look, scene, added, &before, &shown);
    }

    /// Says what is new in a room that had `count` rows and is about to be drawn anew.
    fn tell_once_drawn(self: &Rc<Self>, count: usize, before: Rc<Shown>, shown: Rc<Shown>) {
        let play = Rc::clone(self);
        spawn_local(async move {
            idle::next_task().await;
            if let Some(scene) = play.scenes().last() {
                let added = scene.content().count().saturating_sub(count);
                play.foot.tell(&scene.look, scene, added, &before, &shown);
            }
        });
    }

    /// To the first of the last `count` rows.
    fn go_back(&self, count: usize) {
        let scenes = self.scenes();
        let row = scenes.last().and_then(|scene| scene.stand(scene.content().count().saturating_sub(count)));
        if let Some(row) = row {
            platform::focus::article(&row);
        }
    }
}

/// Goes to the message at `at`: it stands in the middle of the view, highlighted, and has the keyboard.
pub fn go(scene: &Rc<Scene>, at: usize) {
    show(scene, at, ScrollLogicalPosition::Center);
    if let Some(row) = scene.stand(at) {
        platform::focus::article(&row);
    }
}

/// Scrolls to a row; one in the middle of the view is also highlighted.
fn show(scene: &Rc<Scene>, at: usize, block: ScrollLogicalPosition) {
    if let Some(row) = scene.stand(at) {
        let is_goal = block == ScrollLogicalPosition::Center;
        if is_goal {
            scene.highlight(&row);
        }
        // The middle of one that is higher than the window would hide who speaks.
        let block = if is_goal && platform::focus::is_high(&row) { ScrollLogicalPosition::Start } else { block };
        platform::scroll::settle(&row, block, platform::scroll::Hold::Frames);
    }
}

fn room(scene: &Rc<Scene>, number: Option<&str>, cut: bool) -> El {
    let (look, content) = (&scene.look, scene.content());
    let info = &content.room().info;
    let title = info.title.as_deref().unwrap_or(look.words.untitled);
    let name = number.map_or_else(|| title.to_owned(), |number| format!("{title} {number}"));
    // Of what was cut off nobody can say that it held nothing.
    let is_empty = content.count() == 0 && !cut;
    let why = if content.room().rows.is_empty() { look.words.empty } else { look.words.only_memos };
    let empty = is_empty.then(|| el("p").class("no-rows").text(why));
    el("section")
        .class("room")
        .attr("aria-label", name)
        .maybe_attr("data-room-id", info.id.as_deref())
        .changing(header_of(scene, cut))
        .child(timeline::list(scene))
        .maybe(empty)
}

/// Follows what is known of the room. The keyboard, if it is in there, stays there.
fn header_of(scene: &Rc<Scene>, cut: bool) -> impl Fn() -> Option<El> + use<> {
    let scene = Rc::downgrade(scene);
    move || {
        let scene = scene.upgrade()?;
        let content = scene.tracked_content();
        if let Some(room) = scene.element().filter(|room| matches!(room.query_selector(".header :focus"), Ok(Some(_))))
        {
            spawn_local(async move {
                if let Ok(Some(tool)) = room.query_selector(".tools button") {
                    platform::focus::give_still(&tool);
                }
            });
        }
        let words = scene.look.words;
        let warnings = [(cut, words.cut), (content.timeline.reordered, words.reordered)];
        let warnings = warnings.into_iter().filter_map(|(holds, words)| holds.then_some(words)).collect();
        Some(header(&scene, &content, warnings))
    }
}
