//! The root of `<happytalk-console>`: the list of rooms beside a transcript, and what leads from one to the other.
//!
//! Where the reader is (filters, page, open room) is a [`ConsoleLocation`]; a page that wants it in its address is told of every step
//! and may set it. In a narrow element list and transcript are two views, and which one is seen follows the open room. The
//! catch: what has the keyboard may disappear in each of these moves, so each says who has it next.

mod view;

use std::{
    cell::{Cell, RefCell},
    num::NonZeroU32,
    rc::Rc,
};

use happytalk_model::{RoomId, list::ListRequest};
use leptos::task::spawn_local;

use super::{
    context::{Emit, Event, Settings, Step},
    knob::Knob,
    transcript,
};
use crate::{
    components::{console::rooms, kit::element::Handle},
    i18n::Words,
    platform::{fetch::Started, idle, scroll},
    present::{
        list::{self, Pages},
        location::{ConsoleLocation, default_list_request},
    },
    session::{
        Session, Wanted,
        list::{ListState, RoomList},
    },
    source::gateway::Reach,
};

/// A console. Clones are the same.
#[derive(Clone)]
pub struct Console(Rc<Inner>);

/// Is told which room is open.
type Follow = Box<dyn Fn(Option<&RoomId>)>;

struct Inner {
    session: Session,
    list: RoomList,
    settings: Settings,
    emit: Emit,
    /// Sets the host's `room`.
    follow: Follow,
    reach: RefCell<Reach>,
    asked: Cell<ListRequest>,
    /// Set when the filters have changed otherwise than under the reader's hand.
    anew: Knob<()>,
    selected: Knob<Option<RoomId>>,
    /// Which of them the tab key stops at.
    stop: Knob<usize>,
    /// Grows with each move: the room of one that is followed by another is not asked for.
    moves: Cell<u32>,
    /// Whether what comes next in the transcript, or in the list, takes the keyboard.
    heirs: [Rc<Cell<bool>>; 2],
    places: Places,
}

/// What is looked for later.
#[derive(Default)]
struct Places {
    root: Handle,
    rooms: Handle,
    /// What scrolls in the transcript's pane.
    body: Handle,
    voice: Handle,
}

impl Console {
    /// A console at `place`. `follow` is told which room is open whenever another one is.
    pub fn new(
        session: &Session,
        list: RoomList,
        settings: &Settings,
        emit: &Emit,
        reach: Reach,
        follow: impl Fn(Option<&RoomId>) + 'static,
    ) -> Self {
        Self(Rc::new(Inner {
            session: session.clone(),
            list,
            settings: settings.clone(),
            emit: Rc::clone(emit),
            follow: Box::new(follow),
            reach: RefCell::new(reach),
            asked: Cell::new(default_list_request()),
            anew: Knob::new(()),
            selected: Knob::new(None),
            stop: Knob::new(0),
            moves: Cell::default(),
            heirs: Default::default(),
            places: Places::default(),
        }))
    }

    /// Asks for the first list and room, before it is drawn. `started` is the page's own request for the room, if it sent
    /// one.
    pub fn begin(&self, place: ConsoleLocation, started: Option<Started>) {
        self.0.asked.set(place.list);
        self.load_list(false);
        if let Some(room) = place.selected {
            self.open(room, started);
        }
    }

    /// Where the reader is, for an address.
    pub fn query(&self) -> String {
        ConsoleLocation { list: self.0.asked.get(), selected: self.0.selected.get_untracked() }.query()
    }

    /// The page says where the reader should be.
    pub fn go(&self, query: &str) {
        let place = ConsoleLocation::parse(query);
        if place.list != self.0.asked.get() {
            self.ask(place.list, false);
        }
        self.show(place.selected);
    }

    /// Opens a room, or none, without telling anybody but the host's `room`.
    pub fn show(&self, room: Option<RoomId>) {
        if room == self.0.selected.get_untracked() {
            return;
        }
        match room {
            Some(room) => self.open(room, None),
            None => self.close(),
        }
    }

