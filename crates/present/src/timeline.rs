//! Timeline of a room: reading order, days and runs of one sender.
//!
//! Only the heads of the rows are decoded, so the first screen of a long room does not wait for the contents of all rows.

use happytalk_model::{Room, sender::Sender, timestamp::Timestamp};

use super::live::{DeliveryStatuses, is_delivered};
use crate::options::Memos;

/// Rows of a room in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Rendered rows.
    pub entries: Vec<TimelineEntry>,
    /// Whether the order differs from the transcript.
    pub reordered: bool,
}

/// Row of a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEntry {
    /// Index into [`Room::rows`].
    pub row: usize,
    /// Time of the row, if it is the first row of a day in Korea.
    pub day: Option<Timestamp>,
    /// Whether the row is the first of a run of one sender, which shows the name.
    pub starts_run: bool,
    /// Whether the row is the last of a run, which has the tail.
    pub ends_run: bool,
    /// Side of the list.
    pub side: Side,
    /// Whether the row is delivered ([`is_delivered`]).
    pub is_delivered: bool,
}

/// Side of a row. The reader works for the company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Left.
    Customer,
    /// Right.
    Company,
    /// Left: an unknown sender, never rendered as an agent.
    Neutral,
    /// Full width: an internal memo.
    Note,
}

impl Side {
    /// Returns the value of `data-side`.
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

/// Creates the timeline of a room. `statuses` are the delivery statuses of its provisional rows.
pub fn build_timeline(room: &Room, memos: Memos, statuses: &DeliveryStatuses) -> Timeline {
    let ordered = room.ordered();
    let mut entries: Vec<TimelineEntry> = Vec::with_capacity(ordered.indices.len());
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
        let is_delivered = is_delivered(statuses, &room.rows[row]);
        entries.push(TimelineEntry { row, day: new_day, starts_run, ends_run: false, side, is_delivered });
    }
    if let Some(last) = entries.last_mut() {
        last.ends_run = true;
    }
    Timeline { entries, reordered: ordered.reordered }
}

/// Returns whether the row at `at` shows a read mark, and which.
///
/// `None` if the next row of the run shows the same mark, or the vendor did not send `read_date`.
pub fn read_mark(room: &Room, entries: &[TimelineEntry], at: usize) -> Option<bool> {
    let head = |at: usize| room.rows[entries[at].row].head();
    let (entry, own_head) = (&entries[at], head(at));
    let is_read = own_head.read_at.is_some();
    // Of consecutive read rows in a run, only the last one shows the mark.
    let is_shown = !is_read || entry.ends_run || entries.get(at + 1).is_none_or(|_| head(at + 1).read_at.is_none());
    (own_head.tells_read && entry.side != Side::Note && is_shown).then_some(is_read)
}

/// Returns the number of the day in Korea since 1970-01-01.
fn day_number(moment: Timestamp) -> i64 {
    (moment.epoch_millis() + 9 * 3_600_000).div_euclid(86_400_000)
}

#[cfg(test)]
pub(crate) mod tests {
    use happytalk_model::{Answer, decode};

    use super::*;

