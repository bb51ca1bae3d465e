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
    platform::{self, scroll::ScrollLogicalPosition},
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
    let scenes: Rc<RefCell<Vec<Rc<Scene>>>> = Rc::default();
    // The end is shown once: a later change of language must not throw the reader there again.
    let start = settings.start_at.get_untracked();
    let (message, whole) = (settings.message.clone(), settings.whole.clone());
    let all = Rc::clone(&scenes);
    let (settings, emit, standing) = (settings.clone(), Rc::clone(emit), Rc::clone(&scenes));
    let stage = Rc::new(Stage::default());
    let places = stage.places();
    let current = Rc::new(RefCell::new(Rc::new(Shown { transcript, marks: Vec::new() })));
    let (anew, foot) = (Knob::new(()), Rc::new(Foot::default()));
    let follow = follower(desk, &current, &scenes, &anew, &foot);
    let unseen = Rc::clone(&scenes);
    let go = Rc::new(move |count: usize| {
        let scenes = unseen.borrow();
        let row = scenes.last().and_then(|scene| scene.stand(scene.content().count().saturating_sub(count)));
        if let Some(row) = row {
            platform::focus::article(&row);
        }
    });
    let foot = foot.view(desk, &settings, go);
    let desk = Rc::clone(desk);

    let draw = move || {
        anew.get();
        let shown = desk.shown().unwrap_or_else(|| current.borrow().clone());
        current.replace(Rc::clone(&shown));
        let transcript = &shown.transcript;
        let look = Look::now(&settings, &emit, &stage, &desk);
        let drawn: Vec<Rc<Scene>> =
            (0..transcript.rooms.len()).map(|room| Scene::new(Rc::clone(&look), &shown, room, start)).collect();
        let count = drawn.len();
        let rooms = drawn.iter().enumerate().map(|(index, scene)| {
            // Rooms of one customer often share a title: each region is told apart by its number.
            let number = (count > 1).then(|| (look.words.slide_of)(index + 1, count));
            room(scene, number.as_deref(), transcript.cut && index + 1 == count)
        });
        let rooms = div("rooms").children(rooms);
        stage.set_scenes(&drawn);
        standing.replace(drawn);
        Some(rooms)
    };
    let is_first = Cell::new(true);
    let scroll = move || {
        let (wanted, is_first, scenes) = (message.get(), is_first.replace(false), Rc::clone(&scenes));
        // Not before the rows are in the document.
        spawn_local(async move {
            let scenes = scenes.borrow();
            if is_first
                && takes_keyboard
                && let Some(row) = scenes.first().and_then(|scene| scene.stand(0))
            {
                platform::focus::article(&row);
            }
            let found = wanted.and_then(|id| scenes.iter().find_map(|scene| Some((scene, scene.find(&id)?))));
            if let Some((scene, at)) = found {
                show(scene, at, ScrollLogicalPosition::Center);
            } else if is_first && start == StartAt::Bottom {
                let end = scenes.last().and_then(|scene| Some((scene, scene.content().count().checked_sub(1)?)));
                if let Some((scene, last)) = end {
                    show(scene, last, ScrollLogicalPosition::End);
                }
            }
        });
    };
    let is_begin = Cell::new(true);
    let complete = move || {
        whole.get();
        if !is_begin.replace(false) {
            all.borrow().iter().for_each(Scene::complete);
        }
    };

    div("transcript").changing(draw).follow(scroll).follow(complete).follow(follow).child(foot).children(places)
}

/// What is done whenever something else is to be shown: the rooms that stand are brought up to it.
fn follower(
    desk: &Rc<Desk>,
    current: &Rc<RefCell<Rc<Shown>>>,
    scenes: &Rc<RefCell<Vec<Rc<Scene>>>>,
    anew: &Knob<()>,
    foot: &Rc<Foot>,
) -> impl Fn() + 'static {
    let (desk, current, scenes) = (Rc::clone(desk), Rc::clone(current), Rc::clone(scenes));
    let (anew, foot, is_first) = (anew.clone(), Rc::clone(foot), Cell::new(true));
    move || {
        desk.changed.get();
        if is_first.replace(false) {
            return;
        }
        let (Some(shown), scenes) = (desk.shown(), scenes.borrow().clone()) else { return };
        let before = current.replace(Rc::clone(&shown));
        let is_sending = |shown: &Shown| shown.marks.iter().filter(|(_, mark)| *mark == Mark::Sending).count();
        // Who says something wants to see it; anybody else's place is theirs.
        let goes_along = foot.is_at_end() || is_sending(&shown) > is_sending(&before);
        let mut added = 0;
        for scene in &scenes {
            match scene.renew(&shown) {
                Some(rows) => added += rows,
                None => return anew.set(()),
            }
        }
        let Some(scene) = scenes.last() else { return };
        if goes_along {
            foot.follow();
        } else if added > 0 {
            foot.offer(added, scene.look.words);
        }
        foot.tell(&scene.look, scene, added, &before, &shown);
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
    let warnings = [(cut, look.words.cut), (content.timeline.reordered, look.words.reordered)];
    let warnings: Vec<_> = warnings.into_iter().filter_map(|(holds, words)| holds.then_some(words)).collect();
    // Of what was cut off nobody can say that it held nothing.
    let is_empty = content.count() == 0 && !cut;
    let why = if content.room().rows.is_empty() { look.words.empty } else { look.words.only_memos };
    let empty = is_empty.then(|| el("p").class("no-rows").text(why));
    el("section")
        .class("room")
        .attr("aria-label", name)
        .maybe_attr("data-room-id", info.id.as_deref())
        .changing(header_of(scene, warnings))
        .child(timeline::list(scene))
        .maybe(empty)
}

/// Follows what is known of the room. The keyboard, if it is in there, stays there.
fn header_of(scene: &Rc<Scene>, warnings: Vec<&'static str>) -> impl Fn() -> Option<El> + use<> {
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
        Some(header(&scene, &content, warnings.clone()))
    }
}