    /// Another proxy, or other rights: used from now on; what another proxy's answer put there is asked for again.
    pub fn reach(&self, reach: Reach, is_elsewhere: bool) {
        self.0.reach.replace(reach.clone());
        if is_elsewhere || self.0.list.is_missing() {
            self.load_list(false);
        }
        match self.0.selected.get_untracked() {
            Some(room) if is_elsewhere => self.0.session.show(Wanted::Room(reach.room(room).into()), None),
            _ => self.0.session.authorize(reach.authority),
        }
    }

    /// Reads list and room again.
    pub fn reload(&self) {
        self.load_list(true);
        self.0.session.reload();
    }

    /// Gives up what is under way.
    pub fn stop(&self) {
        self.0.list.stop();
    }

    /// The same by the reader's hand: the open room keeps its place.
    fn read_again(&self) {
        self.load_list(true);
        self.0.session.read_again();
    }

    fn load_list(&self, stays: bool) {
        let mut reach = self.0.reach.borrow().clone();
        self.0.session.overhear(&mut reach.authority);
        self.0.list.ask(reach, self.0.asked.get(), stays);
    }

    /// The tab key stops at the open room, if it is among the rooms of the list, and at one of them in any case.
    fn stop_at_the_open_room(&self, rooms: &[list::RoomRow]) {
        let (open, stop) = (self.0.selected.get_untracked(), &self.0.stop);
        let at = rooms.iter().position(|room| open.is_some() && room.id == open);
        stop.put(at.unwrap_or(stop.get_untracked().min(rooms.len() - 1)));
    }

    /// Other rooms, or another page of them.
    fn ask(&self, asked: ListRequest, by_hand: bool) {
        let places = &self.0.places;
        self.0.asked.set(asked);
        self.0.stop.set(0);
        self.moved();
        if !by_hand {
            let had_keyboard = places.root.find(".filters :focus").is_some();
            self.0.anew.set(());
            if had_keyboard {
                let root = places.root.clone();
                spawn_local(async move {
                    idle::next_task().await;
                    root.focus_on("input:checked");
                });
            }
        }
        self.load_list(false);
    }

    fn open(&self, room: RoomId, started: Option<Started>) {
        let inner = &*self.0;
        self.moved();
        let (was_seen, had_keyboard) = (inner.places.body.is_seen(), inner.places.body.has_keyboard());
        if let Some(at) = self.ids().iter().position(|id| id.as_ref() == Some(&room)) {
            inner.stop.set(at);
        }
        inner.selected.set(Some(room.clone()));
        inner.places.root.set("data-view", Some("room"));
        (inner.follow)(Some(&room));
        let reach = inner.reach.borrow().clone();
        inner.session.show(Wanted::Room(reach.room(room).into()), started);
        if had_keyboard {
            // Its row is about to go; the first of the new ones will have it.
            inner.places.body.focus();
            inner.heirs[0].set(true);
        } else if !was_seen && inner.places.root.has_keyboard() {
            inner.places.root.focus_on(".back");
        }
    }

    fn close(&self) {
        let inner = &*self.0;
        self.moved();
        let was_seen = inner.places.rooms.is_seen();
        let had_keyboard = inner.places.root.has_keyboard();
        let had_in_body = inner.places.body.has_keyboard();
        inner.selected.set(None);
        inner.places.root.set("data-view", Some("list"));
        (inner.follow)(None);
        inner.session.show(Wanted::Nothing, None);
        if !was_seen && had_keyboard {
            self.give_row(inner.stop.get_untracked());
        } else if had_in_body {
            inner.places.body.focus();
        }
    }

    fn give_row(&self, at: usize) {
        self.0.places.rooms.focus_on(&rooms::selector(at));
    }

    /// The reader picked a room.
    fn pick(&self, at: usize, step: Step) {
        let Some(room) = self.ids().into_iter().nth(at).flatten() else { return };
        let before = self.0.selected.get_untracked();
        if before.as_ref() == Some(&room) {
            return;
        }
        self.open(room.clone(), None);
        (self.0.emit)(Event::Select { room: room.to_string() });
        self.tell(if before.is_none() { Step::Push } else { step });
    }

