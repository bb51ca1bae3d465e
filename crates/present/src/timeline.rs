//! Rows of a room as a list to be drawn: order, days, runs of one sender.
//!
//! Reads heads only, so that a long room's first screen waits for no other row's contents.

use happytalk_model::{Kind, Room, Transcript, sender::Sender, timestamp::Timestamp};

use super::live::{Marks, is_said};
use crate::options::Memos;

/// A room's rows in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// The rows that are drawn.
    pub entries: Vec<Entry>,
    /// Whether they stand in another order than sent.
    pub reordered: bool,
}

/// One row's place in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Index into [`Room::rows`].
    pub row: usize,
    /// The row is the first of this Korean day.
    pub day: Option<Timestamp>,
    /// The first of a run of one sender: it carries the name.
    pub starts_run: bool,
    /// The last of a run: it carries the tail.
    pub ends_run: bool,
    /// Where it stands.
    pub side: Side,
    /// It was said ([`is_said`]).
    pub is_said: bool,
}

/// Where a row stands. The reader works for the company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Left.
    Customer,
    /// Right.
    Company,
    /// A sender nobody knows: left, and never drawn as an agent.
    Neutral,
    /// The whole width: an internal memo.
    Note,
}

impl Side {
    /// The value of `data-side`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Company => "company",
            Self::Neutral => "neutral",
            Self::Note => "note",
        }
    }

    fn of(sender: &Sender, memo: bool) -> Self {
        match sender {
            _ if memo => Self::Note,
            Sender::Customer => Self::Customer,
            sender if sender.is_company() => Self::Company,
            _ => Self::Neutral,
        }
    }
}

/// Puts a room's rows in order, with days and runs; `marks` are those of its provisional rows.
pub fn timeline(room: &Room, memos: Memos, marks: &Marks) -> Timeline {
    let ordered = room.ordered();
    let mut entries: Vec<Entry> = Vec::with_capacity(ordered.indices.len());
    let mut day: Option<i64> = None;
    let mut previous: Option<(&Sender, Side)> = None;
    for row in ordered.indices {
        let head = room.rows[row].head();
        if head.memo && memos == Memos::Hide {
            continue;
        }
        let side = Side::of(&head.sender, head.memo);
        let new_day = head.sent_at.filter(|moment| day != Some(day_number(*moment)));
        day = new_day.map(day_number).or(day);
        let starts_run = new_day.is_some() || side == Side::Note || previous != Some((&head.sender, side));
        if starts_run && let Some(last) = entries.last_mut() {
            last.ends_run = true;
        }
        previous = Some((&head.sender, side));
        let is_said = is_said(marks, &room.rows[row]);
        entries.push(Entry { row, day: new_day, starts_run, ends_run: false, side, is_said });
    }
    if let Some(last) = entries.last_mut() {
        last.ends_run = true;
    }
    Timeline { entries, reordered: ordered.reordered }
}

/// What the row at `at` says of its being read: that it was, or was not; nothing where the next row of its run says the
/// same, or where nobody knows.
pub fn read_mark(room: &Room, entries: &[Entry], at: usize) -> Option<bool> {
    let head = |at: usize| room.rows[entries[at].row].head();
    let (entry, this) = (&entries[at], head(at));
    let is_read = this.read_at.is_some();
    // A run's last, or the last before one that was not read.
    let is_said = !is_read || entry.ends_run || entries.get(at + 1).is_none_or(|_| head(at + 1).read_at.is_none());
    (this.tells_read && entry.side != Side::Note && is_said).then_some(is_read)
}

/// How many rows are of kind `unreadable`. Decodes every row.
pub fn unreadable(transcript: &Transcript) -> usize {
    let rows = transcript.rooms.iter().flat_map(|room| &room.rows);
    rows.filter(|row| row.message().kind() == Kind::Unreadable).count()
}

fn day_number(moment: Timestamp) -> i64 {
    (moment.epoch_millis() + 9 * 3_600_000).div_euclid(86_400_000)
}

#[cfg(test)]
pub(crate) mod tests {
    use happytalk_model::{Answer, decode};

    use super::*;

