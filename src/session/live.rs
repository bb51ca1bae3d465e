//! A room that goes on: what is heard of it, its being read again, and what the reader sends (`sending`).
//!
//! Nothing of this begins before the room's first rows stand.

mod sending;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
};

use happytalk_model::Transcript;
use leptos::task::spawn_local;

use super::{LoadState, Session, Wanted};
use crate::{
    app::desk::{Ask, Desk, Trouble},
    options::ProxyMode,
    platform::{fetch::Abort, page, timer},
    present::{failure::FailureKind, live::Pending},
    source::{
        LoadError,
        gateway::{self, Can, RoomRequest},
        live::{Signal, Subscription, subscribe},
    },
};
use sending::Outgoing;

/// Milliseconds from an event to the reading that has it.
const SOON: i32 = 2_000;
/// Milliseconds from one reading to the next.
const OFTEN: i32 = 30_000;
/// The same, where readings are all there is.
const OFTENER: i32 = 10_000;

/// What a session knows of rooms that go on.
pub(super) struct Live {
    pub(super) desk: Rc<Desk>,
    wishes: Cell<(bool, bool)>,
    can: Cell<Can>,
    thread: RefCell<Rc<Thread>>,
    /// Rooms that were left while something was on its way.
    left: RefCell<Vec<(String, Rc<Thread>)>>,
    subscription: RefCell<Option<Subscription>>,
    watch: RefCell<Option<page::Watch>>,
    /// Grows whenever following begins anew or ends.
    turn: Cell<u32>,
    /// Whether the room is about to be read, and whether something has asked for it since.
    is_due: Cell<bool>,
    is_due_again: Cell<bool>,
    reads: Cell<bool>,
    /// Whether the reader asked for the next reading, and wants to know what it found.
    asks: Cell<bool>,
    /// The page was told that its token is no good, and none was good since.
    has_asked: Cell<bool>,
    pub(super) token: RefCell<String>,
}

/// One room.
#[derive(Default)]
struct Thread {
    /// As it was read last.
    reading: RefCell<Option<Arc<Transcript>>>,
    pending: RefCell<Pending>,
    outgoing: RefCell<Vec<Outgoing>>,
}

impl Live {
    pub(super) fn new(asked: impl Fn(Ask) + 'static) -> Self {
        Self {
            desk: Desk::new(asked),
            wishes: Cell::default(),
            can: Cell::default(),
            thread: RefCell::default(),
            left: RefCell::default(),
            subscription: RefCell::default(),
            watch: RefCell::default(),
            turn: Cell::default(),
            is_due: Cell::default(),
            is_due_again: Cell::default(),
            reads: Cell::default(),
            asks: Cell::default(),
            has_asked: Cell::default(),
            token: RefCell::default(),
        }
    }

    /// `room` is about to be shown in place of the one that was `wanted`, or the same one by other means.
    pub(super) fn leave(&self, wanted: String, room: &str) {
        self.rest();
        self.has_asked.set(false);
        self.can.set(Can::default());
        let mut left = self.left.borrow_mut();
        let known = left.iter().position(|(of, _)| of == room).map(|at| left.swap_remove(at).1);
        let before = self.thread.replace(known.unwrap_or_default());
        if !before.outgoing.borrow().is_empty() {
            left.push((wanted, before));
        }
    }

    /// Nothing is followed any more.
    pub(super) fn rest(&self) {
        self.turn.set(self.turn.get().wrapping_add(1));
        self.subscription.take();
        self.watch.take();
        self.is_due.set(false);
        self.is_due_again.set(false);
        self.reads.set(false);
        self.asks.set(false);
        self.desk.trouble.set(None);
    }

    /// A reading has come. Gives what is to be shown.
    pub(super) fn read(&self, room: &str, reading: Arc<Transcript>, can: Can) -> Arc<Transcript> {
        let thread = self.thread.borrow().clone();
        let before = self.desk.shown().filter(|_| self.desk.room() == room);
        let before = before.map_or_else(|| Arc::clone(&reading), |shown| Arc::clone(&shown.transcript));
        let shown = Rc::new(thread.pending.borrow_mut().show(&reading, &before));
        thread.reading.replace(Some(reading));
        thread.forget_what_is_there();
        self.can.set(can);
        self.desk.show(room, Rc::clone(&shown));
        self.offer_composer();
        Arc::clone(&shown.transcript)
    }

