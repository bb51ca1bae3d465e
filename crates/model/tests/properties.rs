//! Whatever arrives: no panic, no row lost, no row changed.

use happytalk_model::{
    Answer, Decoded, Row, Transcript, decode,
    lint::lint,
    list, received,
    write::{Draft, WriteAnswer},
};
use proptest::{collection::vec, prelude::*, test_runner::Config};
use serde_json::{Map, Value, json};

/// Any JSON, with the names and values the decoder looks for made likely.
fn any_json() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        3 => proptest::sample::select(vec![
            "", " ", "C", "M", "H", "text", "normal", "nomal", "template", "IMAGE", "TEXT", "CAROUSEL", "WEB_LINK", "success", "fail",
            "https://a.example", "2025-10-01 22:11:47", "0000-00-00 00:00:00", "1759324307", "파일명 : a", "#a|#b", "-1", "Y",
            r#"{"type":"TEXT","message":"a","buttonList":[{}]}"#, r#"{"text":"a","link":{"name":["a"],"url":[]}}"#, "{", "[1]", "\"{}\"",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u8>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text.prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 48, 6, |inner| {
        let name = prop_oneof![
            8 => proptest::sample::select(vec![
                "result", "data", "chat", "message", "id", "type", "user_type", "contents_type", "contents", "send_date", "read_date",
                "text", "image", "image_url", "imageUrl", "link", "links", "name", "url", "width", "height", "buttonList",
                "quickReplyList", "carouselBlocks", "coupon", "isLocked", "header", "pcUrl", "tags", "status", "code", "0", "10",
            ]).prop_map(str::to_owned),
            1 => any::<String>(),
        ];
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            vec((name, inner), 0..8).prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// A row that gets as far as its contents.
fn likely_row() -> impl Strategy<Value = Value> {
    let kind = proptest::sample::select(vec!["text", "image", "audio", "video", "file", "normal", "template", "other"]);
    (kind, any_json(), any::<bool>(), any_json()).prop_map(|(kind, contents, as_text, beside)| {
        let contents = if as_text { Value::from(contents.to_string()) } else { contents };
        json!({"id": beside, "type": "C", "contents_type": kind, "contents": contents, "links": beside, "send_date": beside})
    })
}

fn transcript(bytes: &[u8]) -> Transcript {
    match decode(bytes).map(|decoded| decoded.value) {
        Ok(Answer::Transcript(transcript)) => transcript,
        other => panic!("no transcript: {other:?}"),
    }
}

/// Decodes everything there is.
fn read_all(bytes: &[u8]) {
    if let Ok(Decoded { value: Answer::Transcript(transcript), notes }) = decode(bytes) {
        assert!(notes.iter().all(|note| note.pointer.is_empty() || note.pointer.starts_with('/')));
        for room in &transcript.rooms {
            let mut indices = room.ordered().indices;
            indices.sort_unstable();
            assert!(indices.into_iter().eq(0..room.rows.len()), "ordering loses no row");
            room.rows.iter().for_each(check);
        }
    }
}

fn check(row: &Row) {
    let head = row.head().clone();
    let message = row.message();
    assert_eq!(message.head, head);
    assert!(message.notes.iter().all(|note| note.pointer.is_empty() || note.pointer.starts_with('/')));
    assert!(lint(row).iter().all(|broken| broken.pointer.starts_with("/contents")));
}

/// Takes the bytes for each of the smaller documents.
fn read_as_others(bytes: &[u8]) {
    let read = [
        list::decode(bytes).is_ok(),
        received::decode(bytes).is_ok(),
        Draft::decode(bytes).is_ok(),
        WriteAnswer::decode(bytes).is_ok(),
    ];
    assert!(read.iter().all(|is_ok| *is_ok == read[0]), "all take the same bytes for a document: {read:?}");
}

proptest! {
    #![proptest_config(Config { cases: 256, failure_persistence: None, ..Config::default() })]

    #[test]
    fn any_json_value_is_taken_as_a_document(document in any_json()) {
        read_all(document.to_string().as_bytes());
        read_as_others(document.to_string().as_bytes());
    }

    #[test]
    fn any_json_value_is_taken_as_data(data in any_json()) {
        read_all(json!({"result": "success", "data": data}).to_string().as_bytes());
    }

    #[test]
    fn any_json_value_is_taken_as_a_list_or_a_payload(value in any_json(), kind in "text|image|normal|template") {
        for document in [
            json!({"result": "success", "data": value}),
            json!({"result": "success", "data": {"chat_list": value}}),
            json!({"type": kind, "content": value, "image": value, "links": value, "auto_end": value}),
        ] {
            read_as_others(document.to_string().as_bytes());
        }
    }

    #[test]
    fn rows_are_all_kept_as_sent(rows in vec(prop_oneof![any_json(), likely_row()], 0..8)) {
        let sent: Vec<String> = rows.iter().map(Value::to_string).collect();
        let document = format!(r#"{{"result":"success","data":[{{"chat":{{}},"message":[{}]}}]}}"#, sent.join("\n,"));
        let transcript = transcript(document.as_bytes());
        let kept: Vec<String> = transcript.rooms[0].rows.iter().map(|row| row.raw().text().into_owned()).collect();
        prop_assert_eq!(kept, sent);
        transcript.rooms[0].rows.iter().for_each(check);
    }

    #[test]
    fn no_row_is_lost_to_commas_missing_or_too_many(rows in vec((likely_row(), "[ ,\n]{0,3}"), 0..8), first in "[ ,]{0,2}") {
        let sent: Vec<String> = rows.iter().map(|(row, _)| row.to_string()).collect();
        let joined: String = rows.iter().map(|(row, commas)| row.to_string() + commas).collect();
        let document = format!(r#"{{"result":"success","data":[{{"chat":{{}},"message":[{first}{joined}]}}]}}"#);
        let transcript = transcript(document.as_bytes());
        let kept: Vec<String> = transcript.rooms[0].rows.iter().map(|row| row.raw().text().into_owned()).collect();
        prop_assert_eq!((kept, transcript.cut), (sent, false));
    }

    #[test]
    fn a_row_does_not_care_for_its_neighbours(row in likely_row(), neighbour in any_json()) {
        let alone = transcript(json!({"result": "success", "data": [{"message": [row]}]}).to_string().as_bytes());
        let among = json!({"result": "success", "data": [{"message": [neighbour, row, neighbour]}]}).to_string();
        let among = transcript(among.as_bytes());
        prop_assert_eq!(alone.rooms[0].rows[0].message(), among.rooms[0].rows[1].message());
    }

    #[test]
    fn any_bytes_are_judged_without_a_panic(bytes in vec(any::<u8>(), 0..200)) {
        read_all(&bytes);
        read_as_others(&bytes);
        read_all(&[br#"{"result":"success","data":[{"message":["#.as_slice(), &bytes].concat());
    }

    #[test]
    fn a_damaged_document_is_read_without_a_panic(
        row in likely_row(), at in any::<proptest::sample::Index>(), byte in any::<u8>(), cut in any::<proptest::sample::Index>()
    ) {
        let mut bytes = json!({"result": "success", "data": [{"chat": row, "message": [row, row]}]}).to_string().into_bytes();
        read_all(&bytes[..cut.index(bytes.len())]);
        let at = at.index(bytes.len());
        bytes[at] = byte;
        read_all(&bytes);
    }
}
