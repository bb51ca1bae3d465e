use happytalk_model::{Answer, decode, received};

use super::*;
use crate::timeline::tests::moment;

const NOW: &str = "2025-10-01 12:00:00";

/// Returns a fetched transcript with rows of id, sender, time of day and text.
fn transcript(rows: &[(&str, &str, &str, &str)]) -> Arc<Transcript> {
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

/// Returns a webhook payload; an empty `id` means no `msgid`.
fn payload(id: &str, clock: &str, text: &str) -> String {
    let id = if id.is_empty() { String::new() } else { format!(r#""msgid":"{id}","#) };
    format!(
        r#"{{{id}"room_id":"r","type":"text","content":"{text}","auto_end":"N","received_at":"2025-10-01T{clock}+09:00"}}"#
    )
}

/// Adds a webhook payload to the pending messages.
fn receive(pending: &mut Pending, payload: &str) -> bool {
    let received = received::decode(payload.as_bytes()).expect("JSON").value;
    pending.receive(payload.as_bytes(), received, moment(NOW))
}

/// Returns the texts of the rows, with the prefix `?` for provisional ones.
fn texts(transcript: &Transcript) -> Vec<String> {
    let text = |row: &Row| match &row.message().body {
        Body::Text(text) => format!("{}{text}", if row.number().is_some() { "?" } else { "" }),
        other => format!("{other:?}"),
    };
    transcript.rooms[0].rows.iter().map(text).collect()
}

#[test]
fn a_received_message_is_shown_as_the_counselors_with_its_arrival_time() {
    let (mut pending, base) = (Pending::default(), transcript(&[("1", "C", "11:59:00", "문의")]));
    assert!(receive(&mut pending, &payload("m1", "12:00:01", "답변")));
    let merged = pending.merged_transcript(&base);
    assert_eq!(texts(&merged), ["문의", "?답변"]);
    let row = &merged.rooms[0].rows[1];
    assert_eq!((&row.head().sender, row.head().sent_at), (&Sender::Counselor, Some(moment("2025-10-01 12:00:01"))));
    assert_eq!(mark(&pending.marks(), row), Some(&Mark::Received));
    assert!(row.raw().text().contains("auto_end"), "the source of the row is the payload");
    assert_eq!(texts(&base), ["문의"], "the fetched transcript is not modified");
}

#[test]
fn a_fetched_row_with_the_same_id_replaces_a_message() {
    let (mut pending, base) = (Pending::default(), transcript(&[]));
    assert!(receive(&mut pending, &payload("m1", "12:00:01", "답변")));
    assert_eq!(texts(&pending.merged_transcript(&base)), ["?답변"]);
    // A different time and text: the id takes precedence.
    let next = transcript(&[("m1", "B", "13:00:00", "답변 (수정)")]);
    assert_eq!(texts(&pending.merged_transcript(&next)), ["답변 (수정)"]);
    assert_eq!(pending.marks(), []);
}

#[test]
fn a_fetched_row_with_the_same_text_replaces_a_message_within_two_minutes() {
    let mut pending = Pending::default();
    assert!(receive(&mut pending, &payload("m1", "12:00:00", " 답변\\n")));
    for (sender, clock, is_match) in [
        ("H", "11:58:00", true),
        ("B", "12:02:00", true),
        ("H", "12:02:01", false),
        ("H", "11:57:59", false),
        ("C", "12:00:00", false),
        ("Z", "12:00:00", false),
    ] {
        let merged = pending.merged_transcript(&transcript(&[("9", sender, clock, "답변")]));
        assert_eq!(merged.rooms[0].rows.len(), if is_match { 1 } else { 2 }, "{sender} {clock}");
    }
    assert_eq!(pending.merged_transcript(&transcript(&[("9", "H", "12:00:00", "다른 답변")])).rooms[0].rows.len(), 2);
}

#[test]
fn two_equal_received_messages_remain_two() {
    let (mut pending, base) = (Pending::default(), transcript(&[]));
    assert!(receive(&mut pending, &payload("m1", "12:00:00", "네")));
    assert!(receive(&mut pending, &payload("m2", "12:00:01", "네")));
    assert_eq!(texts(&pending.merged_transcript(&base)), ["?네", "?네"]);
    // The transcript contains one of them, then both.
    assert_eq!(texts(&pending.merged_transcript(&transcript(&[("7", "H", "12:00:00", "네")]))), ["네", "?네"]);
    let both = transcript(&[("7", "H", "12:00:00", "네"), ("8", "H", "12:00:01", "네")]);
    assert_eq!(texts(&pending.merged_transcript(&both)), ["네", "네"]);
    // A third message does not match either of these rows.
    assert!(receive(&mut pending, &payload("m3", "12:00:02", "네")));
    assert_eq!(texts(&pending.merged_transcript(&both)), ["네", "네", "?네"]);
}

#[test]
fn ids_are_matched_before_texts() {
    let mut pending = Pending::default();
    assert!(receive(&mut pending, &payload("a", "12:00:00", "네")));
    assert!(receive(&mut pending, &payload("b", "12:00:01", "네")));
    // Matched by text, the first message would take the row of the second.
    let merged = pending.merged_transcript(&transcript(&[("b", "H", "12:00:01", "네")]));
    assert_eq!(texts(&merged), ["?네", "네"]);
    assert_eq!(merged.rooms[0].rows[0].head().id.as_deref(), Some("a"));
}

#[test]
fn duplicate_webhooks_are_ignored_unless_the_text_differs() {
    let (mut pending, base) = (Pending::default(), transcript(&[]));
    let accepted = (0..100).filter(|_| receive(&mut pending, &payload("m1", "12:00:00", "답변"))).count();
    assert_eq!(accepted, 1);
    assert!(receive(&mut pending, &payload("m1", "12:00:01", "다른 답변")));
    assert_eq!(texts(&pending.merged_transcript(&base)), ["?답변", "?다른 답변"]);
    // Duplicates are also detected after the message is settled.
    assert_eq!(
        texts(&pending.merged_transcript(&transcript(&[("m1", "H", "12:00:00", "답변")]))),
        ["답변", "?다른 답변"]
    );
    assert!(!receive(&mut pending, &payload("m1", "12:00:00", "답변")));
}

#[test]
fn messages_without_an_id_are_never_duplicates() {
    let mut pending = Pending::default();
    assert!(receive(&mut pending, &payload("", "12:00:00", "답변")));
    assert!(receive(&mut pending, &payload("", "12:00:00", "답변")));
    assert_eq!(texts(&pending.merged_transcript(&transcript(&[]))), ["?답변", "?답변"]);
}

#[test]
fn a_message_that_no_transcript_contains_keeps_its_position() {
    let mut pending = Pending::default();
    assert!(receive(&mut pending, &payload("m1", "12:00:00", "유령")));
    let later = transcript(&[("1", "C", "11:59:00", "a"), ("2", "H", "12:00:30", "b"), ("3", "C", "12:10:00", "c")]);
    let merged = pending.merged_transcript(&later);
    assert_eq!(texts(&merged), ["a", "?유령", "b", "c"]);
    assert!(!merged.rooms[0].ordered().reordered, "the rows stay in order of time");
}

#[test]
fn a_memo_never_matches_a_received_message() {
    let mut pending = Pending::default();
    assert!(receive(&mut pending, &payload("1", "12:00:00", "네")));
    let memo = r#"{"result":"success","data":[{"chat":{},"message":[{"id":"1","type":"M","user_type":"H","send_date":"2025-10-01 12:00:00","contents_type":"text","contents":"네"}]}]}"#;
    let Answer::Transcript(memo) = decode(memo.as_bytes()).expect("JSON").value else { panic!("a transcript") };
    assert_eq!(texts(&pending.merged_transcript(&Arc::new(memo))), ["네", "?네"]);
}

#[test]
fn media_match_by_url_whatever_their_size() {
    let mut pending = Pending::default();
    let picture = r#"{"msgid":"m","type":"image","content":"","image":{"width":2,"height":3,"url":"https://a.example/1.png"},"received_at":"2025-10-01T12:00:00+09:00"}"#;
    assert!(receive(&mut pending, picture));
    let row = r#"{"result":"success","data":[{"chat":{},"message":[{"id":"1","type":"C","user_type":"H","send_date":"2025-10-01 12:00:01","contents_type":"image","contents":"https://a.example/1.png"}]}]}"#;
    let Answer::Transcript(row) = decode(row.as_bytes()).expect("JSON").value else { panic!("a transcript") };
    assert_eq!(pending.merged_transcript(&Arc::new(row)).rooms[0].rows.len(), 1);
}

#[test]
fn every_documented_payload_matches_an_equal_body() {
    use happytalk_model::fixtures::{self, Document, Expect};
    let mut count = 0;
    for fixture in fixtures::of(Document::Received).filter(|fixture| fixture.expect != Expect::NotJson) {
        let received = received::decode(fixture.bytes).expect(fixture.name).value;
        let (mut pending, body) = (Pending::default(), received.body.clone());
        assert!(pending.receive(fixture.bytes, Received { received_at: None, ..received }, moment(NOW)));
        assert_eq!(pending.merged_transcript(&transcript(&[])).rooms[0].rows.len(), 1, "{}", fixture.name);
        assert!(is_same_body(&body, &pending.messages[0].row.message().body), "{}", fixture.name);
        count += 1;
    }
    assert!(count >= 9, "{count} payloads");
}

#[test]
fn the_room_ends_with_auto_end_or_an_end_event() {
    let base = transcript(&[]);
    assert!(!is_over(&base.rooms[0]));
    let mut pending = Pending::default();
    assert!(receive(&mut pending, &payload("m", "12:00:00", "끝").replace(r#""auto_end":"N""#, r#""auto_end":"Y""#)));
    assert!(is_over(&pending.merged_transcript(&base).rooms[0]));
    let mut pending = Pending::default();
    pending.end();
    assert!(is_over(&pending.merged_transcript(&base).rooms[0]));
}

#[test]
fn a_sent_message_is_the_customers_and_the_last_row_despite_clock_skew() {
    let (mut pending, base) = (Pending::default(), transcript(&[("1", "H", "13:00:00", "안녕하세요")]));
    let number = pending.send(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
    let merged = pending.merged_transcript(&base);
    assert_eq!(texts(&merged), ["안녕하세요", "?네"]);
    assert_eq!(merged.rooms[0].rows[1].head().sender, Sender::Customer);
    assert_eq!(pending.marks(), [(number, Mark::Sending)]);
    assert!(!merged.rooms[0].ordered().reordered);
}

#[test]
fn a_sent_message_matches_only_rows_that_are_new_since() {
    let rows = [("1", "C", "12:00:00", "네"), ("2", "C", "12:00:05", "네")];
    let (mut pending, base) = (Pending::default(), transcript(&rows[..1]));
    let number = pending.send(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
    assert_eq!(
        texts(&pending.merged_transcript(&base)),
        ["네", "?네"],
        "an earlier message of the customer does not match"
    );
    assert_eq!(texts(&pending.merged_transcript(&transcript(&rows))), ["네", "네"]);
    // A rejected message does not match a row with the same text.
    pending.set(number, Mark::Failed(Refused::default()));
    assert_eq!(texts(&pending.merged_transcript(&transcript(&rows))), ["네", "?네", "네"]);
}

#[test]
fn only_an_acknowledged_message_matches_whatever_the_time() {
    let (mut pending, base) = (Pending::default(), transcript(&[]));
    let number = pending.send(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
    pending.set(number, Mark::Unknown(None));
    let late = transcript(&[("1", "C", "12:30:00", "네")]);
    assert_eq!(texts(&pending.merged_transcript(&late)).len(), 2, "a later message of the customer does not match");
    pending.set(number, Mark::Sent);
    assert_eq!(texts(&pending.merged_transcript(&late)), ["네"], "an acknowledged message matches whatever the time");
}

#[test]
fn only_a_rejection_by_the_vendor_requires_a_new_key() {
    let refused = |status, code| Mark::Failed(Refused { status, code, ..Refused::default() });
    for (mark, is_answered) in [
        (refused(409, Some(-901)), true),
        (refused(200, Some(-800)), true),
        // The gateway rejected the retry, but an earlier attempt under the same key may have reached the vendor.
        (refused(429, None), false),
        (refused(401, None), false),
        (refused(0, None), false),
        (Mark::Unknown(None), false),
        (Mark::Sending, false),
        (Mark::Sent, false),
    ] {
        assert_eq!(mark.is_answered(), is_answered, "{mark:?}");
    }
}

#[test]
fn messages_are_sent_in_order() {
    let mut pending = Pending::default();
    let mut send = || pending.send(&Content::Text("네".into()), &[], moment(NOW));
    let (first, second) = (send(), send());
    assert!(pending.is_behind(second) && !pending.is_behind(first));
    for mark in [Mark::Sent, Mark::Unknown(None), Mark::Failed(Refused::default())] {
        pending.set(first, mark);
        assert!(!pending.is_behind(second));
    }
    // A retry of the first message does not wait for the second.
    pending.set(first, Mark::Sending);
    assert!(!pending.is_behind(first));
}

#[test]
fn an_unknown_outcome_remains_until_the_vendor_rejects_the_retry() {
    let unknown = Some(&Mark::Unknown(None));
    let refused = |status, code| Refused { status, code, ..Refused::default() };
    let after = |before, refused: Refused| Mark::after(before, Outcome::Refused(refused));
    for by_proxy in [refused(0, None), refused(401, None), refused(429, None), refused(0, Some(-700))] {
        assert_eq!(after(unknown, by_proxy.clone()), Mark::Unknown(None), "{by_proxy:?}");
        assert_eq!(after(Some(&Mark::Sending), by_proxy.clone()), Mark::Failed(by_proxy));
    }
    // The vendor's rejection concerns the retry only: a row in the record matches the first attempt.
    let (mut pending, base) = (Pending::default(), transcript(&[]));
    let number = pending.send(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
    pending.set(number, Mark::Unknown(None));
    pending.set(number, Mark::Failed(refused(200, Some(-901))));
    assert_eq!(texts(&pending.merged_transcript(&base)), ["?네"]);
    let record = transcript(&[("1", "C", "12:00:01", "네")]);
    assert_eq!(texts(&pending.merged_transcript(&record)), ["네"]);
    // A delivered message takes precedence for the same row.
    let another = pending.send(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
    pending.set(another, Mark::Sent);
    let merged = pending.merged_transcript(&record);
    assert_eq!((texts(&merged).len(), pending.marks()[0].0), (2, number));
    let by_vendor = refused(409, Some(-700));
    assert_eq!(after(unknown, by_vendor.clone()), Mark::Failed(by_vendor));
    assert_eq!(Mark::after(unknown, Outcome::Sent), Mark::Sent);
}

#[test]
fn a_check_is_recorded_for_messages_with_an_unknown_outcome() {
    let mut pending = Pending::default();
    let [unknown, sent] = [Mark::Unknown(None), Mark::Sent].map(|mark| {
        let number = pending.send(&Content::Text("네".into()), &[], moment(NOW));
        pending.set(number, mark);
        number
    });
    pending.look(moment(NOW));
    assert_eq!(pending.mark(unknown), Some(&Mark::Unknown(Some(moment(NOW)))));
    assert_eq!(pending.mark(sent), Some(&Mark::Sent));
}

#[test]
fn the_last_message_is_no_memo_and_is_delivered() {
    let memo = r#"{"result":"success","data":[{"chat":{},"message":[
        {"id":"1","type":"C","user_type":"C","send_date":"2025-10-01 11:59:00","contents_type":"text","contents":"문의"},
        {"id":"2","type":"M","user_type":"H","send_date":"2025-10-01 11:59:30","contents_type":"text","contents":"메모"}]}]}"#;
    let Answer::Transcript(memo) = decode(memo.as_bytes()).expect("JSON").value else { panic!("a transcript") };
    let (mut pending, base) = (Pending::default(), Arc::new(memo));
    let last = |pending: &mut Pending| {
        let snapshot = pending.show(&base, &base);
        snapshot.last().and_then(|message| content(&message.body)[0].to_owned().into())
    };
    assert_eq!(last(&mut pending).as_deref(), Some("문의"));
    let number = pending.send(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
    for (mark, text) in [
        (Mark::Sending, "문의"),
        (Mark::Unknown(None), "문의"),
        (Mark::Failed(Refused::default()), "문의"),
        (Mark::Sent, "네"),
    ] {
        pending.set(number, mark);
        assert_eq!(last(&mut pending).as_deref(), Some(text));
    }
    assert!(receive(&mut pending, &payload("m1", "12:00:01", "답변")));
    assert_eq!(last(&mut pending).as_deref(), Some("답변"));
    assert!(Pending::default().show(&transcript(&[]), &base).last().is_none());
}

#[test]
fn two_equal_sent_messages_match_one_row_each() {
    let (mut pending, base) = (Pending::default(), transcript(&[]));
    for _ in 0..2 {
        let number = pending.send(&Content::Text("네".into()), &base.rooms[0].rows, moment(NOW));
        pending.set(number, Mark::Sent);
    }
    assert_eq!(texts(&pending.merged_transcript(&transcript(&[("1", "C", "12:00:01", "네")]))), ["?네", "네"]);
}

#[test]
fn only_settled_messages_are_evicted_at_the_limit() {
    let mut pending = Pending::default();
    let rows: Vec<_> = (0..MAX_MESSAGES).map(|at| at.to_string()).collect();
    for id in &rows {
        assert!(receive(&mut pending, &payload(id, "12:00:00", id)));
    }
    let settled: Vec<_> = rows.iter().map(|id| (id.as_str(), "H", "12:00:00", id.as_str())).collect();
    assert_eq!(pending.merged_transcript(&transcript(&settled)).rooms[0].rows.len(), MAX_MESSAGES);
    for id in ["x", "y", "z"] {
        assert!(receive(&mut pending, &payload(id, "12:00:00", id)));
    }
    assert_eq!(pending.messages.len(), MAX_MESSAGES);
    assert_eq!(pending.marks().len(), 3);
}

#[test]
fn rows_with_equal_bytes_are_not_decoded_twice() {
    let rows = [("1", "C", "10:00:00", "a"), ("2", "H", "10:00:01", "b")];
    let (old, new) = (transcript(&rows), transcript(&rows));
    let decoded: *const Message = old.rooms[0].rows[1].message();
    inherit(&new, &old);
    assert!(std::ptr::eq(decoded, new.rooms[0].rows[1].message()));
}
