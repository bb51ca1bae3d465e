//! A room's rows: the first screen at once, the rest in slices, so that nothing waits for what is out of sight.
//!
//! Every row ends up in the document: the browser's own find, printing and screen readers see all of them.

use std::{ops::Range, rc::Rc, sync::Arc};

use happytalk_model::{Kind, Message, Room, Transcript};
use leptos::{
    prelude::*,
    tachys::renderer::{Rndr, types::Element},
    task::spawn_local,
};

use super::{
    day::day,
    kit::element::{El, Handle, div},
    look::Look,
    row::row,
};
use crate::{
    options::StartAt,
    platform::{self, idle::Slices},
    present::{
        chosen::{self, Place},
        timeline::{Timeline, timeline},
    },
};

/// Rows per slice; the first screen holds about as many.
const SLICE: usize = 16;

/// One room as it is drawn.
#[derive(Debug)]
pub struct Scene {
    /// The look.
    pub look: Rc<Look>,
    /// Its rows in reading order.
    pub timeline: Timeline,
    transcript: Arc<Transcript>,
    room: usize,
    /// Which slices stand in the document.
    mounted: RwSignal<Range<usize>>,
    list: Handle,
}

impl Scene {
    /// Puts the transcript's room of index `room` in order; the end stands first where reading starts there.
    pub fn new(look: Rc<Look>, transcript: Arc<Transcript>, room: usize, start: StartAt) -> Rc<Self> {
        let timeline = timeline(&transcript.rooms[room], look.memos);
        let slices = timeline.entries.len().div_ceil(SLICE);
        let first = match start {
            StartAt::Top => 0,
            StartAt::Bottom => slices.saturating_sub(1),
        };
        let mounted = RwSignal::new(first..(first + 1).min(slices));
        Rc::new(Self { look, timeline, transcript, room, mounted, list: Handle::default() })
    }

    /// The room.
    pub fn room(&self) -> &Room {
        &self.transcript.rooms[self.room]
    }

    /// The message at `at` in the list, decoded.
    pub fn message(&self, at: usize) -> &Message {
        self.room().rows[self.timeline.entries[at].row].message()
    }

    /// What the customer chose of the template at `at`.
    pub fn chosen(&self, at: usize) -> Option<Place> {
        chosen::chosen(self.room(), &self.timeline.entries, at, &platform::normal_form::nfc)
    }

    /// How many rows could not be read; known once all stand. Follows the slices.
    pub fn unreadable(&self) -> Option<usize> {
        (self.mounted.get() == (0..self.slices())).then(|| {
            let all = 0..self.timeline.entries.len();
            all.filter(|at| self.message(*at).kind() == Kind::Unreadable).count()
        })
    }

    /// Where a message stands in the list; the first of equal ids.
    pub fn find(&self, id: &str) -> Option<usize> {
        let rows = &self.room().rows;
        self.timeline.entries.iter().position(|entry| rows[entry.row].head().id.as_deref() == Some(id))
    }

    /// Mounts everything up to the row at `at`, at once.
    pub fn stand(&self, at: usize) {
        let slice = at / SLICE;
        let now = self.mounted.get_untracked();
        if !now.contains(&slice) {
            self.mounted.set(now.start.min(slice)..now.end.max(slice + 1));
        }
    }

    /// The element of the row at `at`, if it stands.
    pub fn element(&self, at: usize) -> Option<Element> {
        self.list.get()?.query_selector(&format!("[data-index=\"{at}\"]")).ok().flatten()
    }

    /// Marks one row of the room, and no other.
    pub fn highlight(&self, row: &Element) {
        if let Some(before) = self.list.get().and_then(|list| list.query_selector("[data-highlight]").ok().flatten()) {
            Rndr::remove_attribute(&before, "data-highlight");
        }
        Rndr::set_attribute(row, "data-highlight", "");
    }

    fn slices(&self) -> usize {
        self.timeline.entries.len().div_ceil(SLICE)
    }

    fn grow(self: &Rc<Self>) {
        let (mounted, all) = (self.mounted, self.slices());
        spawn_local(async move {
            loop {
                Slices::begin().await;
                // `None`: the transcript is gone.
                let more = mounted.try_update(|now| {
                    if now.end < all {
                        now.end += 1;
                    } else if now.start > 0 {
                        now.start -= 1;
                    }
                    *now != (0..all)
                });
                if more != Some(true) {
                    return;
                }
            }
        });
    }
}

/// Draws the list.
pub fn list(scene: &Rc<Scene>) -> El {
    if scene.mounted.get_untracked() != (0..scene.slices()) {
        scene.grow();
    }
    let mounted = scene.mounted;
    let drawn = send_wrapper::SendWrapper::new(Rc::clone(scene));
    let slices = For(ForProps::builder()
        .each(move || mounted.get())
        .key(|slice| *slice)
        .children(move |slice| slice_of(&drawn, slice))
        .build());
    div("timeline")
        .attr("part", "timeline")
        .attr("role", "group")
        .attr("aria-label", scene.look.words.messages)
        .handle(&scene.list)
        .view(slices.into_any())
}

fn slice_of(scene: &Rc<Scene>, slice: usize) -> Vec<AnyView> {
    let entries = &scene.timeline.entries;
    let rows = slice * SLICE..((slice + 1) * SLICE).min(entries.len());
    let mut views = Vec::with_capacity(rows.len() + 1);
    for at in rows {
        views.extend(entries[at].day.map(|moment| day(moment, scene.look.words).into_any()));
        views.push(row(scene, at).into_any());
    }
    views
}
