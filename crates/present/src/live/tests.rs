use happytalk_model::{Answer, decode, received};

use super::*;
use crate::timeline::tests::moment;

const NOW: &str = "2025-10-01 12:00:00";

/// A reading of rows: id, sender, time of day and text.
fn reading(rows: &[(&str, &str, &str, &str)]) -> Arc<Transcript> {
    let row = |(id, sender, clock, text): &(&str, &str, &str, &str)| {
        format!(
            r#"{{"id":"{id}","type":"C","user_type":"{sender}","send_date":"2025-10-01 {clock}","contents_type":"text","contents":"{text}"}}"#
        )
    };
    let rows: Vec<String> = rows.iter().map(row).collect();
    let json = format!(
        r#"{{"result":"success","data":[{{"chat":{{"id":"r","status":"1"}},"message":[{}]}}]}}"#,
        rows.join(",")
    );
    match decode(json.as_bytes()).expect("JSON").value {
        Answer::Transcript(transcript) => Arc::new(transcript),
        Answer::Failure(failure) => panic!("{failure:?}"),
    }
}

fn payload(id: &str, clock: &str, text: &str) -> String {
    let id = if id.is_empty() { String::new() } else { format!(r#""msgid":"{id}","#) };
    format!(
        r#"{{{id}"room_id":"r","type":"text","content":"{text}","auto_end":"N","received_at":"2025-10-01T{clock}+09:00"}}"#
    )
}

fn come(pending: &mut PendingMessages, payload: &str) -> bool {
    let received = received::decode(payload.as_bytes()).expect("JSON").value;
    pending.add_received(payload.as_bytes(), received, moment(NOW))
}

/// Every row: what it says, and whether it is provisional (`?`).
fn shown(transcript: &Transcript) -> Vec<String> {
    let said = |row: &Row| match &row.message().body {
        Body::Text(text) => format!("{}{text}", if row.number().is_some() { "?" } else { "" }),
        other => format!("{other:?}"),
    };
    transcript.rooms[0].rows.iter().map(said).collect()
}

#[test]
fn a_message_stands_at_once_as_the_counselors_with_the_time_of_its_arrival() {
    let (mut pending, base) = (PendingMessages::default(), reading(&[("1", "C", "11:59:00", "문의")]));
    assert!(come(&mut pending, &payload("m1", "12:00:01", "답변")));
    let merged = pending.merged_transcript(&base);
    assert_eq!(shown(&merged), ["문의", "?답변"]);
    let row = &merged.rooms[0].rows[1];
    assert_eq!((&row.head().sender, row.head().sent_at), (&Sender::Counselor, Some(moment("2025-10-01 12:00:01"))));
    assert_eq!(delivery_status(&pending.statuses(), row), Some(&DeliveryStatus::Received));
    assert!(row.raw().text().contains("auto_end"), "its source is the payload itself");
    assert_eq!(shown(&base), ["문의"], "the reading itself stays as it is");
}

#[test]
fn a_reading_wins_by_id_whatever_it_says_then() {
    let (mut pending, base) = (PendingMessages::default(), reading(&[]));
    assert!(come(&mut pending, &payload("m1", "12:00:01", "답변")));
    assert_eq!(shown(&pending.merged_transcript(&base)), ["?답변"]);
    // An hour apart, and in other words: an id says more.
    let next = reading(&[("m1", "B", "13:00:00", "답변 (수정)")]);
    assert_eq!(shown(&pending.merged_transcript(&next)), ["답변 (수정)"]);
    assert_eq!(pending.statuses(), []);
}

#[test]
fn a_reading_wins_by_the_same_words_within_two_minutes() {
    let mut pending = PendingMessages::default();
    assert!(come(&mut pending, &payload("m1", "12:00:00", " 답변\\n")));
    for (sender, clock, is_it) in [
        ("H", "11:58:00", true),
        ("B", "12:02:00", true),
        ("H", "12:02:01", false),
        ("H", "11:57:59", false),
        ("C", "12:00:00", false),
        ("Z", "12:00:00", false),
    ] {
        let merged = pending.merged_transcript(&reading(&[("9", sender, clock, "답변")]));
        assert_eq!(merged.rooms[0].rows.len(), if is_it { 1 } else { 2 }, "{sender} {clock}");
    }
    assert_eq!(pending.merged_transcript(&reading(&[("9", "H", "12:00:00", "다른 답변")])).rooms[0].rows.len(), 2);
}

#[test]
fn two_equal_messages_in_a_row_stay_two() {
    let (mut pending, base) = (PendingMessages::default(), reading(&[]));
    assert!(come(&mut pending, &payload("m1", "12:00:00", "네")));
    assert!(come(&mut pending, &payload("m2", "12:00:01", "네")));
    assert_eq!(shown(&pending.merged_transcript(&base)), ["?네", "?네"]);
    // The vendor shows one of them, then both.
    assert_eq!(shown(&pending.merged_transcript(&reading(&[("7", "H", "12:00:00", "네")]))), ["네", "?네"]);
    let both = reading(&[("7", "H", "12:00:00", "네"), ("8", "H", "12:00:01", "네")]);
    assert_eq!(shown(&pending.merged_transcript(&both)), ["네", "네"]);
    // A third that comes then is not taken for one of those.
    assert!(come(&mut pending, &payload("m3", "12:00:02", "네")));
    assert_eq!(shown(&pending.merged_transcript(&both)), ["네", "네", "?네"]);
}

#[test]
fn an_id_is_matched_before_any_words_are() {
    let mut pending = PendingMessages::default();
    assert!(come(&mut pending, &payload("a", "12:00:00", "네")));
    assert!(come(&mut pending, &payload("b", "12:00:01", "네")));
    // By its words, the first would take the row of the second.
    let merged = pending.merged_transcript(&reading(&[("b", "H", "12:00:01", "네")]));
    assert_eq!(shown(&merged), ["?네", "네"]);
    assert_eq!(merged.rooms[0].rows[0].head().id.as_deref(), Some("a"));
}

#[test]
fn the_same_webhook_a_hundred_times_is_one_row_and_the_same_id_with_other_words_is_two() {
    let (mut pending, base) = (PendingMessages::default(), reading(&[]));
    let came = (0..100).filter(|_| come(&mut pending, &payload("m1", "12:00:00", "답변"))).count();
    assert_eq!(came, 1);
    assert!(come(&mut pending, &payload("m1", "12:00:01", "다른 답변")));
    assert_eq!(shown(&pending.merged_transcript(&base)), ["?답변", "?다른 답변"]);
    // Also after a reading has it.
    assert_eq!(shown(&pending.merged_transcript(&reading(&[("m1", "H", "12:00:00", "답변")]))), ["답변", "?다른 답변"]);
    assert!(!come(&mut pending, &payload("m1", "12:00:00", "답변")));
}

#[test]
fn messages_without_an_id_are_each_one_of_their_own() {
    let mut pending = PendingMessages::default();
    assert!(come(&mut pending, &payload("", "12:00:00", "답변")));
    assert!(come(&mut pending, &payload("", "12:00:00", "답변")));
    assert_eq!(shown(&pending.merged_transcript(&reading(&[]))), ["?답변", "?답변"]);
}

#[test]
fn what_no_reading_ever_shows_stays_in_its_place() {
    let mut pending = PendingMessages::default();
    assert!(come(&mut pending, &payload("m1", "12:00:00", "유령")));
    let later = reading(&[("1", "C", "11:59:00", "a"), ("2", "H", "12:00:30", "b"), ("3", "C", "12:10:00", "c")]);
    let merged = pending.merged_transcript(&later);
    assert_eq!(shown(&merged), ["a", "?유령", "b", "c"]);
    assert!(!merged.rooms[0].ordered().reordered, "nothing runs backwards for it");
}

#[test]
fn a_memo_is_never_taken_for_what_was_received() {
    let mut pending = PendingMessages::default();
    assert!(come(&mut pending, &payload("1", "12:00:00", "네")));
    let memo = r#"{"result":"success","data":[{"chat":{},"message":[{"id":"1","type":"M","user_type":"H","send_date":"2025-10-01 12:00:00","contents_type":"text","contents":"네"}]}]}"#;
    let Answer::Transcript(memo) = decode(memo.as_bytes()).expect("JSON").value else { panic!("a transcript") };
    assert_eq!(shown(&pending.merged_transcript(&Arc::new(memo))), ["네", "?네"]);
}

#[test]
fn pictures_are_known_by_their_address_whoever_tells_their_size() {
    let mut pending = PendingMessages::default();
    let picture = r#"{"msgid":"m","type":"image","content":"","image":{"width":2,"height":3,"url":"https://a.example/1.png"},"received_at":"2025-10-01T12:00:00+09:00"}"#;
    assert!(come(&mut pending, picture));
    let row = r#"{"result":"success","data":[{"chat":{},"message":[{"id":"1","type":"C","user_type":"H","send_date":"2025-10-01 12:00:01","contents_type":"image","contents":"https://a.example/1.png"}]}]}"#;
    let Answer::Transcript(row) = decode(row.as_bytes()).expect("JSON").value else { panic!("a transcript") };
    assert_eq!(pending.merged_transcript(&Arc::new(row)).rooms[0].rows.len(), 1);
}

#[test]
fn every_documented_payload_is_matched_by_the_row_that_says_the_same() {
    use happytalk_model::fixtures::{self, Document, Expect};
    let mut count = 0;
    for fixture in fixtures::of(Document::Received).filter(|fixture| fixture.expect != Expect::NotJson) {
        let received = received::decode(fixture.bytes).expect(fixture.name).value;
        let (mut pending, body) = (PendingMessages::default(), received.body.clone());
        assert!(pending.add_received(fixture.bytes, Received { received_at: None, ..received }, moment(NOW)));
        assert_eq!(pending.merged_transcript(&reading(&[])).rooms[0].rows.len(), 1, "{}", fixture.name);
        assert!(has_same_content(&body, &pending.messages[0].row.message().body), "{}", fixture.name);
        count += 1;
    }
    assert!(count >= 9, "{count} payloads");
}

#[test]
fn the_room_ends_with_a_message_that_says_so_or_by_itself() {
    let base = reading(&[]);
    assert!(!has_ended(&base.rooms[0]));
    let mut pending = PendingMessages::default();
    assert!(come(&mut pending, &payload("m", "12:00:00", "끝").replace(r#""auto_end":"N""#, r#""auto_end":"Y""#)));
    assert!(has_ended(&pending.merged_transcript(&base).rooms[0]));
    let mut pending = PendingMessages::default();
    pending.mark_ended();
    assert!(has_ended(&pending.merged_transcript(&base).rooms[0]));
}

#[test]
fn what_was_sent_is_the_customers_and_stands_last_whatever_the_clock_says() {
    let (mut pending, base) = (PendingMessages::default(), reading(&[("1", "H", "13:00:00", "안녕하세요")]));
    let number = pending.add_outgoing(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
    let merged = pending.merged_transcript(&base);
    assert_eq!(shown(&merged), ["안녕하세요", "?네"]);
    assert_eq!(merged.rooms[0].rows[1].head().sender, Sender::Customer);
    assert_eq!(pending.statuses(), [(number, DeliveryStatus::Sending)]);
    assert!(!merged.rooms[0].ordered().reordered);
}

#[test]
fn what_was_sent_is_known_again_among_the_rows_that_came_since() {
    let rows = [("1", "C", "12:00:00", "네"), ("2", "C", "12:00:05", "네")];
    let (mut pending, base) = (PendingMessages::default(), reading(&rows[..1]));
    let number = pending.add_outgoing(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
    assert_eq!(shown(&pending.merged_transcript(&base)), ["네", "?네"], "not what the customer had said before");
    assert_eq!(shown(&pending.merged_transcript(&reading(&rows))), ["네", "네"]);
    // Not sent, so it is not there: what says the same is somebody else's.
    pending.set_status(number, DeliveryStatus::Failed(SendRefusal::default()));
    assert_eq!(shown(&pending.merged_transcript(&reading(&rows))), ["네", "?네", "네"]);
}

#[test]
fn only_what_the_vendor_has_confirmed_is_known_without_a_clock() {
    let (mut pending, base) = (PendingMessages::default(), reading(&[]));
    let number = pending.add_outgoing(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
    pending.set_status(number, DeliveryStatus::Unknown(None));
    let late = reading(&[("1", "C", "12:30:00", "네")]);
    assert_eq!(shown(&pending.merged_transcript(&late)).len(), 2, "the customer's own, half an hour later");
    pending.set_status(number, DeliveryStatus::Sent);
    assert_eq!(shown(&pending.merged_transcript(&late)), ["네"], "a clock that is wrong");
}

#[test]
fn message_is_recognised_by_the_time_of_its_last_attempt() {
    let (mut pending, base) = (PendingMessages::default(), reading(&[]));
    let number = pending.add_outgoing(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
    pending.depart(number, moment("2025-10-01 12:30:00"));
    pending.set_status(number, DeliveryStatus::Unknown(None));
    for (clock, is_it) in [("11:57:59", false), ("11:58:00", true), ("12:32:00", true), ("12:32:01", false)] {
        let merged = pending.merged_transcript(&reading(&[("1", "C", clock, "네")]));
        assert_eq!(shown(&merged).len(), if is_it { 1 } else { 2 }, "{clock}");
    }
}

#[test]
fn only_what_the_vendor_has_answered_is_tried_under_another_key() {
    let refused = |status, code| DeliveryStatus::Failed(SendRefusal { status, code, ..SendRefusal::default() });
    for (status, is_rejected_by_vendor) in [
        (refused(409, Some(-901)), true),
        (refused(200, Some(-800)), true),
        // The gateway has said no, and an earlier try under the same key may have left.
        (refused(429, None), false),
        (refused(401, None), false),
        (refused(0, None), false),
        (DeliveryStatus::Unknown(None), false),
        (DeliveryStatus::Sending, false),
        (DeliveryStatus::Sent, false),
    ] {
        assert_eq!(status.is_rejected_by_vendor(), is_rejected_by_vendor, "{status:?}");
    }
}

#[test]
fn what_may_have_left_stays_unknown_until_the_vendor_itself_says_no() {
    let unknown = Some(&DeliveryStatus::Unknown(None));
    let refused = |status, code| SendRefusal { status, code, ..SendRefusal::default() };
    let after = |before, refused: SendRefusal| DeliveryStatus::after_outcome(before, SendOutcome::Refused(refused));
    for by_the_way in [refused(0, None), refused(401, None), refused(429, None), refused(0, Some(-700))] {
        assert_eq!(after(unknown, by_the_way.clone()), DeliveryStatus::Unknown(None), "{by_the_way:?}");
        assert_eq!(after(Some(&DeliveryStatus::Sending), by_the_way.clone()), DeliveryStatus::Failed(by_the_way));
    }
    // Which says nothing of the try before: should the record have it, it was that one.
    let (mut pending, base) = (PendingMessages::default(), reading(&[]));
    let number = pending.add_outgoing(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
    pending.set_status(number, DeliveryStatus::Unknown(None));
    pending.set_status(number, DeliveryStatus::Failed(refused(200, Some(-901))));
    assert_eq!(shown(&pending.merged_transcript(&base)), ["?네"]);
    let record = reading(&[("1", "C", "12:00:01", "네")]);
    assert_eq!(shown(&pending.merged_transcript(&record)), ["네"]);
    // Unless another is known to be there: the row is that one's.
    let another = pending.add_outgoing(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
    pending.set_status(another, DeliveryStatus::Sent);
    let merged = pending.merged_transcript(&record);
    assert_eq!((shown(&merged).len(), pending.statuses()[0].0), (2, number));
    let by_the_vendor = refused(409, Some(-700));
    assert_eq!(after(unknown, by_the_vendor.clone()), DeliveryStatus::Failed(by_the_vendor));
    assert_eq!(DeliveryStatus::after_outcome(unknown, SendOutcome::Sent), DeliveryStatus::Sent);
}

#[test]
fn a_look_that_does_not_find_a_message_is_dated() {
    let mut pending = PendingMessages::default();
    let [unknown, sent] = [DeliveryStatus::Unknown(None), DeliveryStatus::Sent].map(|status| {
        let number = pending.add_outgoing(&Content::Text("네".into()), &[], moment(NOW));
        pending.set_status(number, status);
        number
    });
    pending.mark_checked(moment(NOW));
    assert_eq!(pending.status(unknown), Some(&DeliveryStatus::Unknown(Some(moment(NOW)))));
    assert_eq!(pending.status(sent), Some(&DeliveryStatus::Sent));
}

#[test]
fn what_was_said_last_is_no_memo_and_nothing_that_may_not_have_arrived() {
    let memo = r#"{"result":"success","data":[{"chat":{},"message":[
        {"id":"1","type":"C","user_type":"C","send_date":"2025-10-01 11:59:00","contents_type":"text","contents":"문의"},
        {"id":"2","type":"M","user_type":"H","send_date":"2025-10-01 11:59:30","contents_type":"text","contents":"메모"}]}]}"#;
    let Answer::Transcript(memo) = decode(memo.as_bytes()).expect("JSON").value else { panic!("a transcript") };
    let (mut pending, base) = (PendingMessages::default(), Arc::new(memo));
    let last = |pending: &mut PendingMessages| {
        let shown = pending.merge(&base, &base);
        shown.last_message().and_then(|message| said(&message.body)[0].to_owned().into())
    };
    assert_eq!(last(&mut pending).as_deref(), Some("문의"));
    let number = pending.add_outgoing(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
    for (status, text) in [
        (DeliveryStatus::Sending, "문의"),
        (DeliveryStatus::Unknown(None), "문의"),
        (DeliveryStatus::Failed(SendRefusal::default()), "문의"),
        (DeliveryStatus::Sent, "네"),
    ] {
        pending.set_status(number, status);
        assert_eq!(last(&mut pending).as_deref(), Some(text));
    }
    assert!(come(&mut pending, &payload("m1", "12:00:01", "답변")));
    assert_eq!(last(&mut pending).as_deref(), Some("답변"));
    assert!(PendingMessages::default().merge(&reading(&[]), &base).last_message().is_none());
}

#[test]
fn two_equal_messages_that_were_sent_take_one_row_each() {
    let (mut pending, base) = (PendingMessages::default(), reading(&[]));
    for _ in 0..2 {
        let number = pending.add_outgoing(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
        pending.set_status(number, DeliveryStatus::Sent);
    }
    assert_eq!(shown(&pending.merged_transcript(&reading(&[("1", "C", "12:00:01", "네")]))), ["?네", "네"]);
}

#[test]
fn what_is_remembered_is_bounded_and_nothing_that_is_not_shown_is_lost() {
    let mut pending = PendingMessages::default();
    let rows: Vec<_> = (0..REMEMBERED).map(|at| at.to_string()).collect();
    for id in &rows {
        assert!(come(&mut pending, &payload(id, "12:00:00", id)));
    }
    let told: Vec<_> = rows.iter().map(|id| (id.as_str(), "H", "12:00:00", id.as_str())).collect();
    assert_eq!(pending.merged_transcript(&reading(&told)).rooms[0].rows.len(), REMEMBERED);
    for id in ["x", "y", "z"] {
        assert!(come(&mut pending, &payload(id, "12:00:00", id)));
    }
    assert_eq!(pending.messages.len(), REMEMBERED);
    assert_eq!(pending.statuses().len(), 3);
}

#[test]
fn rows_with_equal_bytes_are_not_decoded_twice() {
    let rows = [("1", "C", "10:00:00", "a"), ("2", "H", "10:00:01", "b")];
    let (old, new) = (reading(&rows), reading(&rows));
    let decoded: *const Message = old.rooms[0].rows[1].message();
    inherit(&new, &old);
    assert!(std::ptr::eq(decoded, new.rooms[0].rows[1].message()));
}
