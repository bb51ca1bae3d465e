//! Response times and silences between messages.
//!
//! A response time runs from the first message of the customer's latest turn to the next message of a person. A reply of a
//! bot or a template ends a turn. Memos and undelivered messages do not count.

use happytalk_model::{Body, Message, Room, sender::Sender, timestamp::Timestamp};

use super::{notice::is_notice, timeline::TimelineEntry};

/// Minimum length of a silence that is shown, in seconds.
const MIN_SILENCE_SECONDS: i64 = 30 * 60;
/// Minimum response time that is shown, in seconds.
const MIN_RESPONSE_SECONDS: i64 = 60;

/// Time span before the first row of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Response time of this row, in seconds.
    Answer(i64),
    /// Time since the previous message, in seconds.
    Silence(i64),
}

/// Returns the time span before the row at `at`, if it is long enough to be shown.
///
/// Decodes the rows of the customer's latest turn, usually one.
pub fn gap(room: &Room, entries: &[TimelineEntry], at: usize) -> Option<Gap> {
    if let Some(seconds) = response_seconds(room, entries, at) {
        return (seconds >= MIN_RESPONSE_SECONDS).then_some(Gap::Answer(seconds));
    }
    let previous = entries[..at].iter().rev().find(|entry| is_visible_to_both(entry, room))?;
    let silence = since(room.rows[previous.row].head().sent_at?, &entries[at], room)?;
    (silence >= MIN_SILENCE_SECONDS && is_visible_to_both(&entries[at], room)).then_some(Gap::Silence(silence))
}

/// Returns the response time of the row at `at` in seconds.
///
/// `None` if the row is not a response of a person, or a date is missing.
fn response_seconds(room: &Room, entries: &[TimelineEntry], at: usize) -> Option<i64> {
    if !is_person(&entries[at], room) {
        return None;
    }
    let turn_start = entries[..at]
        .iter()
        .rev()
        .filter(|entry| is_visible_to_both(entry, room))
        .skip_while(|entry| is_automatic(entry, room))
        .take_while(|entry| is_from_customer(entry, room) && !is_event(room.rows[entry.row].message()))
        .filter_map(|entry| room.rows[entry.row].head().sent_at)
        .last()?;
    since(turn_start, &entries[at], room)
}

/// Returns the seconds from the customer's first message to the counselor's first response.
pub fn first_response(room: &Room, entries: &[TimelineEntry]) -> Option<i64> {
    let first = entries.iter().position(|entry| request_time(entry, room).is_some())?;
    let is_counselor = |entry: &&TimelineEntry| is_person(entry, room) && sender(entry, room) == &Sender::Counselor;
    since(request_time(&entries[first], room)?, entries[first..].iter().find(is_counselor)?, room)
}

fn since(start: Timestamp, entry: &TimelineEntry, room: &Room) -> Option<i64> {
    let seconds = room.rows[entry.row].head().sent_at?.seconds_since(start);
    (seconds >= 0).then_some(seconds)
}

fn sender<'a>(entry: &TimelineEntry, room: &'a Room) -> &'a Sender {
    &room.rows[entry.row].head().sender
}

/// Returns whether both sides see the row: it is delivered and not a memo.
fn is_visible_to_both(entry: &TimelineEntry, room: &Room) -> bool {
    entry.is_delivered && !room.rows[entry.row].head().memo
}

fn is_person(entry: &TimelineEntry, room: &Room) -> bool {
    is_visible_to_both(entry, room)
        && matches!(sender(entry, room), Sender::Counselor | Sender::ParcelAgent | Sender::ProductAgent)
        && !is_event(room.rows[entry.row].message())
}

fn is_automatic(entry: &TimelineEntry, room: &Room) -> bool {
    matches!(sender(entry, room), Sender::Bot | Sender::TemplateQuestion | Sender::TemplateAnswer)
}

