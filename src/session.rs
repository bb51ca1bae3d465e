//! The room on screen and how it came there: one store, one writer.
//!
//! Whatever is asked for last wins: an older answer that arrives late is thrown away, its request given up.

pub mod list;
mod live;
mod token;

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
    sync::Arc,
};

use happytalk_model::{Kind, Row, Transcript};
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use crate::{
    app::{context::Event, desk::Ask, knob::Knob},
    platform::{
        fetch::{Abort, Started},
        idle::Slices,
    },
    source::{
        self, FailureKind, LoadError, data, gateway,
        gateway::{Can, Reading, RoomRequest},
    },
};
use live::Live;

/// What is on screen.
#[derive(Clone, Debug, Default)]
pub enum LoadState {
    /// No room was asked for.
    #[default]
    Idle,
    /// The first answer is awaited.
    Loading,
    /// A room with messages.
    Ready(Arc<Transcript>),
    /// Success, without a room or without a message.
    Empty(Arc<Transcript>),
    /// No transcript.
    Failed(Rc<LoadError>),
}

impl LoadState {
    /// A room that was read.
    fn of(transcript: Arc<Transcript>) -> Self {
        let is_empty = transcript.rooms.iter().all(|room| room.rows.is_empty());
        if is_empty { Self::Empty(transcript) } else { Self::Ready(transcript) }
    }

    /// Whether a room is drawn, be it without a message.
    fn holds_a_room(&self) -> bool {
        matches!(self, Self::Ready(transcript) | Self::Empty(transcript) if !transcript.rooms.is_empty())
    }

    /// The value of `data-state`.
    pub fn slug(&self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Loading => "loading",
            Self::Ready(_) => "ready",
            Self::Empty(_) => "empty",
            Self::Failed(_) => "error",
        }
    }
}

/// What can be asked for.
#[derive(Clone, Debug, Default)]
pub enum Wanted {
    /// Nothing.
    #[default]
    Nothing,
    /// A room from the proxy.
    Room(Rc<RoomRequest>),
    /// An answer the page already has, as it was set.
    Data(JsValue),
    /// Something that can't be asked for.
    Refused(LoadError),
}

/// The store. Cheap to clone; all clones are one session.
#[derive(Clone)]
pub struct Session(Rc<Inner>);

struct Inner {
    state: Knob<LoadState>,
    busy: Knob<bool>,
    tell: Box<dyn Fn(Event)>,
    wanted: RefCell<Wanted>,
    /// Grows with each request: an answer that bears an older number comes too late.
    number: Cell<u32>,
    abort: RefCell<Option<Abort>>,
    live: Live,
}

impl Session {
    /// Nothing loaded. `tell` hears of what was loaded and what failed.
    pub fn new(tell: impl Fn(Event) + 'static) -> Self {
        Self(Rc::new_cyclic(|weak: &Weak<Inner>| Inner {
            state: Knob::new(LoadState::Idle),
            busy: Knob::new(false),
            tell: Box::new(tell),
            wanted: RefCell::default(),
            number: Cell::default(),
            abort: RefCell::default(),
            live: {
                let weak = weak.clone();
                Live::new(move |ask| {
                    if let Some(inner) = weak.upgrade() {
                        Session(inner).do_as(ask);
                    }
                })
            },
        }))
    }

    /// What is on screen.
    pub fn state(&self) -> Knob<LoadState> {
        self.0.state.clone()
    }

    /// Whether an answer is awaited; what is on screen may be the old one meanwhile.
    pub fn busy(&self) -> Knob<bool> {
        self.0.busy.clone()
    }

    /// Whether there is nothing to draw yet.
    pub fn is_waiting(&self) -> bool {
        matches!(self.0.state.get_untracked(), LoadState::Idle | LoadState::Loading)
    }

    /// Shows something else. `started` is the page's own request for it, if it sent one.
    pub fn show(&self, mut wanted: Wanted, started: Option<Started>) {
        let mut room = "";
        if let Wanted::Room(request) = &mut wanted {
            // Another room's messages must not stand there under the new one's name.
            self.0.state.set(LoadState::Loading);
            self.overhear(&mut Rc::make_mut(request).authority);
            room = request.room.as_str();
        }
        let before = self.request().map(|request| request.room.to_string());
        self.0.live.leave(before.unwrap_or_default(), room);
        *self.0.wanted.borrow_mut() = wanted;
        self.load(started);
    }

    /// Other rights for the same room: used from the next request on, and at once if nothing is on screen yet.
    pub fn authorize(&self, mut authority: gateway::Authority) {
        self.overhear(&mut authority);
        if let Wanted::Room(request) = &mut *self.0.wanted.borrow_mut() {
            Rc::make_mut(request).authority = authority;
        } else {
            return;
        }
        self.go_on();
        if !self.stands() {
            self.reload();
        }
    }

