//! A room's rows: the first screen at once, the rest in slices, so that nothing waits for what is out of sight.
//!
//! Every row ends up in the document: the browser's own find, printing and screen readers see all of them.

mod keys;

use std::{
    cell::{Cell, RefCell},
    ops::Range,
    rc::Rc,
    sync::Arc,
};

use happytalk_model::{Kind, Message, Room, Transcript};
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
    options::StartAt,
    platform::{self, idle::Slices},
    present::{
        chosen::{self, Choice},
        screen,
        timeline::{Entry, Timeline, timeline},
        wait::{self, Gap},
    },
};

/// Rows per step after the first screen: few enough for the step to be short on a slow phone.
const STEP: usize = 8;

/// One room as it is drawn.
pub struct Scene {
    /// The look.
    pub look: Rc<Look>,
    /// Its rows in reading order.
    pub timeline: Timeline,
    transcript: Arc<Transcript>,
    room: usize,
    /// Which rows stand, or are about to with the list itself.
    standing: Cell<(usize, usize)>,
    /// The row that the tab key stops at first.
    stop: usize,
    /// Whether all do.
    complete: Knob<bool>,
    list: Handle,
    /// The rows put in after the list was built, kept for as long as it stands.
    rows: RefCell<Vec<Kept>>,
    /// The sources that are open, by place in the list.
    sources: RefCell<Vec<(usize, Element, Kept)>>,
}

impl Scene {
    /// Puts the transcript's room of index `room` in order; the end stands first where reading starts there.
    pub fn new(look: Rc<Look>, transcript: Arc<Transcript>, room: usize, start: StartAt) -> Rc<Self> {
        let timeline = timeline(&transcript.rooms[room], look.memos);
        let count = timeline.entries.len();
        let message = |entry: &Entry| transcript.rooms[room].rows[entry.row].message();
        let (entries, height) = (timeline.entries.iter(), platform::scroll::window_height());
        let standing = match start {
            StartAt::Top => (0, screen::rows(entries.map(message), look.locked, height.saturating_sub(screen::HEADER))),
            StartAt::Bottom => (count - screen::rows(entries.rev().map(message), look.locked, height), count),
        };
        Rc::new(Self {
            look,
            timeline,
            transcript,
            room,
            standing: Cell::new(standing),
            stop: if start == StartAt::Top { 0 } else { count.saturating_sub(1) },
            complete: Knob::new(standing == (0, count)),
            list: Handle::default(),
            rows: RefCell::default(),
            sources: RefCell::default(),
        })
    }

    /// The room.
    pub fn room(&self) -> &Room {
        &self.transcript.rooms[self.room]
    }

    /// The message at `at` in the list, decoded.
    pub fn message(&self, at: usize) -> &Message {
        self.room().rows[self.timeline.entries[at].row].message()
    }

    /// Whether the tab key stops at this row until it has stopped at another.
    pub fn is_stop(&self, at: usize) -> bool {
        self.stop == at
    }

    /// What is to be said of the time before the row at `at`.
    pub fn gap(&self, at: usize) -> Option<Gap> {
        wait::gap(self.room(), &self.timeline.entries, at)
    }

    /// Whether the row at `at` says that it was read: the last of its run, or of those before one that was not.
    pub fn says_read(&self, at: usize) -> bool {
        let entry = &self.timeline.entries[at];
        let next = || Some(self.room().rows[self.timeline.entries.get(at + 1)?.row].head());
        entry.ends_run || next().is_none_or(|next| next.read_at.is_none())
    }

    /// What the customer chose of the template at `at`.
    pub fn chosen(&self, at: usize) -> Choice {
        chosen::chosen(self.room(), &self.timeline.entries, at, &platform::normal_form::nfc)
    }

    /// How many rows could not be read; known, and told to who listens, once all stand.
    pub fn unreadable(&self) -> Option<usize> {
        self.complete.get().then(|| {
            let all = 0..self.timeline.entries.len();
            all.filter(|at| self.message(*at).kind() == Kind::Unreadable).count()
        })
    }

    /// Whether the first screen stands: rows that come now may be out of sight.
    pub fn is_late(&self) -> bool {
        self.list.get().is_some()
    }

    /// Where a message stands in the list; the first of equal ids.
    pub fn find(&self, id: &str) -> Option<usize> {
        let rows = &self.room().rows;
        self.timeline.entries.iter().position(|entry| rows[entry.row].head().id.as_deref() == Some(id))
    }

    /// Puts in every row up to the one at `at`, and gives its element.
    pub fn stand(self: &Rc<Self>, at: usize) -> Option<Element> {
        let (start, end) = self.standing.get();
        if at < start {
            self.put(at..start);
        } else if at >= end {
            self.put(end..at + 1);
        }
        self.list.get()?.query_selector(&format!("[data-index=\"{at}\"]")).ok().flatten()
    }

    /// Puts in every row that does not stand yet.
    pub fn complete(self: &Rc<Self>) {
        let (start, end) = self.standing.get();
        self.put(0..start);
        self.put(end..self.timeline.entries.len());
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
            let source = source::panel(&self.look, &self.room().rows[self.timeline.entries[at].row]);
            let (panel, kept) = source.build();
            Rndr::insert_node(&row, &panel, None);
            sources.push((at, panel.unchecked_into(), kept));
        }
        Rndr::set_attribute(switch, "aria-expanded", if open.is_some() { "false" } else { "true" });
    }

    /// Puts in the next rows, downwards first; false when none are left.
    fn step(self: &Rc<Self>) -> bool {
        let (start, end) = self.standing.get();
        let count = self.timeline.entries.len();
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
        let (drawn, kept) = El::build_all(drawn(self, rows));
        Rndr::insert_node(&list, &drawn, before.as_ref());
        self.rows.borrow_mut().push(kept);
        if self.standing.get() == (0, self.timeline.entries.len()) {
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
    for at in rows {
        drawn.extend(scene.timeline.entries[at].day.map(|moment| day(moment, scene.look.words)));
        drawn.push(row(scene, at));
    }
    drawn
}
