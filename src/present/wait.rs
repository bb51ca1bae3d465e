//! How long the customer waited for a person's answer: measured from the first thing the customer said that nobody had
//! answered yet. Bots and templates answer at once and end no wait; memos were never seen.

use happytalk_model::{Body, Message, Room, sender::Sender, timestamp::Timestamp};

use super::{notice::is_notice, timeline::Entry};

/// Seconds the customer had waited when the row at `at` answered; `None` where it answers nothing, or a date is missing.
/// Decodes what the customer said meanwhile, usually one row.
pub fn before(room: &Room, entries: &[Entry], at: usize) -> Option<i64> {
    if !is_person(&entries[at], room) {
        return None;
    }
    let asked = entries[..at]
        .iter()
        .rev()
        .take_while(|entry| !is_person(entry, room))
        .filter_map(|entry| asked_at(entry, room))
        .last()?;
    since(asked, &entries[at], room)
}

/// Seconds from the customer's first words to the first answer of a person.
pub fn first_response(room: &Room, entries: &[Entry]) -> Option<i64> {
    let asked = entries.iter().position(|entry| asked_at(entry, room).is_some())?;
    let answer = entries[asked..].iter().find(|entry| is_person(entry, room))?;
    since(asked_at(&entries[asked], room)?, answer, room)
}

fn since(asked: Timestamp, answer: &Entry, room: &Room) -> Option<i64> {
    let seconds = room.rows[answer.row].head().sent_at?.seconds_since(asked);
    (seconds >= 0).then_some(seconds)
}

fn is_person(entry: &Entry, room: &Room) -> bool {
    let head = room.rows[entry.row].head();
    !head.memo && matches!(head.sender, Sender::Counselor | Sender::ParcelAgent | Sender::ProductAgent)
}

/// When the customer said something that asks for an answer.
fn asked_at(entry: &Entry, room: &Room) -> Option<Timestamp> {
    let row = &room.rows[entry.row];
    let head = row.head();
    let asks = !head.memo && head.sender == Sender::Customer && !is_event(row.message());
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
        present::timeline::{
            tests::{room, row, said},
            timeline,
        },
    };

    fn waits(rows: &[String]) -> (Vec<Option<i64>>, Option<i64>) {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let room = room(&rows);
        let entries = timeline(&room, Memos::Show).entries;
        let each = (0..entries.len()).map(|at| before(&room, &entries, at)).collect();
        (each, first_response(&room, &entries))
    }

    fn at(sender: &str, clock: &str) -> String {
        said(sender, &format!("2025-10-01 {clock}"), "안녕하세요")
    }

    #[test]
    fn the_wait_begins_with_the_first_unanswered_words_and_ends_with_a_person() {
        let (waits, first) = waits(&[
            at("C", "10:00:00"),
            at("B", "10:00:01"),
            at("C", "10:05:00"),
            at("H", "10:14:00"),
            at("H", "10:15:00"),
            at("C", "11:00:00"),
            at("2", "11:00:30"),
        ]);
        assert_eq!(waits, [None, None, None, Some(840), None, None, Some(30)]);
        assert_eq!(first, Some(840));
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
    fn a_room_that_nobody_answered_has_no_first_response() {
        assert_eq!(waits(&[at("C", "10:00:00"), at("B", "10:00:01")]).1, None);
    }
}