    /// A room of rows written as JSON objects.
    pub(crate) fn room(rows: &[&str]) -> Room {
        let json = format!(r#"{{"result":"success","data":[{{"chat":{{"id":"r"}},"message":[{}]}}]}}"#, rows.join(","));
        match decode(json.as_bytes()).expect("a document").value {
            Answer::Transcript(mut transcript) => transcript.rooms.remove(0),
            Answer::Failure(failure) => panic!("{failure:?}"),
        }
    }

    /// A row by sender, date and text.
    pub(crate) fn said(user_type: &str, date: &str, text: &str) -> String {
        row("C", user_type, date, "text", text)
    }

    /// A row of any type.
    pub(crate) fn row(kind: &str, user_type: &str, date: &str, contents_type: &str, contents: &str) -> String {
        format!(
            r#"{{"type":"{kind}","user_type":"{user_type}","send_date":"{date}","contents_type":"{contents_type}","contents":"{}"}}"#,
            contents.replace('\\', "\\\\").replace('"', "\\\"")
        )
    }

    /// A moment as the vendor writes it.
    pub(crate) fn moment(date: &str) -> Timestamp {
        room(&[&said("C", date, "")]).rows[0].head().sent_at.expect("a date")
    }

    fn drawn(rows: &[String], memos: Memos) -> Timeline {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        timeline(&room(&rows), memos, &Marks::new())
    }

    #[test]
    fn a_day_is_named_once_at_its_first_row() {
        let list = drawn(
            &[
                said("C", "2025-10-01 23:59:59", "a"),
                said("C", "2025-10-02 00:00:00", "b"),
                said("C", "2025-10-02 12:00:00", "c"),
            ],
            Memos::Show,
        );
        let days: Vec<_> = list.entries.iter().map(|entry| entry.day.map(|day| day.day())).collect();
        assert_eq!(days, [Some("2025-10-01".into()), Some("2025-10-02".into()), None]);
    }

    #[test]
    fn an_undated_row_stays_in_the_day_before_it() {
        let list = drawn(
            &[
                said("C", "0000-00-00 00:00:00", "a"),
                said("C", "2025-10-02 00:00:00", "b"),
                said("C", "", "c"),
                said("C", "2025-10-02 00:00:01", "d"),
            ],
            Memos::Show,
        );
        let days: Vec<_> = list.entries.iter().map(|entry| entry.day.is_some()).collect();
        assert_eq!(days, [false, true, false, false]);
    }

    #[test]
    fn a_run_of_one_sender_is_named_once_and_has_one_tail() {
        let list = drawn(
            &[
                said("C", "2025-10-01 10:00:00", "a"),
                said("C", "2025-10-01 10:00:01", "b"),
                said("H", "2025-10-01 10:00:02", "c"),
                said("B", "2025-10-01 10:00:03", "d"),
                said("B", "2025-10-02 10:00:03", "e"),
            ],
            Memos::Show,
        );
        let starts: Vec<_> = list.entries.iter().map(|entry| entry.starts_run).collect();
        let ends: Vec<_> = list.entries.iter().map(|entry| entry.ends_run).collect();
        assert_eq!(starts, [true, false, true, true, true]);
        assert_eq!(ends, [false, true, true, true, true]);
    }

    #[test]
    fn a_memo_breaks_a_run_and_the_run_goes_on_when_memos_are_hidden() {
        let rows = [
            said("H", "2025-10-01 10:00:00", "a"),
            row("M", "H", "2025-10-01 10:00:01", "text", "secret"),
            said("H", "2025-10-01 10:00:02", "b"),
        ];
        let shown = drawn(&rows, Memos::Show);
        assert_eq!(
            shown.entries.iter().map(|entry| entry.side).collect::<Vec<_>>(),
            [Side::Company, Side::Note, Side::Company]
        );
        assert!(shown.entries[2].starts_run);
        let hidden = drawn(&rows, Memos::Hide);
        assert_eq!(hidden.entries.iter().map(|entry| entry.row).collect::<Vec<_>>(), [0, 2]);
        assert!(!hidden.entries[1].starts_run);
    }

    #[test]
    fn an_unknown_sender_is_neutral_and_never_the_company() {
        let list = drawn(&[said("Z", "2025-10-01 10:00:00", "a"), said("1", "2025-10-01 10:00:00", "b")], Memos::Show);
        assert_eq!(list.entries[0].side, Side::Neutral);
        assert_eq!(list.entries[1].side, Side::Company);
    }

    #[test]
    fn rows_sent_backwards_are_put_in_order_and_said_to_be() {
        let list = drawn(&[said("C", "2025-10-01 10:00:01", "b"), said("C", "2025-10-01 10:00:00", "a")], Memos::Show);
        assert!(list.reordered);
        assert_eq!(list.entries.iter().map(|entry| entry.row).collect::<Vec<_>>(), [1, 0]);
    }
}
