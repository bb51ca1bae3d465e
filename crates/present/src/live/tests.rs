use happytalk_model::{Answer, decode, received};

use super::*;
use crate::timeline::tests::moment;

const NOW: &str = "2025-10-01 12:00:00";

/// Returns a reading of rows: id, sender, time of day and text.
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

fn receive(pending: &mut PendingMessages, payload: &str) -> bool {
    let received = received::decode(payload.as_bytes()).expect("JSON").value;
    pending.add_received(payload.as_bytes(), received, moment(NOW))
}

/// Returns the text of each row, with the prefix `?` if the row is provisional.
fn shown(transcript: &Transcript) -> Vec<String> {
    let text = |row: &Row| match &row.message().body {
        Body::Text(text) => format!("{}{text}", if row.number().is_some() { "?" } else { "" }),
        other => format!("{other:?}"),
    };
    transcript.rooms[0].rows.iter().map(text).collect()
}

#[test]
fn received_message_is_shown_as_the_counselors_at_its_time_of_arrival() {
    let (mut pending, base) = (PendingMessages::default(), reading(&[("1", "C", "11:59:00", "문의")]));
    assert!(receive(&mut pending, &payload("m1", "12:00:01", "답변")));
    let merged = pending.merged_transcript(&base);
    assert_eq!(shown(&merged), ["문의", "?답변"]);
    let row = &merged.rooms[0].rows[1];
    assert_eq!((&row.head().sender, row.head().sent_at), (&Sender::Counselor, Some(moment("2025-10-01 12:00:01"))));
    assert_eq!(delivery_status(&pending.statuses(), row), Some(&DeliveryStatus::Received));
    assert!(row.raw().text().contains("auto_end"), "its source is the payload");
    assert_eq!(shown(&base), ["문의"], "the reading is not modified");
}

#[test]
fn reading_replaces_the_message_with_the_same_id() {
    let (mut pending, base) = (PendingMessages::default(), reading(&[]));
    assert!(receive(&mut pending, &payload("m1", "12:00:01", "답변")));
    assert_eq!(shown(&pending.merged_transcript(&base)), ["?답변"]);
    // The id takes precedence over time and text.
    let next = reading(&[("m1", "B", "13:00:00", "답변 (수정)")]);
    assert_eq!(shown(&pending.merged_transcript(&next)), ["답변 (수정)"]);
    assert_eq!(pending.statuses(), []);
}

#[test]
fn reading_replaces_a_message_with_the_same_text_within_two_minutes() {
    let mut pending = PendingMessages::default();
    assert!(receive(&mut pending, &payload("m1", "12:00:00", " 답변\\n")));
    for (sender, clock, is_match) in [
        ("H", "11:58:00", true),
        ("B", "12:02:00", true),
        ("H", "12:02:01", false),
        ("H", "11:57:59", false),
        ("C", "12:00:00", false),
        ("Z", "12:00:00", false),
    ] {
        let merged = pending.merged_transcript(&reading(&[("9", sender, clock, "답변")]));
        assert_eq!(merged.rooms[0].rows.len(), if is_match { 1 } else { 2 }, "{sender} {clock}");
    }
    assert_eq!(pending.merged_transcript(&reading(&[("9", "H", "12:00:00", "다른 답변")])).rooms[0].rows.len(), 2);
}

#[test]
fn equal_received_messages_are_not_merged() {
    let (mut pending, base) = (PendingMessages::default(), reading(&[]));
    assert!(receive(&mut pending, &payload("m1", "12:00:00", "네")));
    assert!(receive(&mut pending, &payload("m2", "12:00:01", "네")));
    assert_eq!(shown(&pending.merged_transcript(&base)), ["?네", "?네"]);
    // The record contains one of them, then both.
    assert_eq!(shown(&pending.merged_transcript(&reading(&[("7", "H", "12:00:00", "네")]))), ["네", "?네"]);
    let both = reading(&[("7", "H", "12:00:00", "네"), ("8", "H", "12:00:01", "네")]);
    assert_eq!(shown(&pending.merged_transcript(&both)), ["네", "네"]);
    // A third message does not match their rows.
    assert!(receive(&mut pending, &payload("m3", "12:00:02", "네")));
    assert_eq!(shown(&pending.merged_transcript(&both)), ["네", "네", "?네"]);
}

