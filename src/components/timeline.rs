//! A room's rows: the first screen at once, the rest in slices, so that nothing waits for what is out of sight.
//!
//! Every row ends up in the document: the browser's own find, printing and screen readers see all of them.

mod keys;
mod renewal;

use std::{
    cell::{Cell, RefCell},
    ops::Range,
    rc::Rc,
};

use happytalk_model::{Kind, Message, Room, Row};
use leptos::{
    ev,
    tachys::renderer::{Rndr, types::Element},
    task::spawn_local,
};
use wasm_bindgen::JsCast as _;

use super::{
    day::day,
    kit::{
        element::{El, Handle, Kept, div},
        source,
    },
    look::Look,
    row::row,
};
use crate::{
    app::knob::Knob,
    options::{Memos, StartAt},
    platform::{self, idle::Slices},
    present::{
        change::Drawing,
        chosen::{self, Choice},
        live::{self, Mark, Shown},
        screen,
        timeline::{Entry, Timeline, read_mark, timeline},
        wait::{self, Gap},
    },
};

/// Rows per step after the first screen: few enough for the step to be short on a slow phone.
const STEP: usize = 8;

/// What is drawn of a room.
pub struct Content {
    /// Its rows in reading order.
    pub timeline: Timeline,
    shown: Rc<Shown>,
    room: usize,
}

impl Content {
    fn new(shown: &Rc<Shown>, room: usize, memos: Memos) -> Rc<Self> {
        let timeline = timeline(&shown.transcript.rooms[room], memos, &shown.marks);
        Rc::new(Self { timeline, shown: Rc::clone(shown), room })
    }

    /// The room.
    pub fn room(&self) -> &Room {
        &self.shown.transcript.rooms[self.room]
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.timeline.entries.len()
    }

    /// The row at `at` in the list.
    pub fn row(&self, at: usize) -> &Row {
        &self.room().rows[self.timeline.entries[at].row]
    }

    /// The message at `at` in the list, decoded.
    pub fn message(&self, at: usize) -> &Message {
        self.row(at).message()
    }

    /// How far the row at `at` has come, if no reading has shown it.
    pub fn mark(&self, at: usize) -> Option<&Mark> {
        live::mark(&self.shown.marks, self.row(at))
    }

    /// What is to be said of the time before the row at `at`.
    pub fn gap(&self, at: usize) -> Option<Gap> {
        wait::gap(self.room(), &self.timeline.entries, at)
    }

    /// What the row at `at` says of its being read.
    pub fn read_mark(&self, at: usize) -> Option<bool> {
        read_mark(self.room(), &self.timeline.entries, at)
    }

    /// What the customer chose of the template at `at`.
    pub fn chosen(&self, at: usize) -> Choice {
        chosen::chosen(self.room(), &self.timeline.entries, at, &platform::normal_form::nfc)
    }

    fn drawing(&self) -> Drawing<'_> {
        Drawing { room: self.room(), entries: &self.timeline.entries, marks: &self.shown.marks }
    }
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Content").field("count", &self.count()).finish_non_exhaustive()
    }
}

/// One room as it is drawn.
pub struct Scene {
    /// The look.
    pub look: Rc<Look>,
    content: RefCell<Rc<Content>>,
    /// The room is no longer what the header says.
    about: Knob<()>,
    /// Which rows stand, or are about to with the list itself.
    standing: Cell<(usize, usize)>,
    /// The row that the tab key stops at first.
    stop: usize,
    /// Whether all do.
    complete: Knob<bool>,
    list: Handle,
    /// The rows put in after the list was built, kept for as long as they stand.
    rows: RefCell<Vec<(Range<usize>, Kept)>>,
    /// The sources that are open, by place in the list.
    sources: RefCell<Vec<(usize, Element, Kept)>>,
}

impl Scene {
    /// Puts the transcript's room of index `room` in order; the end stands first where reading starts there.
    pub fn new(look: Rc<Look>, shown: &Rc<Shown>, room: usize, start: StartAt) -> Rc<Self> {
        let content = Content::new(shown, room, look.memos);
        let count = content.count();
        let message = |entry: &Entry| content.room().rows[entry.row].message();
        let (entries, height) = (content.timeline.entries.iter(), platform::scroll::window_height());
        let standing = match start {
            StartAt::Top => (0, screen::rows(entries.map(message), look.locked, height.saturating_sub(screen::HEADER))),
            StartAt::Bottom => (count - screen::rows(entries.rev().map(message), look.locked, height), count),
        };
        Rc::new(Self {
            look,
            content: RefCell::new(content),
            about: Knob::new(()),
            standing: Cell::new(standing),
            stop: if start == StartAt::Top { 0 } else { count.saturating_sub(1) },
            complete: Knob::new(standing == (0, count)),
            list: Handle::default(),
            rows: RefCell::default(),
            sources: RefCell::default(),
        })
    }

    /// What is drawn of the room now. Another one after a change: not to be kept.
    pub fn content(&self) -> Rc<Content> {
        self.content.borrow().clone()
    }

    /// The same, for whoever says something about the room as a whole and has to say it again when it changes.
    pub fn tracked_content(&self) -> Rc<Content> {
        self.about.get();
        self.content()
    }

    /// Whether the tab key stops at this row until it has stopped at another.
    pub fn is_stop(&self, at: usize) -> bool {
        self.stop == at
    }

    /// How many rows could not be read; known, and told to who listens, once all stand.
    pub fn unreadable(&self) -> Option<usize> {
        self.complete.get().then(|| {
            let content = self.content();
            (0..content.count()).filter(|at| content.message(*at).kind() == Kind::Unreadable).count()
        })
    }