    /// By the arrow keys in the list: the keyboard goes there at once, the room follows when it stays.
    fn move_to(&self, at: usize) {
        self.0.stop.set(at);
        self.give_row(at);
        self.moved();
        if self.0.places.body.is_seen() {
            let (this, moves) = (self.clone(), self.0.moves.get());
            spawn_local(async move {
                idle::pause().await;
                if this.0.moves.get() == moves && this.0.places.body.is_seen() {
                    this.pick(at, Step::Replace);
                }
            });
        }
    }

    /// Whatever was about to be opened is not.
    fn moved(&self) {
        self.0.moves.set(self.0.moves.get().wrapping_add(1));
    }

    /// To the room before the open one or after it, from anywhere.
    fn step(&self, forward: bool) {
        let Some(at) = self.beside(forward) else { return };
        let is_in_list = self.0.places.rooms.has_keyboard();
        self.pick(at, Step::Replace);
        if is_in_list && self.0.places.rooms.is_seen() {
            self.give_row(at);
        } else if let Some(row) = self.0.places.rooms.find(&rooms::selector(at)) {
            scroll::settle(&row, scroll::ScrollLogicalPosition::Nearest, scroll::Hold::Not);
        }
    }

    /// Past all that stands between: from the list to the first message of the open room, or its next stop, or from there
    /// back to the room's row.
    fn cross(&self, into: bool) {
        let inner = &*self.0;
        if into {
            // Until it stands.
            inner.heirs[0].set(true);
            inner.places.body.focus();
            inner.places.body.focus_on("article[tabindex='0']");
        } else if inner.places.rooms.is_seen() {
            self.give_row(inner.stop.get_untracked());
        } else {
            self.leave();
        }
    }

    /// From the room to the list, where that is out of sight.
    fn leave(&self) {
        self.close();
        self.tell(Step::Back);
    }

    /// The place in the list of the room before the open one or after it. Follows both.
    fn beside(&self, forward: bool) -> Option<usize> {
        let (selected, ids) = (self.0.selected.get(), self.ids());
        let at = ids.iter().position(|id| id.is_some() && *id == selected);
        match at {
            Some(at) if forward => Some(at + 1).filter(|at| *at < ids.len()),
            Some(at) => at.checked_sub(1),
            None => Some(0).filter(|_| forward && !ids.is_empty()),
        }
    }

    /// The rooms in the list, by their place in it. Follows the list.
    fn ids(&self) -> Vec<Option<RoomId>> {
        match self.0.list.state().get() {
            ListState::Page(page) => page.rooms.iter().map(list::id).collect(),
            _ => Vec::new(),
        }
    }

    /// The number of the page before or after, if there is one. Follows the list.
    fn page(&self, forward: bool) -> Option<NonZeroU32> {
        let pages = self.pages();
        let page = self.0.asked.get().page.get();
        let to = if forward {
            Some(page.saturating_add(1)).filter(|_| pages.is_some_and(|pages| pages.has_next))
        } else {
            // From beyond the last page, back to that.
            let last = pages.and_then(|pages| u32::try_from(pages.count?).ok()).unwrap_or(u32::MAX);
            Some((page - 1).min(last))
        };
        to.and_then(NonZeroU32::new)
    }

    fn turn(&self, forward: bool) {
        if let Some(page) = self.page(forward) {
            self.ask(ListRequest { page, ..self.0.asked.get() }, true);
            self.tell(Step::Push);
        }
    }

    /// Follows the list.
    fn pages(&self) -> Option<Pages> {
        match self.0.list.state().get() {
            ListState::Page(page) => Some(list::pages(&self.0.asked.get(), &page)),
            _ => None,
        }
    }

    fn tell(&self, step: Step) {
        (self.0.emit)(Event::Navigate { query: self.query(), step });
    }

    fn words(&self) -> &'static Words {
        Words::of(self.0.settings.lang.get())
    }
}

impl std::fmt::Debug for Console {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Console").field("query", &self.query()).finish_non_exhaustive()
    }
}
