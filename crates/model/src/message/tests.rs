use super::*;
use crate::{sender::Sender, wire::Json};

/// Decodes a row.
pub(crate) fn message(row: &str) -> Message {
    Message::decode(&Raw::new(row.as_bytes().into(), 0..row.len()), None)
}

fn repairs(message: &Message) -> Vec<(&str, Repair)> {
    message.notes.iter().map(|note| (note.pointer.as_str(), note.repair)).collect()
}

#[test]
fn slugs_are_unique() {
    for (index, kind) in Kind::ALL.iter().enumerate() {
        assert!(Kind::ALL[..index].iter().all(|other| other.slug() != kind.slug()), "{kind:?}");
    }
}

#[test]
fn every_contents_type_decodes_plain_text_and_has_a_unique_name() {
    for (index, (name, _)) in CONTENTS.iter().enumerate() {
        assert!(CONTENTS[..index].iter().all(|(other, _)| other != name), "{name} is not unique");
        assert_eq!(*name, name.trim().to_ascii_lowercase(), "names are lower case");
        let row = format!(
            r#"{{"type":"C","user_type":"C","contents_type":" {} ","contents":"https://a.example"}}"#,
            name.to_uppercase()
        );
        let message = message(&row);
        assert!(!matches!(message.body, Body::Unknown(_) | Body::Unreadable(_)), "{name}: {:?}", message.body);
        assert!(repairs(&message).contains(&("/contents_type", Repair::CodeSpelling)), "{name}");
    }
}

