//! What the reader sends: one after the other, in the order in which it was said, each under a key of its own.

use std::{num::NonZeroU32, rc::Rc};

use happytalk_model::{failure::BizFailCode, write::Content};
use leptos::task::spawn_local;

use super::{SOON, Session, Thread};
use crate::{
    app::desk::Ask,
    platform::timer,
    present::{
        composer::{Outcome, Refused, sender},
        live::Mark,
    },
    source::{gateway::RoomRequest, send},
};

/// Milliseconds from a message's sending to a last look whether it is there.
const LATER: i32 = 10_000;
/// Milliseconds between looks whether what was said before has left.
const TURN: i32 = 50;

/// A message that no reading has shown yet.
#[derive(Clone)]
pub(super) struct Outgoing {
    pub(super) number: NonZeroU32,
    content: Content,
    /// Kept until the vendor has answered: sent twice, it is still one.
    key: String,
}

/// A key for a message, that no other has.
fn key(number: NonZeroU32) -> String {
    // Without chance there is none like it in this page at least.
    timer::key().unwrap_or_else(|| [&timer::now().iso(), "-", &number.to_string()].concat())
}

impl Session {
    /// The reader asks for something.
    pub(in crate::session) fn do_as(&self, ask: Ask) {
        let live = &self.0.live;
        let thread = live.thread.borrow().clone();
        match ask {
            Ask::Send(content) => {
                let reading = thread.reading.borrow().clone();
                let rows = reading.as_ref().and_then(|reading| reading.rooms.first()).map(|room| &room.rows);
                let rows = rows.map(Vec::as_slice).unwrap_or_default();
                let number = thread.pending.borrow_mut().send(&content, rows, timer::now());
                thread.outgoing.borrow_mut().push(Outgoing { number, content, key: key(number) });
                self.send(&thread, number);
            }
            Ask::Resend(number) => {
                if thread.pending.borrow().mark(number).is_some_and(Mark::is_answered)
                    && let Some(one) = thread.outgoing.borrow_mut().iter_mut().find(|one| one.number == number)
                {
                    one.key = key(number);
                }
                self.send(&thread, number);
            }
            Ask::Discard(number) => {
                thread.pending.borrow_mut().forget(number);
                thread.forget_what_is_there();
                self.renew();
            }
            Ask::Check => {
                live.asks.set(true);
                self.refresh();
            }
        }
    }

    fn send(&self, thread: &Rc<Thread>, number: NonZeroU32) {
        let found = thread.outgoing.borrow().iter().find(|one| one.number == number).cloned();
        let (Some(outgoing), Some(request), Some(shown)) = (found, self.request(), self.0.live.desk.shown()) else {
            return;
        };
        let before = thread.pending.borrow().mark(number).cloned();
        thread.pending.borrow_mut().set(number, Mark::Sending);
        self.renew();
        let uuid = shown.transcript.rooms.first().map(|room| sender(room, request.room.as_str()).map(str::to_owned));
        let (session, thread) = (self.clone(), Rc::clone(thread));
        spawn_local(async move {
            while thread.pending.borrow().is_behind(number) {
                timer::sleep(TURN).await;
            }
            // The page may have another token by now.
            let is_it = |now: &Rc<RoomRequest>| now.room == request.room && now.proxy == request.proxy;
            let request = session.request().filter(is_it).unwrap_or(request);
            let outcome = match uuid {
                Some(Ok(uuid)) => {
                    send::send(&request.reach(), &request.room, &uuid, &outgoing.content, &outgoing.key).await
                }
                // What could be written when the message was said can't be any more.
                _ => Outcome::Refused(Refused { code: Some(BizFailCode::RoomEnded.code()), ..Refused::default() }),
            };
            let mark = Mark::after(before.as_ref(), outcome);
            let is_sent = mark == Mark::Sent;
            thread.pending.borrow_mut().set(number, mark);
            if !Rc::ptr_eq(&thread, &session.0.live.thread.borrow()) {
                return;
            }
            session.renew();
            session.refresh_in(SOON);
            if is_sent {
                timer::sleep(LATER).await;
                let is_there = thread.pending.borrow().marks().iter().all(|(of, _)| *of != number);
                if !is_there && Rc::ptr_eq(&thread, &session.0.live.thread.borrow()) {
                    session.refresh();
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::live::Live;

    #[test]
    fn what_was_not_sent_stays_in_the_room_it_was_said_in_though_others_never_came() {
        let live = Live::new(|_| {});
        let of_a = live.thread.borrow().clone();
        let number = of_a.pending.borrow_mut().send(
            &Content::Text("네".into()),
            &[],
            happytalk_model::timestamp::Timestamp::from_parts(2025, 10, 1, 12, 0, 0).expect("a date"),
        );
        of_a.outgoing.borrow_mut().push(Outgoing { number, content: Content::Text("네".into()), key: "k".into() });
        // No answer came for b and c: nothing of them was ever drawn.
        for (wanted, next) in [("a", "b"), ("b", "c")] {
            live.leave(wanted.to_owned(), next);
            assert!(!Rc::ptr_eq(&of_a, &live.thread.borrow()), "{next}");
        }
        live.leave("c".to_owned(), "a");
        assert!(Rc::ptr_eq(&of_a, &live.thread.borrow()));
    }
}
