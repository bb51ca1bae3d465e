use happytalk_model::{Answer as Read, Body, decode, received};

use super::*;

fn payload(answer: &Answer, nth: usize) -> received::Received {
    let read = received::decode(answer.payload("user-1", "room", "9", nth).to_string().as_bytes()).unwrap();
    read.value
}

/// As a viewer reads it in the room.
fn shown(answer: &Answer, spelling: Spelling) -> Body {
    let (kind, contents) = answer.contents(spelling);
    let row = json!({ "id": "9", "type": "C", "user_type": "H", "contents_type": kind, "contents": contents });
    let room = json!({ "result": "success", "data": [{ "chat": { "id": "room" }, "message": [row] }] }).to_string();
    let Ok(Read::Transcript(transcript)) = decode(room.as_bytes()).map(|read| read.value) else { panic!("{room}") };
    transcript.rooms[0].rows[0].message().body.clone()
}

/// Something for every word, and the turns of everything else.
fn all() -> Vec<(String, Answer)> {
    let words = WORDS.iter().flat_map(|(words, _)| *words).map(|word| format!("저기요, {word} 때문에요"));
    let texts = words.chain(["상담을 종료할게요".to_owned()]).map(|text| (text, 0));
    let turns = (0..IN_TURN.len()).map(|nth| ("네".to_owned(), nth));
    let asked = texts.chain(turns).map(|(text, nth)| (text.clone(), Answer::to("text", &text, nth, "http://h")));
    let media =
        ["image", "audio", "video"].map(|kind| (kind.to_owned(), Answer::to(kind, "https://a.example/종료", 0, "")));
    asked.chain(media).collect()
}

#[test]
fn every_answer_says_the_same_to_the_webhook_as_in_the_room() {
    let mut kinds = std::collections::BTreeSet::new();
    for (asked, answer) in all() {
        let body = shown(&answer, Spelling::Plain);
        assert_eq!(body, shown(&answer, Spelling::Php), "{asked}");
        assert!(!matches!(body, Body::Unreadable { .. } | Body::Unknown(_)), "{asked}: {body:?}");
        for nth in [0, 1] {
            let received = payload(&answer, nth);
            assert_eq!(received.body.kind().slug(), body.kind().slug(), "{asked}");
            assert_eq!(received.auto_end, answer.ends, "{asked}");
            let ids = [received.uuid, received.room_id, received.msgid].map(Option::unwrap_or_default);
            assert_eq!(ids, ["user-1", "room", "9"], "{asked}");
        }
        kinds.insert(body.kind().slug());
    }
    let expected = ["file", "image", "normal", "template-text", "text"];
    assert!(expected.iter().all(|kind| kinds.contains(kind)), "{kinds:?}");
}

#[test]
fn only_a_text_that_says_so_ends_the_room() {
    for (kind, text, ends) in
        [("text", "상담 종료", true), ("text", "배송", false), ("image", "https://a.example/종료.png", false)]
    {
        assert_eq!(Answer::to(kind, text, 0, "").ends, ends, "{kind} {text}");
    }
}