    /// The room as it stands in the document, with its header.
    pub fn element(&self) -> Option<Element> {
        self.list.get()?.parent_element()
    }

    /// Whether the first screen stands: rows that come now may be out of sight.
    pub fn is_late(&self) -> bool {
        self.list.get().is_some()
    }

    /// Where a message stands in the list; the first of equal ids.
    pub fn find(&self, id: &str) -> Option<usize> {
        let content = self.content();
        (0..content.count()).find(|at| content.row(*at).head().id.as_deref() == Some(id))
    }

    /// Puts in every row up to the one at `at`, and gives its element; `None` where no row is.
    pub fn stand(self: &Rc<Self>, at: usize) -> Option<Element> {
        let (start, end) = self.standing.get();
        if at < start {
            self.put(at..start);
        } else if at >= end {
            self.put(end..(at + 1).min(self.content().count()));
        }
        self.list.get()?.query_selector(&format!("[data-index=\"{at}\"]")).ok().flatten()
    }

    /// Puts in every row that does not stand yet.
    pub fn complete(self: &Rc<Self>) {
        let (start, end) = self.standing.get();
        self.put(0..start);
        self.put(end..self.content().count());
    }

    /// Marks one row of the room, and no other.
    pub fn highlight(&self, row: &Element) {
        if let Some(before) = self.list.get().and_then(|list| list.query_selector("[data-highlight]").ok().flatten()) {
            Rndr::remove_attribute(&before, "data-highlight");
        }
        Rndr::set_attribute(row, "data-highlight", "");
    }

    /// What a click on the switch of the row at `at` does: opens or closes its source.
    pub fn source_toggle(self: &Rc<Self>, at: usize) -> impl Fn(ev::MouseEvent) + use<> {
        // Weak: the scene keeps its rows.
        let scene = Rc::downgrade(self);
        move |click| {
            let switch = click.current_target().and_then(|target| target.dyn_into::<Element>().ok());
            if let (Some(scene), Some(switch)) = (scene.upgrade(), switch) {
                scene.toggle_source(at, &switch);
            }
        }
    }

    fn toggle_source(&self, at: usize, switch: &Element) {
        let mut sources = self.sources.borrow_mut();
        let open = sources.iter().position(|(open, ..)| *open == at);
        if let Some(open) = open {
            let (_, panel, _) = sources.swap_remove(open);
            panel.remove();
        } else if let Ok(Some(row)) = switch.closest("article") {
            let source = source::panel(&self.look, self.content().row(at));
            let (panel, kept) = source.build();
            Rndr::insert_node(&row, &panel, None);
            sources.push((at, panel.unchecked_into(), kept));
        }
        Rndr::set_attribute(switch, "aria-expanded", if open.is_some() { "false" } else { "true" });
    }

    /// Puts in the next rows, downwards first; false when none are left.
    fn step(self: &Rc<Self>) -> bool {
        let (start, end) = self.standing.get();
        let count = self.content().count();
        if end < count {
            self.put(end..(end + STEP).min(count));
        } else if start > 0 {
            self.put(start.saturating_sub(STEP)..start);
        }
        self.standing.get() != (0, count)
    }

    /// Puts in rows that adjoin those that stand.
    fn put(self: &Rc<Self>, rows: Range<usize>) {
        let Some(list) = self.list.get().filter(|_| !rows.is_empty()) else { return };
        let (start, end) = self.standing.get();
        let before = if rows.start < start { list.first_child() } else { None };
        self.standing.set((start.min(rows.start), end.max(rows.end)));
        let (drawn, kept) = El::build_all(drawn(self, rows.clone()));
        Rndr::insert_node(&list, &drawn, before.as_ref());
        self.rows.borrow_mut().push((rows, kept));
        if self.standing.get() == (0, self.content().count()) {
            self.complete.set(true);
        }
    }
}

impl std::fmt::Debug for Scene {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scene").field("standing", &self.standing).finish_non_exhaustive()
    }
}

/// Draws the list: the first screen now, the rest whenever the browser is idle.
pub fn list(scene: &Rc<Scene>) -> El {
    let (start, end) = scene.standing.get();
    if !scene.complete.get_untracked() {
        // Weak: a transcript that is replaced meanwhile is not drawn to its end.
        let rest = Rc::downgrade(scene);
        spawn_local(async move {
            let mut slices = Slices::begin().await;
            while rest.upgrade().is_some_and(|scene| scene.step()) {
                slices.breathe().await;
            }
        });
    }
    // Weak: the scene keeps its rows.
    let (pressed, entered) = (Rc::downgrade(scene), Rc::downgrade(scene));
    let by_key = move |event: ev::KeyboardEvent| {
        if let Some(scene) = pressed.upgrade() {
            keys::pressed(&scene, &event);
        }
    };
    let by_focus = move |event: ev::FocusEvent| {
        if let Some(scene) = entered.upgrade() {
            keys::entered(&scene, &event);
        }
    };
    div("timeline")
        .attr("part", "timeline")
        .attr("role", "group")
        .attr("aria-label", scene.look.words.messages)
        .attr("aria-description", scene.look.words.keys)
        .handle(&scene.list)
        .on(ev::keydown, by_key)
        .on(ev::focusin, by_focus)
        .children(drawn(scene, start..end))
}

fn drawn(scene: &Rc<Scene>, rows: Range<usize>) -> Vec<El> {
    let mut drawn = Vec::with_capacity(rows.len() + 1);
    let content = scene.content();
    for at in rows {
        drawn.extend(content.timeline.entries[at].day.map(|moment| day(moment, scene.look.words)));
        drawn.push(row(scene, at));
    }
    drawn
}