#[test]
fn empty_contents_of_every_type_are_unreadable() {
    for &(name, _) in CONTENTS {
        for contents in ["null", "[]", r#""""#, "{}", "[[]]", r#""{\"a\":""#] {
            let row = format!(r#"{{"type":"C","contents_type":"{name}","contents":{contents}}}"#);
            let kind = message(&row).kind();
            let empty_text = name == "text" && contents == r#""""#;
            let text_as_written = name == "text" && contents.contains('\\');
            assert_eq!(kind == Kind::Unreadable, !empty_text && !text_as_written, "{row}");
        }
        let row = format!(r#"{{"type":"C","contents_type":"{name}"}}"#);
        assert_eq!(message(&row).body, Body::Unreadable(Reason::NoContents), "{row}");
    }
}

#[test]
fn row_that_is_no_object_is_unreadable() {
    for row in ["null", "[]", r#""a""#, "1", "[{}]", "nil"] {
        let message = message(row);
        assert_eq!((message.kind(), message.body), (Kind::Unreadable, Body::Unreadable(Reason::NotAnObject)), "{row}");
    }
}

#[test]
fn malformed_row_keeps_its_head() {
    let message = message(r#"{"id":"7","type":"C","user_type":"H","contents_type":"text","contents":"a" "b"}"#);
    assert_eq!((message.head.id.as_deref(), &message.head.sender), (Some("7"), &Sender::Counselor));
    assert_eq!(message.body, Body::Unreadable(Reason::BrokenJson));
}

#[test]
fn row_of_unknown_type_is_a_memo() {
    for (kind, memo, repair) in [
        (r#""C""#, false, None),
        (r#""M""#, true, None),
        (r#"" m ""#, true, Some(Repair::CodeSpelling)),
        (r#""X""#, true, Some(Repair::UnknownType)),
        ("{}", true, Some(Repair::UnknownType)),
        ("3", true, Some(Repair::UnknownType)),
        (r#""""#, false, Some(Repair::MissingType)),
        ("null", false, Some(Repair::MissingType)),
    ] {
        let message = message(&format!(r#"{{"type":{kind},"contents_type":"text","contents":"a"}}"#));
        assert_eq!(message.head.memo, memo, "{kind}");
        assert_eq!(message.kind(), if memo { Kind::Memo } else { Kind::Text });
        assert_eq!(message.notes.last().map(|note| note.repair), repair, "{kind}");
    }
}

#[test]
fn unknown_contents_type_keeps_its_name() {
    let contents_type = |row: &str| match message(row).body {
        Body::Unknown(unknown) => unknown.contents_type,
        other => panic!("{other:?}"),
    };
    assert_eq!(contents_type(r#"{"type":"C","contents_type":"Sticker","contents":"{\"a\":1}"}"#), "Sticker");
    assert_eq!(contents_type(r#"{"type":"C"}"#), "");
}

#[test]
fn separately_decoded_head_equals_the_messages_head() {
    let row = r#"{"msg_id":90071992547409931,"type":"C","user_type":"b","contents_type":"nomal","contents":"x",
        "receive_date":"2025-10-01","read_date":""}"#;
    let whole = message(row);
    assert_eq!(Head::decode(&Raw::new(row.as_bytes().into(), 0..row.len())).0, whole.head);
    assert_eq!(whole.head.id.as_deref(), Some("90071992547409931"));
    assert_eq!(whole.head.contents_type, "normal");
    assert_eq!(whole.head.sent_at.map(|sent| sent.day()).as_deref(), Some("2025-10-01"));
    assert_eq!(
        repairs(&whole),
        [
            ("/msg_id", Repair::ScalarForText),
            ("/user_type", Repair::CodeSpelling),
            ("/receive_date", Repair::DayOnly),
            ("/contents_type", Repair::CodeSpelling),
            ("/contents", Repair::PlainContents),
        ]
    );
}

#[test]
fn known_head_yields_an_equal_message_with_equal_notes() {
    for row in [
        r#"{"msg_id":1,"type":"X","user_type":"b","contents_type":"nomal","contents":"x","send_date":"2025-10-01"}"#,
        r#"{"id":"1","id":"2","type":"C","contents_type":"text","contents":"x"}"#,
        r#"{"id":"1","type":"C","contents_type":"text","contents":}"#,
        "null",
    ] {
        let raw = Raw::new(row.as_bytes().into(), 0..row.len());
        assert_eq!(Message::decode(&raw, Some(&Head::decode(&raw))), Message::decode(&raw, None), "{row}");
    }
}

#[test]
fn deeply_nested_value_affects_only_itself() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let row = format!(r#"{{"type":"C","new":{deep},"contents_type":"text","contents":"a"}}"#);
    assert_eq!(message(&row).body, Body::Text("a".to_owned()));
    let row = format!(r#"{{"type":"C","contents_type":"template","contents":{deep}}}"#);
    assert_eq!(message(&row).kind(), Kind::Unreadable);
    assert!(Json::whole(deep.as_bytes()).is_some());
}

#[test]
fn row_without_read_date_does_not_tell_its_read_state() {
    for (read, tells) in [("", false), (r#","read_date":null"#, true), (r#","read_date":"0000-00-00 00:00:00""#, true)]
    {
        let row = format!(r#"{{"type":"C","contents_type":"text","contents":"a"{read}}}"#);
        let head = message(&row).head;
        assert_eq!((head.tells_read, head.read_at), (tells, None), "{row}");
    }
}

#[test]
fn undecodable_row_is_secure_if_it_mentions_is_locked() {
    for (row, is_locked) in [
        (r#"{"contents_type":"template","contents":"{\"type\":\"VIDEO\",\"isLocked\":true}"}"#, true),
        (r#"{"contents_type":"template","contents":"{\"isLocked\" : \"Y\", \"message\":"}"#, true),
        (r#"{"contents_type":"hologram","contents":{"IsLocked":1}}"#, true),
        (r#"{"contents_type":"hologram","contents":{"isLocked":false,"x":1}}"#, false),
        (r#"{"contents_type":"hologram","contents":{"isLocked":""}}"#, false),
        (r#"{"contents_type":"hologram","contents":{"x":1}}"#, false),
        (r#"{"contents_type":"text","contents":"isLocked: true"}"#, false),
        (r#"{"contents_type":"template","contents":{"type":"TEXT","message":"a","isLocked":2}}"#, true),
    ] {
        assert_eq!(message(row).is_locked(), is_locked, "{row}");
    }
}