#[test]
fn ids_are_matched_before_texts() {
    let mut pending = PendingMessages::default();
    assert!(receive(&mut pending, &payload("a", "12:00:00", "네")));
    assert!(receive(&mut pending, &payload("b", "12:00:01", "네")));
    // By text, the first message would match the row of the second.
    let merged = pending.merged_transcript(&reading(&[("b", "H", "12:00:01", "네")]));
    assert_eq!(shown(&merged), ["?네", "네"]);
    assert_eq!(merged.rooms[0].rows[0].head().id.as_deref(), Some("a"));
}

#[test]
fn repeated_webhook_adds_no_row_but_the_same_id_with_another_text_does() {
    let (mut pending, base) = (PendingMessages::default(), reading(&[]));
    let added = (0..100).filter(|_| receive(&mut pending, &payload("m1", "12:00:00", "답변"))).count();
    assert_eq!(added, 1);
    assert!(receive(&mut pending, &payload("m1", "12:00:01", "다른 답변")));
    assert_eq!(shown(&pending.merged_transcript(&base)), ["?답변", "?다른 답변"]);
    // The same applies after a reading contains the message.
    assert_eq!(shown(&pending.merged_transcript(&reading(&[("m1", "H", "12:00:00", "답변")]))), ["답변", "?다른 답변"]);
    assert!(!receive(&mut pending, &payload("m1", "12:00:00", "답변")));
}

#[test]
fn equal_messages_without_an_id_are_not_merged() {
    let mut pending = PendingMessages::default();
    assert!(receive(&mut pending, &payload("", "12:00:00", "답변")));
    assert!(receive(&mut pending, &payload("", "12:00:00", "답변")));
    assert_eq!(shown(&pending.merged_transcript(&reading(&[]))), ["?답변", "?답변"]);
}

#[test]
fn message_that_no_reading_contains_keeps_its_place() {
    let mut pending = PendingMessages::default();
    assert!(receive(&mut pending, &payload("m1", "12:00:00", "유령")));
    let later = reading(&[("1", "C", "11:59:00", "a"), ("2", "H", "12:00:30", "b"), ("3", "C", "12:10:00", "c")]);
    let merged = pending.merged_transcript(&later);
    assert_eq!(shown(&merged), ["a", "?유령", "b", "c"]);
    assert!(!merged.rooms[0].ordered().reordered, "the rows stay in order");
}

#[test]
fn memo_never_matches_a_received_message() {
    let mut pending = PendingMessages::default();
    assert!(receive(&mut pending, &payload("1", "12:00:00", "네")));
    let memo = r#"{"result":"success","data":[{"chat":{},"message":[{"id":"1","type":"M","user_type":"H","send_date":"2025-10-01 12:00:00","contents_type":"text","contents":"네"}]}]}"#;
    let Answer::Transcript(memo) = decode(memo.as_bytes()).expect("JSON").value else { panic!("a transcript") };
    assert_eq!(shown(&pending.merged_transcript(&Arc::new(memo))), ["네", "?네"]);
}

#[test]
fn pictures_are_matched_by_url_regardless_of_size() {
    let mut pending = PendingMessages::default();
    let picture = r#"{"msgid":"m","type":"image","content":"","image":{"width":2,"height":3,"url":"https://a.example/1.png"},"received_at":"2025-10-01T12:00:00+09:00"}"#;
    assert!(receive(&mut pending, picture));
    let row = r#"{"result":"success","data":[{"chat":{},"message":[{"id":"1","type":"C","user_type":"H","send_date":"2025-10-01 12:00:01","contents_type":"image","contents":"https://a.example/1.png"}]}]}"#;
    let Answer::Transcript(row) = decode(row.as_bytes()).expect("JSON").value else { panic!("a transcript") };
    assert_eq!(pending.merged_transcript(&Arc::new(row)).rooms[0].rows.len(), 1);
}

