//! Which rows keep their key, and which of them render differently, from one fetch to the next.

use happytalk_model::{Answer, decode, received, write::Content};

use super::*;
use crate::{composer::SendRefusal, live::PendingMessages, timeline::tests::moment};

/// Returns a fetched transcript with rows of id, sender, time of day, `read_date` and text.
fn transcript(rows: &[(&str, &str, &str, &str, &str)]) -> Arc<Transcript> {
    let row = |(id, sender, clock, read, text): &(&str, &str, &str, &str, &str)| {
        format!(
            r#"{{"id":"{id}","type":"C","user_type":"{sender}","send_date":"2025-10-01 {clock}","read_date":"{read}","contents_type":"text","contents":"{text}"}}"#
        )
    };
    let rows: Vec<String> = rows.iter().map(row).collect();
    transcript_of_json(&rows.join(","))
}

fn transcript_of_json(rows: &str) -> Arc<Transcript> {
    let json = format!(r#"{{"result":"success","data":[{{"chat":{{"id":"r"}},"message":[{rows}]}}]}}"#);
    match decode(json.as_bytes()).expect("JSON").value {
        Answer::Transcript(transcript) => Arc::new(transcript),
        Answer::Failure(failure) => panic!("{failure:?}"),
    }
}

fn content(shown: TranscriptSnapshot) -> RoomContent {
    RoomContent::new(&Arc::new(shown), 0, Memos::Show).expect("a room")
}

fn content_of(transcript: &Arc<Transcript>) -> RoomContent {
    content(TranscriptSnapshot::from_transcript(Arc::clone(transcript)))
}

fn merged(pending: &mut PendingMessages, fetched: &Arc<Transcript>) -> RoomContent {
    content(pending.merge(fetched, fetched))
}

fn nfc(text: &str) -> String {
    text.to_owned()
}

/// Differences between two contents.
#[derive(Debug, Default, PartialEq)]
struct Difference {
    /// Positions of rows of the new content that are not in the old one.
    added: Vec<usize>,
    /// Positions of kept rows that render another body.
    body: Vec<usize>,
    /// Positions of kept rows that render another frame, heading, meta or delivery.
    around: Vec<usize>,
}

fn difference(old: &RoomContent, new: &RoomContent) -> Difference {
    let mut difference = Difference::default();
    for position in 0..new.count() {
        let Some(old_position) = old.position(new.key(position)) else {
            difference.added.push(position);
            continue;
        };
        let (before, after) = (old.view(old_position, &nfc), new.view(position, &nfc));
        if before.body != after.body {
            difference.body.push(position);
        }
        if (&before.frame, before.heading, &before.meta, &before.delivery)
            != (&after.frame, after.heading, &after.meta, &after.delivery)
        {
            difference.around.push(position);
        }
    }
    difference
}

fn between(old: &Arc<Transcript>, new: &Arc<Transcript>) -> Difference {
    difference(&content_of(old), &content_of(new))
}

fn receive(pending: &mut PendingMessages, id: &str, text: &str, clock: &str) {
    let bytes = format!(
        r#"{{"room_id":"r","type":"text","msgid":"{id}","content":"{text}","received_at":"2025-10-01T{clock}+09:00"}}"#
    );
    let received = received::decode(bytes.as_bytes()).expect("JSON").value;
    assert!(pending.add_received(bytes.as_bytes(), received, moment("2025-10-01 00:00:00")));
}

#[test]
fn picture_with_another_signature_is_the_same_picture() {
    let body = |url: &str| {
        let row = format!(r#"{{"id":"1","type":"C","user_type":"H","contents_type":"image","contents":"{url}"}}"#);
        content_of(&transcript_of_json(&row)).view(0, &nfc).body
    };
    let signed =
        |path: &str, signature: &str| body(&format!("https://a.example/{path}?Expires=1&Signature={signature}"));
    assert_eq!(signed("1.jpg", "a"), signed("1.jpg", "b"));
    assert_ne!(signed("1.jpg", "a"), signed("2.jpg", "a"));
}

#[test]
fn an_equal_transcript_changes_nothing() {
    let rows = [("1", "C", "10:00:00", "", "a"), ("2", "H", "10:00:01", "", "b")];
    assert_eq!(between(&transcript(&rows), &transcript(&rows)), Difference::default());
}

#[test]
fn a_row_that_continues_a_run_moves_the_tail() {
    let old = transcript(&[("1", "C", "10:00:00", "", "a")]);
    let same_sender = transcript(&[("1", "C", "10:00:00", "", "a"), ("2", "C", "10:00:01", "", "b")]);
    assert_eq!(between(&old, &same_sender), Difference { added: vec![1], around: vec![0], ..Difference::default() });
    let other_sender = transcript(&[("1", "C", "10:00:00", "", "a"), ("2", "H", "10:00:01", "", "b")]);
    assert_eq!(between(&old, &other_sender), Difference { added: vec![1], ..Difference::default() });
}

#[test]
fn a_read_date_changes_the_read_mark_of_its_row_and_of_its_neighbour_only() {
    let at = "2025-10-01 10:01:00";
    let old = transcript(&[("1", "H", "10:00:00", at, "a"), ("2", "H", "10:00:01", "", "b")]);
    let new = transcript(&[("1", "H", "10:00:00", at, "a"), ("2", "H", "10:00:01", at, "b")]);
    // The first row showed the mark because the second one was unread.
    assert_eq!(between(&old, &new), Difference { around: vec![0, 1], ..Difference::default() });
}

#[test]
fn another_text_with_the_same_id_changes_the_body_of_the_row() {
    let old = transcript(&[("1", "H", "10:00:00", "", "a"), ("2", "H", "10:00:01", "", "b")]);
    let new = transcript(&[("1", "H", "10:00:00", "", "A"), ("2", "H", "10:00:01", "", "b")]);
    assert_eq!(between(&old, &new), Difference { body: vec![0], ..Difference::default() });
}

fn with_contents(contents_type: &str, contents: &str) -> Arc<Transcript> {
    transcript_of_json(&format!(
        r#"{{"id":"1","type":"C","user_type":"H","send_date":"2025-10-01 10:00:00","contents_type":"{contents_type}","contents":{contents}}}"#
    ))
}

#[test]
fn every_rendered_part_of_the_contents_changes_the_body() {
    let carousel = |signature: &str, label: &str| {
        with_contents(
            "template",
            &format!(
                r#"{{"type":"CAROUSEL","carouselBlocks":[{{"header":"a","message":"m"}},{{"message":"m","image":{{"url":"https://a.example/p?s={signature}"}}}}],
                    "quickReplyList":[{{"type":"TEXT","name":"{label}"}}]}}"#
            ),
        )
    };
    let before = carousel("1", "네");
    assert_eq!(between(&before, &carousel("1", "네")), Difference::default());
    let body = || Difference { body: vec![0], ..Difference::default() };
    assert_eq!(between(&before, &carousel("2", "네")), body(), "the URL of a later picture is signed anew");
    assert_eq!(between(&before, &carousel("1", "아니요")), body());
    let link = |url: &str| {
        with_contents("normal", &format!(r#"{{"text":"t","link":[{{"name":"n","url":"https://a.example/{url}"}}]}}"#))
    };
    assert_eq!(between(&link("1"), &link("2")), body());
}

#[test]
fn a_row_between_two_others_keeps_both_keys() {
    let old = transcript(&[("1", "C", "10:00:00", "", "a"), ("3", "H", "10:00:02", "", "c")]);
    let new = transcript(&[
        ("1", "C", "10:00:00", "", "a"),
        ("2", "C", "10:00:01", "", "b"),
        ("3", "H", "10:00:02", "", "c"),
    ]);
    assert_eq!(between(&old, &new), Difference { added: vec![1], around: vec![0], ..Difference::default() });
}

#[test]
fn equal_ids_stay_different_rows() {
    let rows = [("1", "C", "10:00:00", "", "a"), ("1", "C", "10:00:01", "", "b")];
    let content = content_of(&transcript(&rows));
    assert_eq!(
        (content.count(), content.position(content.key(0)), content.position(content.key(1))),
        (2, Some(0), Some(1))
    );
}

#[test]
fn rows_without_an_id_are_identified_by_sender_and_time() {
    let row = |text: &str| format!(r#"{{"type":"C","user_type":"C","contents_type":"text","contents":"{text}"}}"#);
    let old = transcript_of_json(&[row("a"), row("b")].join(","));
    let new = transcript_of_json(&[row("a"), row("c"), row("d")].join(","));
    assert_eq!(between(&old, &new), Difference { added: vec![2], body: vec![1], around: vec![1] });
}

#[test]
fn a_received_message_keeps_its_key_when_a_transcript_contains_it() {
    let base = transcript(&[("1", "C", "10:00:00", "", "a")]);
    let mut pending = PendingMessages::default();
    receive(&mut pending, "x", "답", "10:00:05");
    let provisional = merged(&mut pending, &base);
    assert_eq!(difference(&content_of(&base), &provisional), Difference { added: vec![1], ..Difference::default() });

    // Another id, the same text.
    let next = transcript(&[("1", "C", "10:00:00", "", "a"), ("2", "H", "10:00:04", "", "답")]);
    let settled = merged(&mut pending, &next);
    assert_eq!(difference(&provisional, &settled), Difference { around: vec![1], ..Difference::default() });

    // A message of the customer without an event precedes it.
    let next = transcript(&[
        ("1", "C", "10:00:00", "", "a"),
        ("2", "C", "10:00:03", "", "b"),
        ("3", "H", "10:00:04", "", "답"),
    ]);
    let settled = merged(&mut pending, &next);
    assert_eq!(difference(&provisional, &settled), Difference { added: vec![1], around: vec![0, 2], body: vec![] });
}

#[test]
fn a_received_message_with_the_vendors_id_keeps_its_key() {
    let base = transcript(&[("1", "C", "10:00:00", "", "a")]);
    let mut pending = PendingMessages::default();
    receive(&mut pending, "2", "답", "10:00:05");
    let provisional = merged(&mut pending, &base);
    let settled =
        merged(&mut pending, &transcript(&[("1", "C", "10:00:00", "", "a"), ("2", "H", "10:00:04", "", "답")]));
    assert_eq!(provisional.key(1), settled.key(1));
    // A later fetch without a change keeps the key.
    let later = merged(&mut pending, &transcript(&[("1", "C", "10:00:00", "", "a"), ("2", "H", "10:00:04", "", "답")]));
    assert_eq!(difference(&settled, &later), Difference::default());
}

#[test]
fn a_delivery_status_changes_its_row_only() {
    let base = transcript(&[("1", "C", "10:00:00", "", "a")]);
    let mut pending = PendingMessages::default();
    let number = pending.add_outgoing(&Content::Text("b".into()), &base.rooms[0].rows, moment("2025-10-01 10:00:01"));
    let sending = merged(&mut pending, &base);
    pending.set_status(number, DeliveryStatus::Unknown(None));
    let unknown = merged(&mut pending, &base);
    assert_eq!(difference(&sending, &unknown), Difference { around: vec![1], ..Difference::default() });
    pending.discard(number);
    let discarded = merged(&mut pending, &base);
    assert_eq!(difference(&unknown, &discarded), Difference { around: vec![0], ..Difference::default() });
    assert_eq!(discarded.position(unknown.key(1)), None);
}

#[test]
fn the_answer_to_a_template_changes_the_template() {
    let template = r#"{"id":"1","type":"C","user_type":"Q","send_date":"2025-10-01 10:00:00","contents_type":"template","contents":"{\"type\":\"TEXT\",\"message\":\"?\",\"quickReplyList\":[{\"type\":\"TEXT\",\"name\":\"네\"}]}"}"#;
    let text = |id: &str, text: &str| {
        format!(
            r#"{{"id":"{id}","type":"C","user_type":"C","send_date":"2025-10-01 10:00:05","contents_type":"text","contents":"{text}"}}"#
        )
    };
    let old = transcript_of_json(template);
    let answered = transcript_of_json(&[template.to_owned(), text("2", "네")].join(","));
    assert_eq!(between(&old, &answered), Difference { added: vec![1], body: vec![0], around: vec![] });
    let third = transcript_of_json(&[template.to_owned(), text("2", "네"), text("3", "네")].join(","));
    assert_eq!(between(&answered, &third), Difference { added: vec![2], around: vec![1], body: vec![] });
}

#[test]
fn an_undelivered_message_is_no_choice_and_no_response() {
    let offer = r#"{"id":"1","type":"C","user_type":"H","send_date":"2025-10-01 10:00:00","contents_type":"template","contents":"{\"type\":\"TEXT\",\"message\":\"?\",\"quickReplyList\":[{\"type\":\"TEXT\",\"name\":\"네\"}]}"}"#;
    let base = transcript_of_json(offer);
    let mut pending = PendingMessages::default();
    let number = pending.add_outgoing(&Content::Text("네".into()), &base.rooms[0].rows, moment("2025-10-01 11:00:00"));
    let mut with_mark = |status: DeliveryStatus| {
        pending.set_status(number, status);
        merged(&mut pending, &base)
    };
    let choice_and_gap = |content: &RoomContent| {
        let choice = content.view(0, &nfc).body.choice.position();
        (choice, content.view(1, &nfc).heading.and_then(|heading| heading.gap))
    };
    let failed = with_mark(DeliveryStatus::Failed(SendRefusal::default()));
    for content in [&with_mark(DeliveryStatus::Sending), &with_mark(DeliveryStatus::Unknown(None)), &failed] {
        assert_eq!(choice_and_gap(content), (None, None), "{:?}", content.delivery_status(1));
    }
    let sent = with_mark(DeliveryStatus::Sent);
    assert_eq!(choice_and_gap(&sent), (Some(choice::ChoicePosition::QuickReply(0)), Some(Gap::Silence(3600))));
    assert_eq!(difference(&failed, &sent), Difference { body: vec![0], around: vec![1], added: vec![] });
}

#[test]
fn a_received_message_begins_a_new_day() {
    let base = transcript(&[("1", "C", "23:59:59", "", "a")]);
    let mut pending = PendingMessages::default();
    let bytes = br#"{"type":"text","content":"b","received_at":"2025-10-02T00:00:01+09:00"}"#;
    let received = received::decode(bytes).expect("JSON").value;
    assert!(pending.add_received(bytes, received, moment("2025-10-02 00:00:01")));
    let next = merged(&mut pending, &base).view(1, &nfc);
    assert_eq!(next.frame.day.map(|day| day.day()).as_deref(), Some("2025-10-02"));
    assert_eq!(next.frame.side, Side::Company);
}

#[test]
fn find_returns_the_position_of_a_message_id() {
    let content = content_of(&transcript(&[("1", "C", "10:00:00", "", "a"), ("2", "H", "10:00:01", "", "b")]));
    assert_eq!((content.find("2"), content.find("3")), (Some(1), None));
}
