use std::sync::Arc;

use happytalk_model::{Answer, decode, received, write::Content};

use super::*;
use crate::{
    composer::Refused,
    live::{Mark, Pending, Shown},
    options::Memos,
    timeline::{Side, tests::moment, timeline},
};

/// A reading of rows: id, sender, time of day, `read_date` and contents.
fn reading(rows: &[(&str, &str, &str, &str, &str)]) -> Arc<Transcript> {
    let row = |(id, sender, clock, read, text): &(&str, &str, &str, &str, &str)| {
        format!(
            r#"{{"id":"{id}","type":"C","user_type":"{sender}","send_date":"2025-10-01 {clock}","read_date":"{read}","contents_type":"text","contents":"{text}"}}"#
        )
    };
    let rows: Vec<String> = rows.iter().map(row).collect();
    of_json(&rows.join(","))
}

fn of_json(rows: &str) -> Arc<Transcript> {
    let json = format!(r#"{{"result":"success","data":[{{"chat":{{"id":"r"}},"message":[{rows}]}}]}}"#);
    match decode(json.as_bytes()).expect("JSON").value {
        Answer::Transcript(transcript) => Arc::new(transcript),
        Answer::Failure(failure) => panic!("{failure:?}"),
    }
}

fn between(old: (&Transcript, &Marks), new: (&Transcript, &Marks)) -> Change {
    let entries = |of: (&Transcript, &Marks)| timeline(&of.0.rooms[0], Memos::Show, of.1);
    let (before, after) = (entries(old), entries(new));
    let old = Drawing { room: &old.0.rooms[0], entries: &before.entries, marks: old.1 };
    let new = Drawing { room: &new.0.rooms[0], entries: &after.entries, marks: new.1 };
    let change = change(&old, &new, &|text| text.to_owned());
    assert_eq!(
        change.is_none(&old, &new),
        change == Change { keep: old.entries.len(), ..Change::default() } && old.entries.len() == new.entries.len()
    );
    change
}

fn merged(pending: &mut Pending, reading: &Arc<Transcript>) -> Arc<Transcript> {
    pending.show(reading, reading).transcript
}

fn of_readings(old: &Transcript, new: &Transcript) -> Change {
    between((old, &Marks::new()), (new, &Marks::new()))
}

fn webhook(pending: &mut Pending, id: &str, text: &str, clock: &str) {
    let bytes = format!(
        r#"{{"room_id":"r","type":"text","msgid":"{id}","content":"{text}","received_at":"2025-10-01T{clock}+09:00"}}"#
    );
    let received = received::decode(bytes.as_bytes()).expect("JSON").value;
    assert!(pending.receive(bytes.as_bytes(), received, moment("2025-10-01 00:00:00")));
}

#[test]
fn a_reading_that_brings_nothing_changes_nothing() {
    let rows = [("1", "C", "10:00:00", "", "a"), ("2", "H", "10:00:01", "", "b")];
    assert_eq!(of_readings(&reading(&rows), &reading(&rows)), Change { keep: 2, ..Change::default() });
}

#[test]
fn a_row_that_goes_on_with_a_run_takes_the_tail_of_the_last() {
    let old = reading(&[("1", "C", "10:00:00", "", "a")]);
    let new = reading(&[("1", "C", "10:00:00", "", "a"), ("2", "C", "10:00:01", "", "b")]);
    assert_eq!(of_readings(&old, &new), Change { keep: 1, redraw: vec![], touch: vec![0] });
    let other = reading(&[("1", "C", "10:00:00", "", "a"), ("2", "H", "10:00:01", "", "b")]);
    assert_eq!(of_readings(&old, &other), Change { keep: 1, redraw: vec![], touch: vec![] });
}

#[test]
fn what_is_read_meanwhile_is_touched_and_its_neighbour_with_it() {
    let at = "2025-10-01 10:01:00";
    let old = reading(&[("1", "H", "10:00:00", at, "a"), ("2", "H", "10:00:01", "", "b")]);
    let new = reading(&[("1", "H", "10:00:00", at, "a"), ("2", "H", "10:00:01", at, "b")]);
    // The first one said it was read because the second was not.
    assert_eq!(of_readings(&old, &new), Change { keep: 2, redraw: vec![], touch: vec![0, 1] });
}

#[test]
fn other_words_under_the_same_id_are_drawn_anew() {
    let old = reading(&[("1", "H", "10:00:00", "", "a"), ("2", "H", "10:00:01", "", "b")]);
    let new = reading(&[("1", "H", "10:00:00", "", "A"), ("2", "H", "10:00:01", "", "b")]);
    assert_eq!(of_readings(&old, &new), Change { keep: 2, redraw: vec![0], touch: vec![] });
}

#[test]
fn a_row_that_comes_between_ends_what_stays() {
    let old = reading(&[("1", "C", "10:00:00", "", "a"), ("3", "H", "10:00:02", "", "c")]);
    let new =
        reading(&[("1", "C", "10:00:00", "", "a"), ("2", "C", "10:00:01", "", "b"), ("3", "H", "10:00:02", "", "c")]);
    assert_eq!(of_readings(&old, &new), Change { keep: 1, redraw: vec![], touch: vec![0] });
}

#[test]
fn rows_without_an_id_are_known_by_what_they_say() {
    let row = |text: &str| format!(r#"{{"type":"C","user_type":"C","contents_type":"text","contents":"{text}"}}"#);
    let old = of_json(&[row("a"), row("b")].join(","));
    let new = of_json(&[row("a"), row("c")].join(","));
    assert_eq!(of_readings(&old, &new).keep, 1);
}

#[test]
fn a_provisional_row_is_replaced_in_its_place() {
    let base = reading(&[("1", "C", "10:00:00", "", "a")]);
    let mut pending = Pending::default();
    webhook(&mut pending, "x", "답", "10:00:05");
    let shown = merged(&mut pending, &base);
    let marks = pending.marks();
    assert_eq!(between((&base, &Marks::new()), (&shown, &marks)), Change { keep: 1, redraw: vec![], touch: vec![] });

    // Another id, the same words.
    let next = reading(&[("1", "C", "10:00:00", "", "a"), ("2", "H", "10:00:04", "", "답")]);
    let next = merged(&mut pending, &next);
    assert_eq!(
        between((&shown, &marks), (&next, &pending.marks())),
        Change { keep: 2, redraw: vec![1], touch: vec![] }
    );

    // What the customer said before it was not told: the provisional row makes room.
    let next =
        reading(&[("1", "C", "10:00:00", "", "a"), ("2", "C", "10:00:03", "", "b"), ("3", "H", "10:00:04", "", "답")]);
    let next = merged(&mut pending, &next);
    assert_eq!(between((&shown, &marks), (&next, &pending.marks())).keep, 1);
}

#[test]
fn another_mark_is_another_drawing_of_its_row_alone() {
    let base = reading(&[("1", "C", "10:00:00", "", "a")]);
    let mut pending = Pending::default();
    let content = happytalk_model::write::Content::Text("b".into());
    let number = pending.send(&content, &base.rooms[0].rows, moment("2025-10-01 10:00:01"));
    let (sending, before) = (merged(&mut pending, &base), pending.marks());
    pending.set(number, Mark::Unknown(None));
    let (unknown, after) = (merged(&mut pending, &base), pending.marks());
    assert_eq!(between((&sending, &before), (&unknown, &after)), Change { keep: 2, redraw: vec![1], touch: vec![] });
    pending.forget(number);
    assert_eq!(
        between((&unknown, &after), (&merged(&mut pending, &base), &pending.marks())),
        Change { keep: 1, redraw: vec![], touch: vec![0] }
    );
}

#[test]
fn the_answer_to_a_template_marks_the_label_that_was_chosen() {
    let template = r#"{"id":"1","type":"C","user_type":"Q","send_date":"2025-10-01 10:00:00","contents_type":"template","contents":"{\"type\":\"TEXT\",\"message\":\"?\",\"quickReplyList\":[{\"type\":\"TEXT\",\"name\":\"네\"}]}"}"#;
    let text = |id: &str, text: &str| {
        format!(
            r#"{{"id":"{id}","type":"C","user_type":"C","send_date":"2025-10-01 10:00:05","contents_type":"text","contents":"{text}"}}"#
        )
    };
    let old = of_json(template);
    let new = of_json(&[template.to_owned(), text("2", "네")].join(","));
    assert_eq!(of_readings(&old, &new), Change { keep: 1, redraw: vec![0], touch: vec![] });
    let third = of_json(&[template.to_owned(), text("2", "네"), text("3", "네")].join(","));
    assert_eq!(of_readings(&new, &third), Change { keep: 2, redraw: vec![], touch: vec![1] });
}

#[test]
fn rows_that_are_the_same_are_not_decoded_twice() {
    let rows = [("1", "C", "10:00:00", "", "a"), ("2", "H", "10:00:01", "", "b")];
    let (old, new) = (reading(&rows), reading(&rows));
    let decoded: *const happytalk_model::Message = old.rooms[0].rows[1].message();
    inherit(&new, &old);
    assert!(std::ptr::eq(decoded, new.rooms[0].rows[1].message()));
}

#[test]
fn a_day_that_begins_is_named_before_its_first_row() {
    let base = reading(&[("1", "C", "23:59:59", "", "a")]);
    let mut pending = Pending::default();
    let bytes = br#"{"type":"text","content":"b","received_at":"2025-10-02T00:00:01+09:00"}"#;
    let received = received::decode(bytes).expect("JSON").value;
    assert!(pending.receive(bytes, received, moment("2025-10-02 00:00:01")));
    let next = merged(&mut pending, &base);
    let list = timeline(&next.rooms[0], Memos::Show, &Marks::new());
    assert_eq!(list.entries[1].day.map(|day| day.day()).as_deref(), Some("2025-10-02"));
    assert_eq!((list.entries[1].side, list.reordered), (Side::Company, false));
}

#[test]
fn what_may_not_have_arrived_answers_nothing_until_it_has() {
    let offer = r#"{"id":"1","type":"C","user_type":"H","send_date":"2025-10-01 10:00:00","contents_type":"template","contents":"{\"type\":\"TEXT\",\"message\":\"?\",\"quickReplyList\":[{\"type\":\"TEXT\",\"name\":\"네\"}]}"}"#;
    let base = of_json(offer);
    let mut pending = Pending::default();
    let number = pending.send(&Content::Text("네".into()), &base.rooms[0].rows, moment("2025-10-01 11:00:00"));
    let mut now = |mark: Mark| {
        pending.set(number, mark);
        pending.show(&base, &base)
    };
    let says = |shown: &Shown| {
        let room = &shown.transcript.rooms[0];
        let entries = timeline(room, Memos::Show, &shown.marks).entries;
        let nfc = |text: &str| text.to_owned();
        (chosen::chosen(room, &entries, 0, &nfc).place(), wait::gap(room, &entries, 1))
    };
    let failed = now(Mark::Failed(Refused::default()));
    for shown in [&now(Mark::Sending), &now(Mark::Unknown(None)), &failed] {
        assert_eq!(says(shown), (None, None), "{:?}", shown.marks);
    }
    let sent = now(Mark::Sent);
    assert_eq!(says(&sent), (Some(chosen::Place::QuickReply(0)), Some(wait::Gap::Silence(3600))));
    let change = between((&failed.transcript, &failed.marks), (&sent.transcript, &sent.marks));
    assert_eq!(change, Change { keep: 2, redraw: vec![0, 1], touch: vec![] });
}