    /// Hears which token is sent.
    pub fn overhear(&self, authority: &mut gateway::Authority) {
        let weak = Rc::downgrade(&self.0);
        let heard: Rc<dyn Fn(&str)> = Rc::new(move |token| {
            if let Some(inner) = weak.upgrade() {
                inner.heard(token);
            }
        });
        authority.heard = gateway::Heard(Some(heard));
    }

    /// Asks again. What is on screen stays until the answer is there; a failure gives way to the skeleton.
    pub fn reload(&self) {
        if matches!(self.0.state.get_untracked(), LoadState::Failed(_)) {
            self.0.state.set(LoadState::Loading);
        }
        self.load(None);
    }

    /// By the reader's hand: a room that stands keeps its place.
    pub fn read_again(&self) {
        if self.stands() { self.do_as(Ask::Check) } else { self.reload() }
    }

    /// Gives up whatever is under way.
    pub fn stop(&self) {
        self.0.number.set(self.0.number.get().wrapping_add(1));
        if let Some(abort) = self.0.abort.take() {
            abort.give_up();
        }
        self.0.busy.set(false);
        self.0.live.rest();
    }

    fn load(&self, started: Option<Started>) {
        self.stop();
        let wanted = self.0.wanted.borrow().clone();
        match wanted {
            Wanted::Nothing => self.0.state.set(LoadState::Idle),
            Wanted::Refused(error) => self.fail(error),
            Wanted::Data(data) => {
                let read = data::bytes(&data).and_then(|bytes| source::read(&bytes));
                self.finish(read.map(|transcript| Reading { transcript, can: Can::default() }), None);
            }
            Wanted::Room(request) => self.ask(request, started),
        }
    }

    fn ask(&self, request: Rc<RoomRequest>, started: Option<Started>) {
        let Some(abort) = started.as_ref().map(Started::abort).or_else(Abort::new) else {
            return self.fail(LoadError::new(FailureKind::Unreadable, "this browser is too old"));
        };
        *self.0.abort.borrow_mut() = Some(abort.clone());
        self.0.busy.set(true);
        let (session, number) = (self.clone(), self.0.number.get());
        spawn_local(async move {
            let result = gateway::load(&request, started, &abort).await;
            if session.0.number.get() == number {
                session.0.busy.set(false);
                session.finish(result, Some(request.room.as_str()));
            }
        });
    }

    fn finish(&self, result: Result<Reading, LoadError>, room: Option<&str>) {
        match result {
            Err(error) => self.fail(error),
            Ok(Reading { transcript, can }) => {
                let transcript = self.0.live.read(room.unwrap_or_default(), transcript, can);
                self.0.state.set(LoadState::of(Arc::clone(&transcript)));
                let sent = transcript.rooms.first().and_then(|room| room.info.id.as_deref());
                self.announce(room.or(sent).unwrap_or_default().to_owned(), transcript);
            }
        }
    }

    fn fail(&self, error: LoadError) {
        self.tell_soon(&error);
        self.0.state.set(LoadState::Failed(error.into()));
    }

    /// Not at once: whoever hears of it may call back into whoever asked.
    fn tell_soon(&self, error: &LoadError) {
        let (session, number, event) = (self.clone(), self.0.number.get(), error.event());
        spawn_local(async move { session.tell(number, event) });
    }

    fn tell(&self, number: u32, event: Event) {
        if self.0.number.get() == number {
            (self.0.tell)(event);
        }
    }

    /// Reads every row while the browser is idle, then tells the page how many could not be read. By then the first
    /// rows stand.
    fn announce(&self, room: String, transcript: Arc<Transcript>) {
        let (session, number) = (self.clone(), self.0.number.get());
        spawn_local(async move {
            let mut slices = Slices::begin().await;
            if session.0.number.get() == number {
                session.go_on();
            }
            let (mut messages, mut undecoded) = (0, 0);
            for row in transcript.rooms.iter().flat_map(|room| &room.rows) {
                messages += 1;
                undecoded += usize::from(is_unreadable(row));
                slices.breathe().await;
                if session.0.number.get() != number {
                    return;
                }
            }
            session.tell(number, Event::Load { room, messages, undecoded });
        });
    }
}

fn is_unreadable(row: &Row) -> bool {
    row.message().kind() == Kind::Unreadable
}

impl LoadError {
    /// What the page is told of it.
    fn event(&self) -> Event {
        Event::Error { kind: self.kind.slug(), status: self.status, message: self.message.clone() }
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("state", &self.0.state.get_untracked().slug()).finish_non_exhaustive()
    }
}