    /// Returns a room with rows given as JSON objects.
    pub(crate) fn room(rows: &[&str]) -> Room {
        let json = format!(r#"{{"result":"success","data":[{{"chat":{{"id":"r"}},"message":[{}]}}]}}"#, rows.join(","));
        match decode(json.as_bytes()).expect("a document").value {
            Answer::Transcript(mut transcript) => transcript.rooms.remove(0),
            Answer::Failure(failure) => panic!("{failure:?}"),
        }
    }

    /// Returns a text row as JSON.
    pub(crate) fn text_row(user_type: &str, date: &str, text: &str) -> String {
        row("C", user_type, date, "text", text)
    }

    /// Returns a row of any type as JSON.
    pub(crate) fn row(kind: &str, user_type: &str, date: &str, contents_type: &str, contents: &str) -> String {
        format!(
            r#"{{"type":"{kind}","user_type":"{user_type}","send_date":"{date}","contents_type":"{contents_type}","contents":"{}"}}"#,
            contents.replace('\\', "\\\\").replace('"', "\\\"")
        )
    }

    /// Parses a date in the vendor's format.
    pub(crate) fn moment(date: &str) -> Timestamp {
        room(&[&text_row("C", date, "")]).rows[0].head().sent_at.expect("a date")
    }

    fn timeline_of(rows: &[String], memos: Memos) -> Timeline {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        build_timeline(&room(&rows), memos, &DeliveryStatuses::new())
    }

    #[test]
    fn a_day_begins_at_its_first_row() {
        let list = timeline_of(
            &[
                text_row("C", "2025-10-01 23:59:59", "a"),
                text_row("C", "2025-10-02 00:00:00", "b"),
                text_row("C", "2025-10-02 12:00:00", "c"),
            ],
            Memos::Show,
        );
        let days: Vec<_> = list.entries.iter().map(|entry| entry.day.map(|day| day.day())).collect();
        assert_eq!(days, [Some("2025-10-01".into()), Some("2025-10-02".into()), None]);
    }

    #[test]
    fn an_undated_row_belongs_to_the_preceding_day() {
        let list = timeline_of(
            &[
                text_row("C", "0000-00-00 00:00:00", "a"),
                text_row("C", "2025-10-02 00:00:00", "b"),
                text_row("C", "", "c"),
                text_row("C", "2025-10-02 00:00:01", "d"),
            ],
            Memos::Show,
        );
        let days: Vec<_> = list.entries.iter().map(|entry| entry.day.is_some()).collect();
        assert_eq!(days, [false, true, false, false]);
    }

    #[test]
    fn a_run_ends_when_the_sender_or_the_day_changes() {
        let list = timeline_of(
            &[
                text_row("C", "2025-10-01 10:00:00", "a"),
                text_row("C", "2025-10-01 10:00:01", "b"),
                text_row("H", "2025-10-01 10:00:02", "c"),
                text_row("B", "2025-10-01 10:00:03", "d"),
                text_row("B", "2025-10-02 10:00:03", "e"),
            ],
            Memos::Show,
        );
        let starts: Vec<_> = list.entries.iter().map(|entry| entry.starts_run).collect();
        let ends: Vec<_> = list.entries.iter().map(|entry| entry.ends_run).collect();
        assert_eq!(starts, [true, false, true, true, true]);
        assert_eq!(ends, [false, true, true, true, true]);
    }

    #[test]
    fn a_memo_interrupts_a_run_unless_memos_are_hidden() {
        let rows = [
            text_row("H", "2025-10-01 10:00:00", "a"),
            row("M", "H", "2025-10-01 10:00:01", "text", "secret"),
            text_row("H", "2025-10-01 10:00:02", "b"),
        ];
        let shown = timeline_of(&rows, Memos::Show);
        assert_eq!(
            shown.entries.iter().map(|entry| entry.side).collect::<Vec<_>>(),
            [Side::Company, Side::Note, Side::Company]
        );
        assert!(shown.entries[2].starts_run);
        let hidden = timeline_of(&rows, Memos::Hide);
        assert_eq!(hidden.entries.iter().map(|entry| entry.row).collect::<Vec<_>>(), [0, 2]);
        assert!(!hidden.entries[1].starts_run);
    }

    #[test]
    fn an_unknown_sender_is_neutral() {
        let list = timeline_of(
            &[text_row("Z", "2025-10-01 10:00:00", "a"), text_row("1", "2025-10-01 10:00:00", "b")],
            Memos::Show,
        );
        assert_eq!(list.entries[0].side, Side::Neutral);
        assert_eq!(list.entries[1].side, Side::Company);
    }

    #[test]
    fn rows_in_reverse_order_are_sorted_and_reported() {
        let list = timeline_of(
            &[text_row("C", "2025-10-01 10:00:01", "b"), text_row("C", "2025-10-01 10:00:00", "a")],
            Memos::Show,
        );
        assert!(list.reordered);
        assert_eq!(list.entries.iter().map(|entry| entry.row).collect::<Vec<_>>(), [1, 0]);
    }
}
