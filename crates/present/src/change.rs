//! From one drawing of a room to the next: which rows stay, and what about them is other than it was.
//!
//! Rows that stay keep their elements, and with them the keyboard, open sources, uncovered messages and the scroll. All
//! rows behind them are drawn anew, usually none or those that were provisional.

use happytalk_model::{Room, Row, transcript::Transcript};

use super::{
    chosen::{self, Nfc},
    live::{self, Marks},
    timeline::{Entry, read_mark},
    wait,
};

/// One drawing of a room: its rows, their order, and the marks of those that are provisional.
#[derive(Clone, Copy, Debug)]
pub struct Drawing<'a> {
    /// The room.
    pub room: &'a Room,
    /// Its rows in reading order.
    pub entries: &'a [Entry],
    /// Marks.
    pub marks: &'a Marks,
}

/// What has to be done to get from one drawing to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// So many rows stay, each in its place.
    pub keep: usize,
    /// Of these, the ones whose contents are others.
    pub redraw: Vec<usize>,
    /// Of these, the ones of which only the end of a run or the mark of being read is another.
    pub touch: Vec<usize>,
}

impl Change {
    /// Whether both are the same.
    pub fn is_none(&self, old: &Drawing<'_>, new: &Drawing<'_>) -> bool {
        let is_whole = self.keep == old.entries.len() && self.keep == new.entries.len();
        is_whole && self.redraw.is_empty() && self.touch.is_empty()
    }
}

/// Compares two drawings. Only rows whose bytes differ are decoded for it, and a few before the end.
pub fn change(old: &Drawing<'_>, new: &Drawing<'_>, nfc: Nfc<'_>) -> Change {
    let keep = (old.entries.iter().zip(new.entries))
        .take_while(|(before, now)| is_same(&old.room.rows[before.row], &new.room.rows[now.row]))
        .count();
    let mut change = Change { keep, ..Change::default() };
    let is_said_now = |at: &usize| old.entries[*at].is_said != new.entries[*at].is_said;
    // What may be answered by what is new, and by what was only being sent.
    let news = [(0..keep).find(is_said_now).unwrap_or(keep), keep];
    let open = news.map(|from| chosen::open_before(new.room, new.entries, from));
    let mut is_other_before = false;
    for at in 0..keep {
        let (before, now) = (&old.entries[at], &new.entries[at]);
        let (row, new_row) = (&old.room.rows[before.row], &new.room.rows[now.row]);
        let is_frame = (before.day, before.starts_run, before.side) != (now.day, now.starts_run, now.side);
        let is_mark = live::mark(old.marks, row) != live::mark(new.marks, new_row);
        let is_gap = || wait::gap(old.room, old.entries, at) != wait::gap(new.room, new.entries, at);
        let is_choice =
            || chosen::chosen(old.room, old.entries, at, nfc) != chosen::chosen(new.room, new.entries, at, nfc);
        let is_other = is_frame
            || is_mark
            || says_other(row, new_row)
            || (is_other_before && now.starts_run && is_gap())
            || (open.contains(&Some(at)) && is_choice());
        is_other_before |= is_other;
        let is_end = before.ends_run != now.ends_run;
        if is_other {
            change.redraw.push(at);
        } else if is_end || read_mark(old.room, old.entries, at) != read_mark(new.room, new.entries, at) {
            change.touch.push(at);
        }
    }
    change
}

/// Whether a row of the new drawing is one of the old, or has come in its place.
fn is_same(old: &Row, new: &Row) -> bool {
    let (id, is_same_id) = (&old.head().id, old.head().id == new.head().id);
    match (old.number(), new.number()) {
        (None, None) => is_same_id && (id.is_some() || !says_other(old, new)),
        (Some(old), Some(new)) => old == new,
        (Some(_), None) => (is_same_id && id.is_some()) || live::is_same_body(&old.message().body, &new.message().body),
        (None, Some(_)) => false,
    }
}

/// Whether two rows say something else, apart from when they were read.
fn says_other(old: &Row, new: &Row) -> bool {
    if old.number() != new.number() {
        return true;
    }
    if old.raw().as_bytes() == new.raw().as_bytes() {
        return false;
    }
    let (old, new) = (old.message(), new.message());
    let (head, new_head) = (&old.head, &new.head);
    head.id != new_head.id
        || head.memo != new_head.memo
        || head.sender != new_head.sender
        || head.sent_at != new_head.sent_at
        || old.is_locked() != new.is_locked()
        || !live::is_same_body(&old.body, &new.body)
}

/// Spares a new reading the decoding of rows that an earlier drawing has decoded.
pub fn inherit(new: &Transcript, old: &Transcript) {
    for (new, old) in new.rooms.iter().zip(&old.rooms) {
        let of_reading = |row: &&Row| row.number().is_none();
        for (new, old) in new.rows.iter().filter(of_reading).zip(old.rows.iter().filter(of_reading)) {
            new.inherit(old);
        }
    }
}

#[cfg(test)]
mod tests;
