//! How long the customer waited for a person's answer, measured from the beginning of what the customer said last: a
//! bot's or template's answer in between begins a new turn, so no wait is made longer than it was. Memos were never seen.

use happytalk_model::{Body, Message, Room, sender::Sender, timestamp::Timestamp};

use super::{notice::is_notice, timeline::Entry};

/// Seconds without a message that are worth a word.
const SILENCE: i64 = 30 * 60;
/// Seconds a customer may wait without its being worth one.
const NOTICED: i64 = 60;

/// What a row that begins a run says of the time before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// It answers, after so many seconds.
    Answer(i64),
    /// Nobody had said anything for so many seconds.
    Silence(i64),
}

/// The time before the row at `at`, if it is worth a word; decodes what the customer said last, usually one row.
pub fn gap(room: &Room, entries: &[Entry], at: usize) -> Option<Gap> {
    if let Some(seconds) = before(room, entries, at) {
        return (seconds >= NOTICED).then_some(Gap::Answer(seconds));
    }
    let previous = entries[..at].iter().rev().find(|entry| !is_unheard(entry, room))?;
    let silence = since(room.rows[previous.row].head().sent_at?, &entries[at], room)?;
    (silence >= SILENCE && !is_unheard(&entries[at], room)).then_some(Gap::Silence(silence))
}

/// Seconds the customer had waited when the row at `at` answered; `None` where it answers nothing, or a date is missing.
fn before(room: &Room, entries: &[Entry], at: usize) -> Option<i64> {
    if !is_person(&entries[at], room) {
        return None;
    }
    let asked = entries[..at]
        .iter()
        .rev()
        .filter(|entry| !is_unheard(entry, room))
        .skip_while(|entry| is_automatic(entry, room))
        .take_while(|entry| is_customers(entry, room) && !is_event(room.rows[entry.row].message()))
        .filter_map(|entry| room.rows[entry.row].head().sent_at)
        .last()?;
    since(asked, &entries[at], room)
}

/// Seconds from the customer's first words to a counselor's first answer.
pub fn first_response(room: &Room, entries: &[Entry]) -> Option<i64> {
    let asked = entries.iter().position(|entry| asked_at(entry, room).is_some())?;
    let is_counselor = |entry: &&Entry| is_person(entry, room) && sender(entry, room) == &Sender::Counselor;
    since(asked_at(&entries[asked], room)?, entries[asked..].iter().find(is_counselor)?, room)
}

fn since(asked: Timestamp, answer: &Entry, room: &Room) -> Option<i64> {
    let seconds = room.rows[answer.row].head().sent_at?.seconds_since(asked);
    (seconds >= 0).then_some(seconds)
}

fn sender<'a>(entry: &Entry, room: &'a Room) -> &'a Sender {
    &room.rows[entry.row].head().sender
}

/// Neither side had it before it: a memo, or what was not said.
fn is_unheard(entry: &Entry, room: &Room) -> bool {
    !entry.is_said || room.rows[entry.row].head().memo
}

fn is_person(entry: &Entry, room: &Room) -> bool {
    !is_unheard(entry, room)
        && matches!(sender(entry, room), Sender::Counselor | Sender::ParcelAgent | Sender::ProductAgent)
        && !is_event(room.rows[entry.row].message())
}

fn is_automatic(entry: &Entry, room: &Room) -> bool {
    matches!(sender(entry, room), Sender::Bot | Sender::TemplateQuestion | Sender::TemplateAnswer)
}

fn is_customers(entry: &Entry, room: &Room) -> bool {
    sender(entry, room) == &Sender::Customer
}

/// When the customer said something that asks for an answer.
fn asked_at(entry: &Entry, room: &Room) -> Option<Timestamp> {
    let row = &room.rows[entry.row];
    let head = row.head();
    let asks = !is_unheard(entry, room) && head.sender == Sender::Customer && !is_event(row.message());
    head.sent_at.filter(|_| asks)
}

/// Whether a message is an event in the room rather than something said.
pub fn is_event(message: &Message) -> bool {
    matches!(&message.body, Body::Text(text) if is_notice(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        options::Memos,
        timeline::{
            tests::{room, row, said},
            timeline,
        },
    };

    fn waits(rows: &[String]) -> (Vec<Option<i64>>, Option<i64>) {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let room = room(&rows);
        let entries = timeline(&room, Memos::Show, &Vec::new()).entries;
        let each = (0..entries.len()).map(|at| before(&room, &entries, at)).collect();
        (each, first_response(&room, &entries))
    }

    fn at(sender: &str, clock: &str) -> String {
        said(sender, &format!("2025-10-01 {clock}"), "안녕하세요")
    }

    #[test]
    fn the_wait_begins_with_the_customers_last_turn_and_ends_with_a_person() {
        let (waits, first) = waits(&[
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
        assert_eq!(waits, [None, None, None, None, None, Some(240), None, None, Some(30)]);
        assert_eq!(first, Some(840));
    }

    #[test]
    fn an_answer_counts_from_a_minute_and_a_silence_from_half_an_hour() {
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
        let entries = timeline(&room, Memos::Show, &Vec::new()).entries;
        let gaps: Vec<_> = (0..entries.len()).map(|at| gap(&room, &entries, at)).collect();
        assert_eq!(gaps, [None, None, Some(Gap::Silence(1800)), Some(Gap::Answer(60)), None, Some(Gap::Silence(1860))]);
    }

    #[test]
    fn memos_events_and_rows_without_a_date_neither_ask_nor_answer() {
        let (waits, first) = waits(&[
            at("H", "09:00:00"),
            said("C", "2025-10-01 10:00:00", "고객님이 종료하였습니다."),
            row("M", "H", "2025-10-01 10:01:00", "text", "메모"),
            at("H", "10:02:00"),
            said("C", "", "?"),
            at("H", "10:03:00"),
            at("C", "10:04:00"),
            said("H", "", "!"),
        ]);
        assert_eq!(waits, [None; 8]);
        assert_eq!(first, None);
    }

    #[test]
    fn a_closing_notice_is_no_answer_and_ends_a_wait() {
        let (waits, first) = waits(&[
            at("C", "10:00:00"),
            said("H", "2025-10-01 10:14:00", "상담원이 종료하였습니다."),
            at("C", "11:00:00"),
            said("C", "2025-10-01 11:01:00", "고객님이 종료하였습니다."),
            at("H", "12:00:00"),
        ]);
        assert_eq!(waits, [None; 5]);
        assert_eq!(first, Some(7200));
    }

    #[test]
    fn a_room_that_nobody_answered_has_no_first_response() {
        assert_eq!(waits(&[at("C", "10:00:00"), at("B", "10:00:01")]).1, None);
    }
}