#[test]
fn every_documented_payload_has_the_content_of_its_row() {
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
fn room_ends_with_a_closing_message_or_an_end_event() {
    let base = reading(&[]);
    assert!(!has_ended(&base.rooms[0]));
    let mut pending = PendingMessages::default();
    assert!(receive(&mut pending, &payload("m", "12:00:00", "끝").replace(r#""auto_end":"N""#, r#""auto_end":"Y""#)));
    assert!(has_ended(&pending.merged_transcript(&base).rooms[0]));
    let mut pending = PendingMessages::default();
    pending.mark_ended();
    assert!(has_ended(&pending.merged_transcript(&base).rooms[0]));
}

#[test]
fn sent_message_is_the_customers_last_row_regardless_of_the_clock() {
    let (mut pending, base) = (PendingMessages::default(), reading(&[("1", "H", "13:00:00", "안녕하세요")]));
    let number = pending.add_outgoing(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
    let merged = pending.merged_transcript(&base);
    assert_eq!(shown(&merged), ["안녕하세요", "?네"]);
    assert_eq!(merged.rooms[0].rows[1].head().sender, Sender::Customer);
    assert_eq!(pending.statuses(), [(number, DeliveryStatus::Sending)]);
    assert!(!merged.rooms[0].ordered().reordered);
}

#[test]
fn sent_message_matches_a_later_row_only() {
    let rows = [("1", "C", "12:00:00", "네"), ("2", "C", "12:00:05", "네")];
    let (mut pending, base) = (PendingMessages::default(), reading(&rows[..1]));
    let number = pending.add_outgoing(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
    assert_eq!(shown(&pending.merged_transcript(&base)), ["네", "?네"], "the earlier row is another message");
    assert_eq!(shown(&pending.merged_transcript(&reading(&rows))), ["네", "네"]);
    // The message was refused, so the equal row is another message.
    pending.set_status(number, DeliveryStatus::Failed(SendRefusal::default()));
    assert_eq!(shown(&pending.merged_transcript(&reading(&rows))), ["네", "?네", "네"]);
}

#[test]
fn only_a_confirmed_message_is_matched_regardless_of_time() {
    let (mut pending, base) = (PendingMessages::default(), reading(&[]));
    let number = pending.add_outgoing(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
    pending.set_status(number, DeliveryStatus::Unknown(None));
    let late = reading(&[("1", "C", "12:30:00", "네")]);
    assert_eq!(shown(&pending.merged_transcript(&late)).len(), 2, "another message, half an hour later");
    pending.set_status(number, DeliveryStatus::Sent);
    assert_eq!(shown(&pending.merged_transcript(&late)), ["네"], "the clock is wrong");
}

#[test]
fn message_is_matched_by_the_time_of_its_last_attempt() {
    let (mut pending, base) = (PendingMessages::default(), reading(&[]));
    let number = pending.add_outgoing(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
    pending.depart(number, moment("2025-10-01 12:30:00"));
    pending.set_status(number, DeliveryStatus::Unknown(None));
    for (clock, is_match) in [("11:57:59", false), ("11:58:00", true), ("12:32:00", true), ("12:32:01", false)] {
        let merged = pending.merged_transcript(&reading(&[("1", "C", clock, "네")]));
        assert_eq!(shown(&merged).len(), if is_match { 1 } else { 2 }, "{clock}");
    }
}

#[test]
fn only_a_message_refused_by_the_vendor_needs_another_key() {
    let refused = |status, code| DeliveryStatus::Failed(SendRefusal { status, code, ..SendRefusal::default() });
    for (status, is_rejected_by_vendor) in [
        (refused(409, Some(-901)), true),
        (refused(200, Some(-800)), true),
        // The gateway refused, and an earlier attempt with the same key may have been sent.
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
fn unknown_delivery_stays_unknown_until_the_vendor_refuses() {
    let unknown = Some(&DeliveryStatus::Unknown(None));
    let refused = |status, code| SendRefusal { status, code, ..SendRefusal::default() };
    let after = |before, refused: SendRefusal| DeliveryStatus::after_outcome(before, SendOutcome::Refused(refused));
    for by_the_proxy in [refused(0, None), refused(401, None), refused(429, None), refused(0, Some(-700))] {
        assert_eq!(after(unknown, by_the_proxy.clone()), DeliveryStatus::Unknown(None), "{by_the_proxy:?}");
        assert_eq!(after(Some(&DeliveryStatus::Sending), by_the_proxy.clone()), DeliveryStatus::Failed(by_the_proxy));
    }
    // An earlier attempt may have been delivered, so a row in the record matches the message.
    let (mut pending, base) = (PendingMessages::default(), reading(&[]));
    let number = pending.add_outgoing(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
    pending.set_status(number, DeliveryStatus::Unknown(None));
    pending.set_status(number, DeliveryStatus::Failed(refused(200, Some(-901))));
    assert_eq!(shown(&pending.merged_transcript(&base)), ["?네"]);
    let record = reading(&[("1", "C", "12:00:01", "네")]);
    assert_eq!(shown(&pending.merged_transcript(&record)), ["네"]);
    // A confirmed message takes precedence for the row.
    let another = pending.add_outgoing(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
    pending.set_status(another, DeliveryStatus::Sent);
    let merged = pending.merged_transcript(&record);
    assert_eq!((shown(&merged).len(), pending.statuses()[0].0), (2, number));
    let by_the_vendor = refused(409, Some(-700));
    assert_eq!(after(unknown, by_the_vendor.clone()), DeliveryStatus::Failed(by_the_vendor));
    assert_eq!(DeliveryStatus::after_outcome(unknown, SendOutcome::Sent), DeliveryStatus::Sent);
}

#[test]
fn check_stores_its_time_in_unconfirmed_messages() {
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
fn last_message_skips_memos_and_undelivered_messages() {
    let memo = r#"{"result":"success","data":[{"chat":{},"message":[
        {"id":"1","type":"C","user_type":"C","send_date":"2025-10-01 11:59:00","contents_type":"text","contents":"문의"},
        {"id":"2","type":"M","user_type":"H","send_date":"2025-10-01 11:59:30","contents_type":"text","contents":"메모"}]}]}"#;
    let Answer::Transcript(memo) = decode(memo.as_bytes()).expect("JSON").value else { panic!("a transcript") };
    let (mut pending, base) = (PendingMessages::default(), Arc::new(memo));
    let last = |pending: &mut PendingMessages| {
        let shown = pending.merge(&base, &base);
        shown.last_message().and_then(|message| message.body.identity()[0].clone().into())
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
    assert!(receive(&mut pending, &payload("m1", "12:00:01", "답변")));
    assert_eq!(last(&mut pending).as_deref(), Some("답변"));
    assert!(PendingMessages::default().merge(&reading(&[]), &base).last_message().is_none());
}

#[test]
fn equal_sent_messages_match_one_row_each() {
    let (mut pending, base) = (PendingMessages::default(), reading(&[]));
    for _ in 0..2 {
        let number = pending.add_outgoing(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
        pending.set_status(number, DeliveryStatus::Sent);
    }
    assert_eq!(shown(&pending.merged_transcript(&reading(&[("1", "C", "12:00:01", "네")]))), ["?네", "네"]);
}

#[test]
fn settled_messages_are_evicted_and_pending_ones_are_kept() {
    let mut pending = PendingMessages::default();
    let rows: Vec<_> = (0..MAX_MESSAGES).map(|at| at.to_string()).collect();
    for id in &rows {
        assert!(receive(&mut pending, &payload(id, "12:00:00", id)));
    }
    let recorded: Vec<_> = rows.iter().map(|id| (id.as_str(), "H", "12:00:00", id.as_str())).collect();
    assert_eq!(pending.merged_transcript(&reading(&recorded)).rooms[0].rows.len(), MAX_MESSAGES);
    for id in ["x", "y", "z"] {
        assert!(receive(&mut pending, &payload(id, "12:00:00", id)));
    }
    assert_eq!(pending.messages.len(), MAX_MESSAGES);
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
