use super::*;
use crate::{options::Lang, text::tests::Native, timeline::tests::room};

fn ko() -> &'static Words {
    Words::of(Lang::Ko)
}

fn draft(kind: Type, said: &str) -> Draft {
    let mut draft = Draft { kind, ..Draft::default() };
    draft.say(said.to_owned());
    draft
}

#[test]
fn characters_are_counted_as_the_vendor_counts_them() {
    assert_eq!(draft(Type::Text, "").left(), 1000);
    assert_eq!(draft(Type::Text, &"가".repeat(1000)).left(), 0);
    // A family of five scalar values.
    assert_eq!(draft(Type::Text, "👨‍👩‍👧").left(), 995);
    assert_eq!(draft(Type::Image, "https://a.example").left(), 255 - 17);
}

#[test]
fn too_long_a_text_and_what_is_no_address_are_objected_to_and_nothing_else() {
    let objection = |kind, said: &str| draft(kind, said).objection(&Native, ko());
    assert_eq!(objection(Type::Text, &"가".repeat(1000)), None);
    assert_eq!(objection(Type::Text, &"가".repeat(1001)).as_deref(), Some("1,000자까지 보낼 수 있습니다."));
    assert_eq!(objection(Type::Text, "javascript:alert(1)"), None, "a text is a text");
    assert_eq!(objection(Type::Image, " https://a.example/1.png "), None);
    assert_eq!(objection(Type::Video, ""), None);
    for address in ["javascript:alert(1)", "a.png", "tel:119", "file:///a", "data:image/png;base64,AA"] {
        assert_eq!(objection(Type::Image, address).as_deref(), Some(ko().no_web_address), "{address}");
    }
    let long = format!("https://a.example/{}", "a".repeat(255));
    assert_eq!(objection(Type::Audio, &long).as_deref(), Some("255자까지 보낼 수 있습니다."));
}

#[test]
fn text_and_address_are_kept_apart() {
    let mut draft = draft(Type::Text, "안녕");
    draft.kind = Type::Image;
    assert_eq!(draft.said(), "");
    draft.say(" https://a.example/1.png\n".to_owned());
    assert_eq!(draft.content(), Content::Image("https://a.example/1.png".into()));
    draft.kind = Type::Text;
    assert_eq!(draft.content(), Content::Text("안녕".into()));
}

#[test]
fn a_message_is_sent_under_the_customers_own_id_or_not_at_all() {
    let room_of = |chat: &str| {
        use happytalk_model::{Answer, decode};
        let json = format!(r#"{{"result":"success","data":[{{"chat":{chat},"message":[]}}]}}"#);
        match decode(json.as_bytes()).expect("JSON").value {
            Answer::Transcript(mut transcript) => transcript.rooms.remove(0),
            Answer::Failure(failure) => panic!("{failure:?}"),
        }
    };
    let open = room_of(r#"{"status":"1","customer_uuid":"1000225570_testuser"}"#);
    assert_eq!(sender(&open, "room"), Ok("testuser"));
    assert_eq!(sender(&open, &"r".repeat(31)), Err(Barred::RoomId));
    assert_eq!(sender(&room_of(r#"{"users_id":"abcd"}"#), "room"), Err(Barred::Customer));
    assert_eq!(sender(&room_of(r#"{"users_id":"123456789012345678901"}"#), "room"), Err(Barred::Customer));
    assert_eq!(sender(&room(&[]), "room"), Err(Barred::Customer));
    for status in ["2", "3", "4"] {
        let over = room_of(&format!(r#"{{"status":"{status}","users_id":"testuser"}}"#));
        assert_eq!(sender(&over, "room"), Err(Barred::Ended), "{status}");
    }
}

#[test]
fn an_answer_means_what_it_says_and_nothing_where_it_says_nothing() {
    let code = |code| Refused { code, ..Refused::default() };
    assert_eq!(Outcome::of(201, code(Some(0))), Outcome::Sent);
    assert_eq!(Outcome::of(200, code(Some(0))), Outcome::Sent);
    for (status, sent) in [(200, None), (502, None), (504, None), (504, Some(-1)), (500, None), (408, None)] {
        assert_eq!(Outcome::of(status, code(sent)), Outcome::Unknown, "{status} {sent:?}");
    }
    for (status, sent) in
        [(200, Some(-700)), (409, Some(-700)), (502, Some(-500)), (403, None), (429, None), (503, None)]
    {
        let refused = Refused { status, code: sent, ..Refused::default() };
        assert_eq!(Outcome::of(status, code(sent)), Outcome::Refused(refused), "{status} {sent:?}");
    }
}

#[test]
fn every_documented_code_has_words_of_its_own_in_each_language() {
    for lang in [Lang::Ko, Lang::En] {
        let why = |code: &i64| Refused { code: Some(*code), ..Refused::default() }.why(Words::of(lang));
        let general = Refused::default().why(Words::of(lang));
        for code in BizFailCode::CODES {
            assert_ne!(why(code), general, "{lang:?} {code}");
        }
        let mut sentences: Vec<_> = BizFailCode::CODES.iter().map(why).collect();
        sentences.sort_unstable();
        sentences.dedup();
        assert_eq!(sentences.len(), BizFailCode::CODES.len(), "{lang:?}");
        assert_eq!(why(&-12345), general);
    }
}

#[test]
fn a_reader_can_quote_what_was_refused() {
    let refused = |status, code| Refused { status, code, ..Refused::default() }.reference();
    assert_eq!(refused(502, Some(-500)), "HTTP 502 · -500");
    assert_eq!(refused(200, Some(-901)), "-901");
    assert_eq!(refused(429, None), "HTTP 429");
    assert_eq!(refused(0, None), "");
}
