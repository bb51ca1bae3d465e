//! The end of a token, of which the page hears in time to set another.

use std::rc::Rc;

use super::Inner;
use crate::{
    app::context::Event,
    platform::{timer, token},
};

/// Seconds before a token's end at which the page is told.
const WARNING: i64 = 60;
/// Seconds that a timer waits, at most: a week, where tokens last an hour.
const LONGEST: i64 = 604_800;

impl Inner {
    /// A token was sent: the page hears of its end in time, once.
    pub(super) fn heard(self: &Rc<Self>, sent: &str) {
        if *self.live.token.borrow() == sent {
            return;
        }
        sent.clone_into(&mut self.live.token.borrow_mut());
        let Some(expires) = token::expiry(sent) else { return };
        let (weak, sent) = (Rc::downgrade(self), sent.to_owned());
        let wait = i32::try_from((expires - WARNING - timer::seconds()).clamp(0, LONGEST) * 1000).unwrap_or_default();
        timer::after(wait, move || {
            if let Some(inner) = weak.upgrade().filter(|inner| *inner.live.token.borrow() == sent) {
                (inner.tell)(Event::TokenExpiring { expires });
            }
        });
    }
}
