//! Whatever document memos are cut out of: none is left, no word of one, and every other row is as it was.

use happytalk_model::{
    Answer, decode,
    transcript::{Transcript, without_memos},
};
use proptest::{collection::vec, prelude::*, sample::select, test_runner::Config};

/// Stands in the contents of every memo.
const SECRET: &str = "only for colleagues";

/// A row, and white space of any kind around it.
fn row() -> impl Strategy<Value = String> {
    let memo = select(vec![
        r#""type":"M","#,
        r#""type":"m","#,
        r#""type" : " M ","#,
        r#""t\u0079pe":"\u004D","#,
        r#""type":"X","#,
        r#""type":5,"#,
        r#""type":[],"#,
        r#""type":{},"#,
        r#""type":"C","type":"M","#,
        r#""type":"M","type":"C","#,
    ]);
    let message =
        select(vec!["", r#""type":"C","#, r#""type":"c","#, r#""type":null,"#, r#""type":"","#, r#""type":"M2"#]);
    let message = message.prop_map(|kind| if kind.ends_with("M2") { r#""type":"C" ,"# } else { kind });
    let whole = prop_oneof![
        4 => (message, any::<i64>(), ".{0,20}").prop_map(|(kind, id, text)| {
            format!(r#"{{{kind}"id":{id},"contents_type":"text","contents":{}}}"#, serde_json::Value::from(text))
        }),
        4 => (memo, any::<i64>()).prop_map(|(kind, id)| format!(r#"{{{kind}"id":{id},"contents_type":"text","contents":"{SECRET}"}}"#)),
        1 => select(vec!["null".to_owned(), "7".to_owned(), format!(r#""{SECRET}""#), format!(r#"["{SECRET}"]"#),
            format!(r#"{{"contents":"a","beside":{{"type":"M","contents":"{SECRET}"}}}}"#)]),
    ];
    (whole, select(vec!["", " ", "\n\t"])).prop_map(|(row, space)| format!("{space}{row}{space}"))
}

fn message() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => vec(row(), 0..8).prop_map(|rows| format!("[{}]", rows.join(","))),
        2 => vec((0..6_u8, row()), 0..6).prop_map(|rows| {
            format!("{{{}}}", rows.iter().map(|(at, row)| format!(r#""{at}" :{row}"#)).collect::<Vec<_>>().join(","))
        }),
        1 => row().prop_filter("a row alone is an object", |row| row.trim().starts_with('{')),
        1 => Just("null".to_owned()),
    ]
}

fn room() -> impl Strategy<Value = String> {
    (message(), proptest::option::of(message())).prop_map(|(first, second)| {
        let second = second.map_or_else(String::new, |second| format!(r#","message":{second}"#));
        format!(r#"{{"message":{first},"chat":{{"id":"a","title":"M"}}{second} }}"#)
    })
}

fn document() -> impl Strategy<Value = String> {
    let data = prop_oneof![
        3 => vec(room(), 0..4).prop_map(|rooms| format!("[{}]", rooms.join(" , "))),
        1 => room(),
        1 => vec(room(), 1..4).prop_map(|rooms| {
            format!("{{{}}}", rooms.iter().enumerate().map(|(at, room)| format!(r#""{at}":{room}"#)).collect::<Vec<_>>().join(","))
        }),
    ];
    (data, any::<bool>()).prop_map(|(data, marked)| {
        format!(r#"{}{{"result":"success","data":{data},"took":1.50}}"#, if marked { "\u{feff}" } else { "" })
    })
}

fn transcript(bytes: &[u8]) -> Transcript {
    match decode(bytes).map(|decoded| decoded.value) {
        Ok(Answer::Transcript(transcript)) => transcript,
        other => panic!("no transcript: {other:?}"),
    }
}

/// The rows of each room as sent.
fn rows(transcript: &Transcript, keep: impl Fn(bool, &str) -> bool) -> Vec<Vec<String>> {
    let rooms = transcript.rooms.iter();
    rooms
        .map(|room| {
            let rows = room.rows.iter().map(|row| (row.head().memo, row.raw().text().into_owned()));
            rows.filter(|(memo, raw)| keep(*memo, raw)).map(|(_, raw)| raw).collect()
        })
        .collect()
}

proptest! {
    #![proptest_config(Config { cases: 1024, failure_persistence: None, ..Config::default() })]

    #[test]
    fn no_memo_is_left_and_every_other_row_is_as_it_was(document in document()) {
        let left = without_memos(document.as_bytes()).expect("the shape is a documented one");
        let text = std::str::from_utf8(&left).expect("it was UTF-8");
        prop_assert!(!text.contains(SECRET), "{}", text);
        prop_assert!(serde_json::from_str::<serde::de::IgnoredAny>(text.trim_start_matches('\u{feff}')).is_ok(), "{}", text);

        let (before, after) = (transcript(document.as_bytes()), transcript(&left));
        prop_assert!(rows(&after, |memo, _| memo).concat().is_empty());
        prop_assert_eq!(rows(&after, |_, _| true), rows(&before, |memo, raw| !memo && !raw.contains(SECRET)), "{}", text);
    }

    #[test]
    fn bytes_are_never_a_reason_to_panic_or_to_leak(document in document(), cut in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = document.into_bytes();
        let at = cut.index(bytes.len());
        bytes[at] = byte;
        if let Ok(left) = without_memos(&bytes)
            && let Ok(decoded) = decode(&left)
            && let Answer::Transcript(transcript) = decoded.value
        {
            prop_assert!(rows(&transcript, |memo, _| memo).concat().is_empty());
        }
    }
}