fn is_from_customer(entry: &TimelineEntry, room: &Room) -> bool {
    sender(entry, room) == &Sender::Customer
}

/// Returns the time of a customer's message that requires a response.
fn request_time(entry: &TimelineEntry, room: &Room) -> Option<Timestamp> {
    let row = &room.rows[entry.row];
    let head = row.head();
    let is_request = is_visible_to_both(entry, room) && head.sender == Sender::Customer && !is_event(row.message());
    head.sent_at.filter(|_| is_request)
}

/// Returns whether a message is a system notice.
pub fn is_event(message: &Message) -> bool {
    matches!(&message.body, Body::Text(text) if is_notice(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        options::Memos,
        timeline::{
            build_timeline,
            tests::{room, row, text_row},
        },
    };

    fn response_times(rows: &[String]) -> (Vec<Option<i64>>, Option<i64>) {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let room = room(&rows);
        let entries = build_timeline(&room, Memos::Show, &Vec::new()).entries;
        let each = (0..entries.len()).map(|at| response_seconds(&room, &entries, at)).collect();
        (each, first_response(&room, &entries))
    }

    fn at(sender: &str, clock: &str) -> String {
        text_row(sender, &format!("2025-10-01 {clock}"), "안녕하세요")
    }

    #[test]
    fn response_time_runs_from_the_customers_latest_turn_to_a_person() {
        let (times, first) = response_times(&[
            at("C", "10:00:00"),
            at("B", "10:00:01"),
            at("C", "10:05:00"),
            at("C", "10:06:00"),
            at("Q", "10:06:01"),
            at("2", "10:09:00"),
            at("H", "10:14:00"),
            at("C", "11:00:00"),
            at("H", "11:00:30"),
        ]);
        assert_eq!(times, [None, None, None, None, None, Some(240), None, None, Some(30)]);
        assert_eq!(first, Some(840));
    }

    #[test]
    fn short_response_times_and_silences_are_not_shown() {
        let rows = [
            at("C", "10:00:00"),
            at("H", "10:00:59"),
            at("C", "10:30:59"),
            at("H", "10:31:59"),
            at("H", "10:59:00"),
            at("H", "11:30:00"),
        ];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let room = room(&rows);
        let entries = build_timeline(&room, Memos::Show, &Vec::new()).entries;
        let gaps: Vec<_> = (0..entries.len()).map(|at| gap(&room, &entries, at)).collect();
        assert_eq!(gaps, [None, None, Some(Gap::Silence(1800)), Some(Gap::Answer(60)), None, Some(Gap::Silence(1860))]);
    }

    #[test]
    fn memos_events_and_undated_rows_have_no_response_time() {
        let (times, first) = response_times(&[
            at("H", "09:00:00"),
            text_row("C", "2025-10-01 10:00:00", "고객님이 종료하였습니다."),
            row("M", "H", "2025-10-01 10:01:00", "text", "메모"),
            at("H", "10:02:00"),
            text_row("C", "", "?"),
            at("H", "10:03:00"),
            at("C", "10:04:00"),
            text_row("H", "", "!"),
        ]);
        assert_eq!(times, [None; 8]);
        assert_eq!(first, None);
    }

    #[test]
    fn a_closing_notice_is_no_response_and_ends_the_turn() {
        let (times, first) = response_times(&[
            at("C", "10:00:00"),
            text_row("H", "2025-10-01 10:14:00", "상담원이 종료하였습니다."),
            at("C", "11:00:00"),
            text_row("C", "2025-10-01 11:01:00", "고객님이 종료하였습니다."),
            at("H", "12:00:00"),
        ]);
        assert_eq!(times, [None; 5]);
        assert_eq!(first, Some(7200));
    }

    #[test]
    fn a_room_without_a_counselors_message_has_no_first_response() {
        assert_eq!(response_times(&[at("C", "10:00:00"), at("B", "10:00:01")]).1, None);
    }
}