    fn offer_composer(&self) {
        let composes = self.wishes.get().1 && self.can.get().send;
        if self.desk.composes.get_untracked() != composes {
            self.desk.composes.set(composes);
        }
    }
}

impl Thread {
    fn forget_what_is_there(&self) {
        let marks = self.pending.borrow().marks();
        self.outgoing.borrow_mut().retain(|one| marks.iter().any(|(number, _)| *number == one.number));
    }
}

impl Session {
    /// What the room hands to its drawing.
    pub fn desk(&self) -> Rc<Desk> {
        Rc::clone(&self.0.live.desk)
    }

    /// Whether new messages are to be followed, and whether there is to be a composer.
    pub fn wish(&self, live: bool, compose: bool) {
        let before = self.0.live.wishes.replace((live, compose));
        self.0.live.offer_composer();
        if before.0 != live {
            self.0.live.rest();
            self.go_on();
        }
    }

    /// Follows the room, if it is to be and stands.
    pub(super) fn go_on(&self) {
        let live = &self.0.live;
        live.rest();
        let Some(request) = self.request().filter(|_| live.wishes.get().0 && self.stands()) else { return };
        let turn = live.turn.get();
        let weak = Rc::downgrade(&self.0);
        let upgrade = move || weak.upgrade().filter(|inner| inner.live.turn.get() == turn).map(Session);
        let (told, looked) = (upgrade.clone(), upgrade.clone());
        if live.can.get().live {
            let hear = move |signal: &Signal<'_>| {
                if let Some(session) = told() {
                    session.hear(signal);
                }
            };
            live.subscription.replace(Some(subscribe(&request.reach(), request.room.clone(), hear)));
        }
        live.watch.replace(Some(page::Watch::begin(move || {
            if let Some(session) = looked().filter(|_| !page::is_hidden()) {
                session.refresh();
            }
        })));
        let every = if request.mode == ProxyMode::Passthrough { OFTENER } else { OFTEN };
        spawn_local(async move {
            loop {
                timer::sleep(every).await;
                let Some(session) = upgrade() else { return };
                if !page::is_hidden() {
                    session.refresh();
                }
            }
        });
    }

    pub(super) fn request(&self) -> Option<Rc<RoomRequest>> {
        match &*self.0.wanted.borrow() {
            Wanted::Room(request) => Some(Rc::clone(request)),
            _ => None,
        }
    }

    pub(super) fn stands(&self) -> bool {
        matches!(self.0.state.get_untracked(), LoadState::Ready(_) | LoadState::Empty(_))
    }

    fn hear(&self, signal: &Signal<'_>) {
        let live = &self.0.live;
        let thread = live.thread.borrow().clone();
        let trouble = match signal {
            Signal::Message(bytes, received) => {
                let is_new = thread.pending.borrow_mut().receive(bytes, (*received).clone(), timer::now());
                if is_new {
                    self.renew();
                }
                return self.refresh_in(SOON);
            }
            Signal::Ended => {
                thread.pending.borrow_mut().end();
                self.renew();
                return self.refresh_in(SOON);
            }
            Signal::Connected => {
                live.has_asked.set(false);
                None
            }
            Signal::Missed => return self.refresh(),
            Signal::Lost => Some(Trouble::Lost),
            Signal::Refused(kind @ FailureKind::Unauthorized) => {
                self.ask_for_a_token();
                Some(Trouble::Refused(*kind))
            }
            // Where there is no stream, as behind a proxy that does not say what it can, the room is read from time to time.
            Signal::Refused(_) => {
                let trouble = live.desk.trouble.get_untracked();
                return self.set_trouble(trouble.filter(|trouble| *trouble != Trouble::Lost));
            }
        };
        // Before the stream was there, something may have happened, which the vendor's record may not have yet.
        if trouble.is_none() {
            self.refresh();
            self.refresh_in(SOON);
        }
        self.set_trouble(trouble);
    }

    /// Tells the page that its token is no good: it may have another. Once, until one was good, whatever it sets meanwhile.
    fn ask_for_a_token(&self) {
        if !self.0.live.has_asked.replace(true) {
            self.tell_soon(&LoadError::from_status(401, String::new()));
        }
    }

    fn set_trouble(&self, trouble: Option<Trouble>) {
        let knob = &self.0.live.desk.trouble;
        if knob.get_untracked() != trouble {
            knob.set(trouble);
        }
    }

    /// Shows what has come to be known.
    fn renew(&self) {
        let live = &self.0.live;
        let thread = live.thread.borrow().clone();
        let Some(reading) = thread.reading.borrow().clone().filter(|_| self.stands()) else { return };
        let room = live.desk.room();
        let can = live.can.get();
        let transcript = live.read(&room, reading, can);
        let state = LoadState::of(transcript);
        // What holds a room goes on standing, also when its first message comes: somebody may be writing there.
        if state.holds_a_room() && self.0.state.get_untracked().holds_a_room() {
            self.0.state.put(state);
            live.desk.changed.set(());
        } else {
            self.0.state.set(state);
        }
    }

    /// One reading for all that asks for it meanwhile; and another, as long after, if something did.
    fn refresh_in(&self, milliseconds: i32) {
        let live = &self.0.live;
        if live.is_due.replace(true) {
            return live.is_due_again.set(true);
        }
        let (weak, thread) = (Rc::downgrade(&self.0), Rc::downgrade(&live.thread.borrow()));
        spawn_local(async move {
            timer::sleep(milliseconds).await;
            let Some(session) = weak.upgrade().map(Session) else { return };
            let live = &session.0.live;
            if thread.upgrade().is_some_and(|thread| Rc::ptr_eq(&thread, &live.thread.borrow())) {
                live.is_due.set(false);
                if live.is_due_again.take() {
                    session.refresh_in(milliseconds);
                }
                session.refresh();
            }
        });
    }

    /// Reads the room again. What stands stays; a failure is said, and passes with the next success.
    fn refresh(&self) {
        let Some(request) = self.request().filter(|_| self.stands()) else { return };
        if self.0.live.reads.replace(true) {
            return self.refresh_in(SOON);
        }
        let (session, number) = (self.clone(), self.0.number.get());
        spawn_local(async move {
            let Some(abort) = Abort::new() else { return };
            let result = gateway::load(&request, None, &abort).await;
            if session.0.number.get() != number {
                return;
            }
            let live = &session.0.live;
            live.reads.set(false);
            let was_asked = live.asks.take();
            match result {
                Ok(reading) => {
                    let thread = live.thread.borrow().clone();
                    thread.reading.replace(Some(reading.transcript));
                    live.can.set(reading.can);
                    if !reading.can.live {
                        live.has_asked.set(false);
                    }
                    if was_asked {
                        thread.pending.borrow_mut().look(timer::now());
                    }
                    session.renew();
                    session.recover(&request);
                }
                Err(error) => {
                    if error.kind == FailureKind::Unauthorized {
                        session.ask_for_a_token();
                    }
                    let is_said_no = matches!(
                        error.kind,
                        FailureKind::Unauthorized | FailureKind::Forbidden | FailureKind::NotFound
                    );
                    // Where there is a stream, it says itself when it is lost; where there is to be none, nothing is.
                    let is_live = live.wishes.get().0;
                    let is_lost = live.desk.trouble.get_untracked() == Some(Trouble::Lost);
                    let is_heard = !is_live || (live.can.get().live && !is_lost);
                    let trouble = if is_said_no || is_heard { Trouble::Refused(error.kind) } else { Trouble::Lost };
                    session.set_trouble(Some(trouble).filter(|_| is_live || was_asked));
                }
            }
        });
    }

    /// A reading has come: whatever was in its way is not any more.
    fn recover(&self, request: &RoomRequest) {
        let live = &self.0.live;
        match live.desk.trouble.get_untracked() {
            None => {}
            // The stream was refused by a token that was no good: there is another now.
            Some(Trouble::Refused(FailureKind::Unauthorized)) if live.can.get().live => self.go_on(),
            Some(Trouble::Lost) if live.can.get().live && request.mode == ProxyMode::Gateway => {}
            Some(_) => self.set_trouble(None),
        }
    }
}
