use super::*;
use crate::{Body, Kind, sender::Sender};

fn transcript(document: &str) -> (Transcript, Vec<(String, Repair)>) {
    let decoded = decode(document.as_bytes()).expect("a document");
    let notes = decoded.notes.into_iter().map(|note| (note.pointer, note.repair)).collect();
    match decoded.value {
        Answer::Transcript(transcript) => (transcript, notes),
        Answer::Failure(failure) => panic!("{failure:?}"),
    }
}

fn success(data: &str) -> (Transcript, Vec<(String, Repair)>) {
    transcript(&format!(r#"{{"result":"success","data":{data}}}"#))
}

fn rows(transcript: &Transcript) -> Vec<Vec<String>> {
    let texts = |room: &Room| room.rows.iter().map(|row| row.raw().text().into_owned()).collect();
    transcript.rooms.iter().map(texts).collect()
}

fn note(pointer: &str, repair: Repair) -> Vec<(String, Repair)> {
    vec![(pointer.to_owned(), repair)]
}

fn text_row(id: u32, date: &str) -> String {
    format!(r#"{{"id":"{id}","type":"C","contents_type":"text","contents":"{id}","send_date":"{date}"}}"#)
}

#[test]
fn rows_are_the_bytes_sent() {
    let (transcript, notes) = success(r#"[ {"chat":{"id":"r"}, "message":[ {"id": 1} , null,[2] ]} ]"#);
    assert_eq!(rows(&transcript), [[r#"{"id": 1}"#, "null", "[2]"]]);
    assert_eq!(transcript.rooms[0].info.id.as_deref(), Some("r"));
    assert!(notes.is_empty() && !transcript.cut);
}

#[test]
fn none_in_every_spelling_is_no_room() {
    for data in ["[]", "{}", "null", r#""""#] {
        let (transcript, notes) = success(data);
        assert_eq!((transcript.rooms.len(), notes), (0, vec![]), "{data}");
    }
    assert_eq!(transcript(r#"{"result":"success"}"#).0.rooms.len(), 0);
    for (data, pointer) in [("7", "/data"), ("[[1]]", "/data/0"), (r#"[{"x":1}]"#, "/data/0")] {
        let (transcript, notes) = success(data);
        assert_eq!((transcript.rooms.len(), notes), (0, note(pointer, Repair::WrongType)), "{data}");
    }
}

#[test]
fn one_room_may_come_without_its_list_and_several_in_one() {
    let (one, notes) = success(r#"{"chat":{"id":"a"},"message":[1]}"#);
    assert_eq!((rows(&one), notes), (vec![vec!["1".to_owned()]], note("/data", Repair::SingleForList)));

    let (two, notes) = success(r#"[{"chat":{"id":"a"},"message":[1]},{"message":[2,3],"chat":{"id":"b"}}]"#);
    assert_eq!(rows(&two), [vec!["1"], vec!["2", "3"]]);
    assert_eq!((two.rooms[1].info.id.as_deref(), notes), (Some("b"), vec![]));

    let (numbered, notes) = success(r#"{"3":{"chat":{"id":"a"}},"5":{"message":[1]}}"#);
    assert_eq!((numbered.rooms.len(), notes), (2, note("/data", Repair::NumberedList)));
}

#[test]
fn messages_come_as_list_as_numbered_object_or_alone() {
    let messages = |message: &str| {
        let (transcript, notes) = success(&format!(r#"[{{"chat":{{}},"message":{message}}}]"#));
        (rows(&transcript).remove(0), notes)
    };
    let at = |repair| note("/data/0/message", repair);
    assert_eq!(messages("[]"), (vec![], vec![]));
    assert_eq!(messages("{}"), (vec![], vec![]));
    assert_eq!(messages("null"), (vec![], vec![]));
    assert_eq!(messages(r#""""#), (vec![], vec![]));
    assert_eq!(messages(r#"{"10":"b","2":"a"}"#).0, [r#""a""#, r#""b""#]);
    assert_eq!(messages(r#"{"10":"b","2":"a"}"#).1, at(Repair::NumberedList));
    assert_eq!(messages(r#"{"id":1}"#), (vec![r#"{"id":1}"#.to_owned()], at(Repair::SingleForList)));
    assert_eq!(messages("7"), (vec![], at(Repair::WrongType)));
}

#[test]
fn a_failure_has_its_code_as_number_or_text() {
    for code in ["-501", r#""-501""#] {
        let document = format!(r#"{{"result":"fail","code":{code},"message":"token"}}"#);
        let Answer::Failure(failure) = decode(document.as_bytes()).expect("a document").value else { panic!("{code}") };
        assert_eq!(failure, Failure { code: Some(-501), message: "token".to_owned() });
    }
}

#[test]
fn an_answer_that_says_neither_is_told_by_its_data() {
    let (transcript, notes) = transcript(r#"{"data":[{"message":[1]}]}"#);
    assert_eq!((rows(&transcript).len(), notes), (1, note("/result", Repair::ResultUnclear)));
    let other = decode(br#"{"error":"no such host"}"#).expect("a document");
    assert!(matches!(other.value, Answer::Failure(Failure { code: None, .. })));
}

#[test]
fn of_equal_keys_the_last_counts() {
    let (transcript, notes) = transcript(
        r#"{"result":"fail","data":[{"message":[0]}],"result":"success",
            "data":[{"chat":{"id":"a"},"chat":{"id":"b","id":"c"},"message":[1],"message":[2]}]}"#,
    );
    assert_eq!(rows(&transcript), [["2"]]);
    assert_eq!(transcript.rooms[0].info.id.as_deref(), Some("c"));
    let places: Vec<_> = notes.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(places, ["/result", "/data", "/data/0/chat", "/data/0/chat/id", "/data/0/message"]);
    assert!(notes.iter().all(|(_, repair)| *repair == Repair::DuplicateKey));
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let (transcript, notes) = transcript("\u{feff}{\"result\":\"success\",\"data\":[{\"message\":[1]}]}\r\n");
    assert_eq!((rows(&transcript).len(), notes), (1, note("", Repair::ByteOrderMark)));
}

#[test]
fn what_is_no_object_is_not_json_and_says_where() {
    for (bytes, offset) in [
        ("", 0),
        (" \n", 2),
        ("\u{feff}", 3),
        ("<!DOCTYPE html>", 0),
        ("<br />\n<b>Notice</b>: {\"result\":\"success\"}", 0),
        ("[]", 0),
        ("\"text\"", 0),
        ("{result:1}", 1),
        ("{\"result\" 1}", 10),
        ("{\"result\":\"success\",\"data\":[]}{\"result\":\"success\"}", 30),
        ("{\"result\":\"success\",\"data\":[]} <br />", 31),
    ] {
        assert_eq!(decode(bytes.as_bytes()).expect_err(bytes).offset, offset, "{bytes}");
    }
}

#[test]
fn wherever_the_document_is_cut_the_whole_rows_before_it_stay() {
    let all: Vec<String> = (1..=3).map(|id| text_row(id, "2025-10-01 22:11:47")).collect();
    let document =
        format!(r#"{{"result":"success","data":[{{"chat":{{"id":"r"}},"message":[{}]}}]}}"#, all.join(" , "));
    let ends: Vec<usize> =
        all.iter().map(|row| document.find(row.as_str()).expect("it is there") + row.len()).collect();
    for length in 1..document.len() {
        let (transcript, notes) = transcript(&document[..length]);
        assert!(transcript.cut && notes.contains(&(String::new(), Repair::Cut)), "{length}");
        let kept: usize = transcript.rooms.iter().map(|room| room.rows.len()).sum();
        assert_eq!(kept, ends.iter().filter(|end| **end <= length).count(), "{}", &document[..length]);
    }
    assert!(!transcript(&document).0.cut);
}

#[test]
fn a_room_cut_in_its_chat_keeps_what_was_said_of_it() {
    let (transcript, _) = transcript(r#"{"result":"success","data":[{"chat":{"id":"r","title":"제"#);
    assert_eq!(transcript.rooms[0].info.id.as_deref(), Some("r"));
    assert!(transcript.cut);
}

#[test]
fn a_broken_row_costs_only_itself() {
    let good = text_row(1, "2025-10-01 22:11:47");
    let (transcript, notes) = success(&format!(r#"[{{"message":[{good},{{"id":2 "type":undefined}},nil,{good}]}}]"#));
    let kinds: Vec<_> = transcript.rooms[0].rows.iter().map(|row| row.message().kind()).collect();
    assert_eq!(kinds, [Kind::Text, Kind::Unreadable, Kind::Unreadable, Kind::Text]);
    assert!(notes.is_empty() && !transcript.cut);
}

#[test]
fn rows_before_the_document_breaks_stay() {
    let (transcript, notes) = success(r#"[{"message":[1,2 3]}]"#);
    assert_eq!((rows(&transcript), transcript.cut), (vec![vec!["1".to_owned(), "2".to_owned()]], true));
    assert_eq!(notes, note("", Repair::Broken));
}

#[test]
fn a_comma_missing_between_rows_or_rooms_costs_none_of_them() {
    let (transcript, notes) = success(r#"[{"message":[{"a":1}{"b":2} {"c":3},4]}{"message":[5]}]"#);
    assert_eq!(rows(&transcript), [vec![r#"{"a":1}"#, r#"{"b":2}"#, r#"{"c":3}"#, "4"], vec!["5"]]);
    let places: Vec<_> = notes.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(places, ["/data/0/message/1", "/data/0/message/2", "/data/1"]);
    assert!(notes.iter().all(|(_, repair)| *repair == Repair::MissingComma) && !transcript.cut);
}

#[test]
fn a_comma_too_many_is_passed_over() {
    for (message, expected, at) in [
        ("[,1]", &["1"][..], &[0][..]),
        ("[1,,, 2]", &["1", "2"], &[1]),
        ("[1,]", &["1"], &[1]),
        ("[,,]", &[], &[0]),
        ("[,1,,2,]", &["1", "2"], &[0, 1, 2]),
    ] {
        let (transcript, notes) = success(&format!(r#"[{{"message":{message}}},]"#));
        assert_eq!(rows(&transcript), [expected], "{message}");
        let mut places: Vec<_> = at.iter().map(|index| format!("/data/0/message/{index}")).collect();
        places.push("/data/1".to_owned());
        assert_eq!(notes, places.into_iter().map(|place| (place, Repair::ExtraComma)).collect::<Vec<_>>(), "{message}");
        assert!(!transcript.cut);
    }
}

#[test]
fn what_stands_between_rows_and_is_no_comma_is_not_guessed_at() {
    for message in [r#"[{"a":1}:{"b":2}]"#, r#"[{"a":1}<br />{"b":2}]"#, r#"[{"a":1}"b"]"#, r#"[{"a":1}[2]]"#] {
        let (transcript, notes) = success(&format!(r#"[{{"message":{message}}}]"#));
        assert_eq!((rows(&transcript), transcript.cut), (vec![vec![r#"{"a":1}"#.to_owned()]], true), "{message}");
        assert_eq!(notes, note("", Repair::Broken), "{message}");
    }
}

#[test]
fn deep_nesting_anywhere_is_passed_over() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let objects = r#"{"0":"#.repeat(100_000) + "1" + &"}".repeat(100_000);
    for deep in [deep, objects] {
        let (found, _) = transcript(&format!(
            r#"{{"new":{deep},"result":"success","data":[{{"new":{deep},"chat":{{"id":"r","new":{deep}}},"message":[{deep},1]}}]}}"#
        ));
        assert_eq!(found.rooms[0].rows.len(), 2);
        assert_eq!(found.rooms[0].info.id.as_deref(), Some("r"));
        assert_eq!(success(&deep).0.rooms.len(), 0);
    }
}

#[test]
fn half_a_surrogate_pair_costs_one_character() {
    let (transcript, _) = success(
        r#"[{"\ud800":1,"chat":{"title":"a\ud800","\udfff":2},"message":[{"type":"C","\ud83d":3,"contents_type":"text","contents":"b\ude00"}]}]"#,
    );
    assert_eq!(transcript.rooms[0].info.title.as_deref(), Some("a\u{fffd}"));
    assert_eq!(transcript.rooms[0].rows[0].message().body, Body::Text("b\u{fffd}".to_owned()));
}

#[test]
fn broken_utf8_is_shown_not_lost() {
    let mut bytes = success_bytes(r#"{"type":"C","contents_type":"text","contents":"가나"}"#);
    let at = bytes.windows(3).position(|window| window == "나".as_bytes()).expect("it is there");
    bytes.remove(at + 1);
    let Answer::Transcript(transcript) = decode(&bytes).expect("a document").value else { panic!("a transcript") };
    let row = &transcript.rooms[0].rows[0];
    assert_eq!(row.message().body, Body::Text("가\u{fffd}".to_owned()));
    assert_eq!(row.message().notes[0], Note { pointer: "/contents".to_owned(), repair: Repair::BrokenUtf8 });
    assert!(row.raw().text().contains("가\u{fffd}"));
}

fn success_bytes(row: &str) -> Vec<u8> {
    format!(r#"{{"result":"success","data":[{{"message":[{row}]}}]}}"#).into_bytes()
}

#[test]
fn rows_stand_as_sent_unless_their_dates_run_backwards() {
    let ordered = |dates: &[&str]| {
        let rows: Vec<String> = (0..).zip(dates).map(|(id, date)| text_row(id, date)).collect();
        success(&format!(r#"[{{"message":[{}]}}]"#, rows.join(","))).0.rooms[0].ordered()
    };
    let [first, second, third] = ["2025-10-01 00:00:01", "2025-10-01 00:00:02", "2025-10-01 00:00:03"];
    let as_sent = |count| Ordered { indices: (0..count).collect(), reordered: false };
    assert_eq!(ordered(&[]), as_sent(0));
    assert_eq!(ordered(&["", first, "", first, third]), as_sent(5));
    // Undated rows follow the row they were sent after, and equal dates keep their order.
    assert_eq!(
        ordered(&["", third, "", first, second, "", first]),
        Ordered { indices: vec![0, 3, 6, 4, 5, 1, 2], reordered: true }
    );
}

#[test]
fn a_head_is_the_same_before_and_after_its_message() {
    let (transcript, _) = success(&format!(r#"[{{"message":[{}]}}]"#, text_row(7, "2025-10-01 22:11:47")));
    let row = &transcript.rooms[0].rows[0];
    let before = row.head().clone();
    assert_eq!(before.id.as_deref(), Some("7"));
    assert_eq!(&row.message().head, &before);
    assert_eq!(row.head(), &before);
}

#[test]
fn a_row_in_its_list_is_what_it_is_alone() {
    let mut rows = 0;
    for fixture in crate::fixtures::chat_data() {
        let Ok(Decoded { value: Answer::Transcript(transcript), .. }) = decode(fixture.bytes) else { continue };
        for row in transcript.rooms.iter().flat_map(|room| &room.rows) {
            let alone = Raw::new(row.raw().as_bytes().into(), 0..row.raw().as_bytes().len());
            assert_eq!(*row.message(), Message::decode(&alone, None), "{}", fixture.name);
            rows += 1;
        }
    }
    assert!(rows > 0, "the corpus has rows");
}

#[test]
fn a_row_takes_over_what_it_was_decoded_to_only_if_it_is_the_same() {
    let rows = |text: &str| {
        let json =
            format!(r#"{{"result":"success","data":[{{"chat":{{}},"message":[{{"id":"1","contents":"{text}"}}]}}]}}"#);
        match decode(json.as_bytes()).expect("JSON").value {
            Answer::Transcript(mut transcript) => transcript.rooms.remove(0).rows,
            Answer::Failure(failure) => panic!("{failure:?}"),
        }
    };
    let (earlier, same, other) = (rows("a"), rows("a"), rows("b"));
    let decoded: *const Message = earlier[0].message();
    assert!(same[0].inherit(&earlier[0]) && !other[0].inherit(&earlier[0]));
    assert!(std::ptr::eq(decoded, same[0].message()) && !std::ptr::eq(decoded, other[0].message()));
    assert!(std::ptr::eq(decoded, earlier[0].clone().message()));
}

#[test]
fn a_provisional_row_is_what_it_was_told_and_keeps_its_bytes() {
    let message = Message::provisional(Some("m".into()), Sender::Counselor, None, Body::Text("안녕".into()));
    let row = Row::provisional(NonZeroU32::MIN, b"{\"content\":\"x\"}", message.clone());
    assert_eq!(
        (row.number(), row.message(), &*row.raw().text()),
        (Some(NonZeroU32::MIN), &message, "{\"content\":\"x\"}")
    );
    assert_eq!(row.head().id.as_deref(), Some("m"));
    assert_eq!((row.clone().number(), row.clone().message()), (row.number(), &message));
}
