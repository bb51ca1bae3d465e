use super::*;
use crate::fixtures::{self, Document};

fn cut(sent: &str) -> String {
    String::from_utf8(without_memos(sent.as_bytes()).expect(sent).into_owned()).expect("UTF-8")
}

fn room(message: &str) -> String {
    format!(r#"{{"result":"success","data":[{{"chat":{{"id":"a"}},"message":{message}}}]}}"#)
}

#[test]
fn memos_go_and_every_other_byte_stays() {
    for (sent, left) in [
        (
            r#"[{"type":"C","contents":"a"} , {"type":"M","contents":"s"} ,{"contents":"b"}]"#,
            r#"[{"type":"C","contents":"a"} ,{"contents":"b"}]"#,
        ),
        (r#"[ {"type":"M"}, {"type":"C"} ]"#, r#"[ {"type":"C"} ]"#),
        (r#"[ {"type":"C"}, {"type":"M"} ]"#, r#"[ {"type":"C"} ]"#),
        (r#"[ {"type":"M"}, {"type":"M"} ]"#, r"[  ]"),
        (r#"[1,{"type":"M"},{"type":"M"},2,{"type":"M"},3]"#, "[1,2,3]"),
        // An object with indices, and one row without a list.
        (r#"{"3":{"type":"C"},"4":{"type":"M"},"9":{"type":""}}"#, r#"{"3":{"type":"C"},"9":{"type":""}}"#),
        (r#"{"3":{"type":"M"}}"#, "{}"),
        (r#"{"type":"M","contents":"s"}"#, "[]"),
        (r#"{"type":"C","contents":"a"}"#, r#"{"type":"C","contents":"a"}"#),
        // Of equal indices the last one counts: the earlier one must not come back.
        (r#"{"1":{"type":"C"},"1":{"type":"M"},"2":{"type":"C"}}"#, r#"{"2":{"type":"C"}}"#),
        (r#"{"1":{"type":"M"},"1":{"type":"C"},"2":{"type":"C"}}"#, r#"{"1":{"type":"C"},"2":{"type":"C"}}"#),
        ("[]", "[]"),
        ("{}", "{}"),
        ("null", "null"),
        (r#"" ""#, r#"" ""#),
    ] {
        assert_eq!(cut(&room(sent)), room(left), "{sent}");
    }
}

#[test]
fn whatever_might_be_a_memo_is_one() {
    for row in [
        r#"{"type":"M"}"#,
        r#"{"type":"m"}"#,
        r#"{"type":" M "}"#,
        r#"{"type":"\u004d"}"#,
        r#"{"\u0074ype":"M"}"#,
        r#"{"type":"X"}"#,
        r#"{"type":7}"#,
        r#"{"type":true}"#,
        r#"{"type":{}}"#,
        r#"{"type":["C"]}"#,
        r#"{"type":"\ud800"}"#,
        r#"{"type":"C","type":"M"}"#,
        r#"{"type":"M","type":"C"}"#,
        r#"{"type":"C","contents":"a","reply_to":{"type":"M","contents":"s"}}"#,
        r#"{"type":"C","contents":"a","reply_to":"{\"type\":\"M\",\"contents\":\"s\"}"}"#,
        r#"{"type":"C","contents":"a","reply_to":"\"{\\\"type\\\":\\\"M\\\"}\""}"#,
        r#"{"0":{"type":"X","contents":"s"},"x":1}"#,
        r#""a text that may be anything""#,
        r#""{\"type\":\"C\"}""#,
        r#"[{"type":"C"}]"#,
        "[[]]",
    ] {
        assert_eq!(
            cut(&room(&format!(r#"[{{"type":"C","contents":"a"}},{row}]"#))),
            room(r#"[{"type":"C","contents":"a"}]"#),
            "{row}"
        );
    }
}

#[test]
fn whatever_is_a_message_stays() {
    for row in [
        r#"{"type":"C"}"#,
        r#"{"type":" c "}"#,
        r#"{"type":null,"contents":"a"}"#,
        r#"{"type":" ","contents":"a"}"#,
        r#"{"contents":"\"type\":\"M\""}"#,
        r#"{"type":"C","contents":{"type":"M"}}"#,
        r#"{"type":"C","contents":"{\"type\":\"M\"}"}"#,
        r#"{"type":"C","contents":"a","from_id":"M","links":[{"type":"WEB_LINK","name":"{a"}]}"#,
        "{}",
        "null",
        "1e999",
        "[ ]",
        r#""""#,
    ] {
        let sent = room(&format!("[{row}]"));
        assert!(matches!(without_memos(sent.as_bytes()), Ok(Cow::Borrowed(_))), "{row}");
    }
}

#[test]
fn every_room_and_every_occurrence_is_looked_through() {
    let [memo, message] = [r#"{"type":"M","contents":"secret"}"#, r#"{"type":"C","contents":"a"}"#];
    for sent in [
        format!(r#"{{"data":[{{"message":[{memo}]}},{{"message":[{message},{memo}]}}]}}"#),
        format!(r#"{{"data":{{"message":[{memo},{message}]}}}}"#),
        format!(r#"{{"data":{{"0":{{"message":[{memo}]}},"2":{{"message":{memo}}}}}}}"#),
        format!(r#"{{"data":{{"chat":{{}},"message":[{memo}],"1":{{"message":[{memo}]}}}}}}"#),
        format!(r#"{{"data":[{{"message":[{memo}],"message":[{message}]}}]}}"#),
        format!(r#"{{"data":[{{"message":[{message}],"mess\u0061ge":[{memo}]}}]}}"#),
        format!(r#"{{"data":[{{"message":[{memo}]}}],"data":[]}}"#),
        format!(r#"{{"result":"fail","data":[{{"message":[{memo}]}}]}}"#),
        format!("\u{feff}{}", room(&format!("[{memo}]"))),
    ] {
        let left = cut(&sent);
        assert!(!left.contains("secret"), "{sent}: {left}");
        assert_eq!(left.matches(message).count(), sent.matches(message).count(), "{sent}: {left}");
        assert!(serde_json::from_str::<serde::de::IgnoredAny>(left.trim_start_matches('\u{feff}')).is_ok(), "{left}");
    }
}

#[test]
fn where_memos_could_hide_there_is_no_answer() {
    let memo = r#"{"type":"M","contents":"secret"}"#;
    for sent in [
        String::new(),
        "[]".to_owned(),
        format!("{}x", room("[]")),
        room(&format!("[{memo}"))[..60].to_owned(),
        room(&format!("[{memo} {memo}]")),
        room(r#"[{"type":"C",}]"#),
        room(r#""[{\"type\":\"M\"}]""#),
        format!(r#"{{"data":[[{{"message":[{memo}]}}]]}}"#),
        format!(r#"{{"data":"[{}]"}}"#, memo.replace('"', "\\\"")),
        format!(r#"{{"data":{{"list":[{{"message":[{memo}]}}]}}}}"#),
        format!(r#"{{"data":[],"memos":[{memo}]}}"#),
        format!(r#"{{"data":[],"memos":"[{}]"}}"#, memo.replace('"', "\\\"")),
        format!(r#"{{"data":[{{"chat":{{"memo":{memo}}},"message":[]}}]}}"#),
        r#"{"data":{"list":{"message":[{"type":"X","contents":"secret"}]}}}"#.to_owned(),
        r#"{"message":[{"type":"X","contents":"secret"}]}"#.replace("{\"message", "{\"x\":{\"message").replace("]}", "]}}"),
    ] {
        assert!(without_memos(sent.as_bytes()).is_err(), "{sent}");
    }
}

#[test]
fn text_of_the_room_is_text_whatever_a_customer_wrote() {
    let chat = |name: &str, value: &str| format!(r#"{{"data":[{{"chat":{{"{name}":{value}}},"message":[]}}]}}"#);
    let [text, twice] = [r#""{\"type\":\"M\"}""#, r#""\"{\\\"type\\\":\\\"M\\\"}\"""#];
    for name in ["title", "users_id", "vote_comment", "parameter1", "parameter10", "user_parameter", "us\\u0065rs_id"] {
        for value in [text, twice, "7", "null"] {
            let sent = chat(name, value);
            assert!(matches!(without_memos(sent.as_bytes()), Ok(Cow::Borrowed(_))), "{sent}");
        }
        for value in [r#"{"type":"M"}"#.to_owned(), format!("[{text}]"), r#"[{"message":[{}]}]"#.to_owned()] {
            assert!(without_memos(chat(name, &value).as_bytes()).is_err(), "{name}: {value}");
        }
    }
    // What is not known to be written by a customer, or to be no list of messages.
    for name in ["memo", "last_message", "message", "titles"] {
        assert!(without_memos(chat(name, text).as_bytes()).is_err(), "{name}");
    }
    assert!(
        without_memos(format!(r#"{{"data":[{{"title":{text},"message":[]}}]}}"#).as_bytes()).is_err(),
        "not in `chat`"
    );
}

#[test]
fn nesting_is_no_way_around_and_costs_no_stack() {
    let deep = |inner: &str| format!("{}{inner}{}", r#"{"a":["#.repeat(100_000), "]}".repeat(100_000));
    assert!(without_memos(room(&format!("[{}]", deep("1"))).as_bytes()).is_ok());
    assert_eq!(cut(&room(&format!("[{}]", deep(r#"{"type":"M"}"#)))), room("[]"));
}

#[test]
fn the_corpus_loses_its_memos_and_nothing_else() {
    let mut cut = 0;
    for fixture in fixtures::of(Document::ChatData) {
        let Ok(left) = without_memos(fixture.bytes) else {
            // Only what the gateway would not pass on at all.
            let is_json = serde_json::from_slice::<serde::de::IgnoredAny>(fixture.bytes).is_ok();
            assert!(!is_json || !matches!(fixture.expect, fixtures::Expect::Rows(_)), "{}", fixture.name);
            continue;
        };
        let rows = |bytes: &[u8]| match decode(bytes).map(|decoded| decoded.value) {
            Ok(Answer::Transcript(transcript)) => {
                let rows = transcript.rooms.into_iter().flat_map(|room| room.rows);
                rows.map(|row| (row.head().memo, row.raw().as_bytes().to_vec())).collect()
            }
            _ => Vec::new(),
        };
        let is_certain = |(memo, raw): &(bool, Vec<u8>)| !memo && (raw == b"[]" || !matches!(raw[0], b'"' | b'['));
        let before: Vec<_> = rows(fixture.bytes).into_iter().filter(is_certain).collect();
        assert_eq!(rows(&left), before, "{}", fixture.name);
        cut += usize::from(matches!(left, Cow::Owned(_)));
    }
    assert!(cut >= 2, "{cut} fixtures hold memos");
}
