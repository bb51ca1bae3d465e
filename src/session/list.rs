//! The list of rooms on screen: one store, one writer. As with a room, whatever is asked for last wins.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use happytalk_model::list::{ListRequest, Page};
use leptos::task::spawn_local;

use crate::{
    app::{context::Event, knob::Knob},
    platform::fetch::Abort,
    source::{FailureKind, LoadError, gateway::Reach, list},
};

/// What is on screen.
#[derive(Clone, Debug)]
pub enum ListState {
    /// The first answer to a question is awaited.
    Loading,
    /// A page; without a room it is empty.
    Page(Rc<Page>),
    /// No list.
    Failed(LoadError),
}

impl ListState {
    /// The value of `data-state`.
    pub fn slug(&self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Page(page) if page.rooms.is_empty() => "empty",
            Self::Page(_) => "ready",
            Self::Failed(_) => "error",
        }
    }
}

/// The store. Cheap to clone; all clones are one list.
#[derive(Clone)]
pub struct RoomList(Rc<Inner>);

struct Inner {
    state: Knob<ListState>,
    busy: Knob<bool>,
    tell: Box<dyn Fn(Event)>,
    /// Grows with each request: an answer that bears an older number comes too late.
    number: Cell<u32>,
    abort: RefCell<Option<Abort>>,
}

impl RoomList {
    /// Nothing loaded yet. `tell` hears of what failed.
    pub fn new(tell: impl Fn(Event) + 'static) -> Self {
        Self(Rc::new(Inner {
            state: Knob::new(ListState::Loading),
            busy: Knob::new(false),
            tell: Box::new(tell),
            number: Cell::default(),
            abort: RefCell::default(),
        }))
    }

    /// What is on screen.
    pub fn state(&self) -> Knob<ListState> {
        self.0.state.clone()
    }

    /// Whether an answer is awaited; what is on screen may be the old one meanwhile.
    pub fn busy(&self) -> Knob<bool> {
        self.0.busy.clone()
    }

    /// Whether there is no list, or none yet.
    pub fn is_missing(&self) -> bool {
        !matches!(self.0.state.get_untracked(), ListState::Page(_))
    }

    /// Asks for a page. Where it `stays`, the list on screen does until the answer is there; else, and after a failure,
    /// it gives way to the skeleton.
    pub fn ask(&self, reach: Reach, request: ListRequest, stays: bool) {
        self.stop();
        if !stays || self.is_missing() {
            self.0.state.set(ListState::Loading);
        }
        let Some(abort) = Abort::new() else {
            return self.finish(Err(LoadError::new(FailureKind::Unreadable, "this browser is too old")));
        };
        *self.0.abort.borrow_mut() = Some(abort.clone());
        self.0.busy.set(true);
        let (this, number) = (self.clone(), self.0.number.get());
        spawn_local(async move {
            let result = list::load(&reach, &request, &abort).await;
            if this.0.number.get() == number {
                this.0.busy.set(false);
                this.finish(result);
            }
        });
    }

    /// Gives up whatever is under way.
    pub fn stop(&self) {
        self.0.number.set(self.0.number.get().wrapping_add(1));
        if let Some(abort) = self.0.abort.take() {
            abort.give_up();
        }
        self.0.busy.set(false);
    }

    fn finish(&self, result: Result<Page, LoadError>) {
        match result {
            Ok(page) => self.0.state.set(ListState::Page(Rc::new(page))),
            Err(error) => {
                let event = error.event();
                self.0.state.set(ListState::Failed(error));
                (self.0.tell)(event);
            }
        }
    }
}

impl std::fmt::Debug for RoomList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RoomList").field("state", &self.0.state.get_untracked().slug()).finish_non_exhaustive()
    }
}
