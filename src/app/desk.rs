//! What a room that is followed hands to its drawing, and what the drawing asks for.

use std::{cell::RefCell, num::NonZeroU32, rc::Rc};

use happytalk_model::write::Content;

use super::knob::Knob;
use crate::present::{composer::Draft, failure::FailureKind, live::Shown};

/// What a reader does with messages of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Sends one.
    Send(Content),
    /// Sends the one of that number once more.
    Resend(NonZeroU32),
    /// Gives it up.
    Discard(NonZeroU32),
    /// Reads the room to see whether it has arrived.
    Check,
}

/// Why what stands may not be all there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing new can be heard, for the moment.
    Lost,
    /// The room could not be read again, or may not be followed.
    Refused(FailureKind),
}

/// One per session.
pub struct Desk {
    /// Something else is to be shown.
    pub changed: Knob<()>,
    /// What is in the way of new messages.
    pub trouble: Knob<Option<Trouble>>,
    /// Whether there is a composer.
    pub composes: Knob<bool>,
    shown: RefCell<Option<Rc<Shown>>>,
    room: RefCell<String>,
    /// By room.
    drafts: RefCell<Vec<(String, Draft)>>,
    asked: Box<dyn Fn(Ask)>,
}

impl Desk {
    /// Nothing shown. `asked` hears what the reader asks for.
    pub fn new(asked: impl Fn(Ask) + 'static) -> Rc<Self> {
        Rc::new(Self {
            changed: Knob::new(()),
            trouble: Knob::new(None),
            composes: Knob::new(false),
            shown: RefCell::default(),
            room: RefCell::default(),
            drafts: RefCell::default(),
            asked: Box::new(asked),
        })
    }

    /// The reader asks for something.
    pub fn ask(&self, ask: Ask) {
        (self.asked)(ask);
    }

    /// What is shown now.
    pub fn shown(&self) -> Option<Rc<Shown>> {
        self.shown.borrow().clone()
    }

    /// The room it was asked for by.
    pub fn room(&self) -> String {
        self.room.borrow().clone()
    }

    /// Something else is shown from now on.
    pub fn show(&self, room: &str, shown: Rc<Shown>) {
        room.clone_into(&mut self.room.borrow_mut());
        self.shown.replace(Some(shown));
    }

    /// What is about to be said in this room.
    pub fn draft(&self) -> Draft {
        let (room, drafts) = (self.room.borrow(), self.drafts.borrow());
        drafts.iter().find(|(of, _)| *of == *room).map(|(_, draft)| draft.clone()).unwrap_or_default()
    }

    /// Keeps it, also while another room is shown.
    pub fn keep(&self, draft: &Draft) {
        let (room, mut drafts) = (self.room.borrow(), self.drafts.borrow_mut());
        drafts.retain(|(of, _)| *of != *room);
        if *draft != Draft::default() {
            drafts.push((room.clone(), draft.clone()));
        }
    }
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").field("room", &self.room).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use happytalk_model::Transcript;

    use super::*;

    #[test]
    fn a_draft_is_kept_by_room_until_nothing_is_left_of_it() {
        let desk = Desk::new(|_| {});
        let shown = || Rc::new(Shown { transcript: Arc::new(Transcript { rooms: vec![], cut: false }), marks: vec![] });
        let said = |text: &str| Draft { text: text.into(), ..Draft::default() };
        desk.show("a", shown());
        desk.keep(&said("one"));
        desk.show("b", shown());
        assert_eq!(desk.draft(), Draft::default());
        desk.keep(&said("two"));
        desk.show("a", shown());
        assert_eq!(desk.draft(), said("one"));
        desk.keep(&said("one more"));
        assert_eq!(desk.draft(), said("one more"));
        desk.keep(&Draft::default());
        desk.show("b", shown());
        assert_eq!((desk.draft(), desk.drafts.borrow().len()), (said("two"), 1));
    }
}
