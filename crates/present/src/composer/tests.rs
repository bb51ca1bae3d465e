use super::*;
use crate::{options::Lang, text::tests::Native, timeline::tests::room};

fn ko() -> &'static Words {
    Words::of(Lang::Ko)
}

fn draft(kind: DraftKind, value: &str) -> Draft {
    let mut draft = Draft { kind, ..Draft::default() };
    draft.set_value(value.to_owned());
    draft
}

#[test]
fn characters_are_counted_as_unicode_scalar_values() {
    assert_eq!(draft(DraftKind::Text, "").chars_left(), 1000);
    assert_eq!(draft(DraftKind::Text, &"가".repeat(1000)).chars_left(), 0);
    // One emoji of five scalar values.
    assert_eq!(draft(DraftKind::Text, "👨‍👩‍👧").chars_left(), 995);
    assert_eq!(draft(DraftKind::Image, "https://a.example").chars_left(), 255 - 17);
}

#[test]
fn only_overlong_text_and_invalid_urls_fail_validation() {
    let error = |kind, value: &str| draft(kind, value).validation_error(&Native, ko());
    assert_eq!(error(DraftKind::Text, &"가".repeat(1000)), None);
    assert_eq!(error(DraftKind::Text, &"가".repeat(1001)).as_deref(), Some("1,000자까지 보낼 수 있습니다."));
    assert_eq!(error(DraftKind::Text, "javascript:alert(1)"), None, "text is not validated as a URL");
    assert_eq!(error(DraftKind::Image, " https://a.example/1.png "), None);
    assert_eq!(error(DraftKind::Video, ""), None);
    for url in ["javascript:alert(1)", "a.png", "tel:119", "file:///a", "data:image/png;base64,AA"] {
        assert_eq!(error(DraftKind::Image, url).as_deref(), Some(ko().no_web_address), "{url}");
    }
    let long = format!("https://a.example/{}", "a".repeat(255));
    assert_eq!(error(DraftKind::Audio, &long).as_deref(), Some("255자까지 보낼 수 있습니다."));
}

#[test]
fn text_and_url_are_separate_fields() {
    let mut draft = draft(DraftKind::Text, "안녕");
    draft.kind = DraftKind::Image;
    assert_eq!(draft.value(), "");
    draft.set_value(" https://a.example/1.png\n".to_owned());
    assert_eq!(draft.content(), Content::Image("https://a.example/1.png".into()));
    draft.kind = DraftKind::Text;
    assert_eq!(draft.content(), Content::Text("안녕".into()));
}

#[test]
fn sending_requires_an_open_room_and_a_valid_customer_id() {
    let room_of = |chat: &str| {
        use happytalk_model::{Answer, decode};
        let json = format!(r#"{{"result":"success","data":[{{"chat":{chat},"message":[]}}]}}"#);
        match decode(json.as_bytes()).expect("JSON").value {
            Answer::Transcript(mut transcript) => transcript.rooms.remove(0),
            Answer::Failure(failure) => panic!("{failure:?}"),
        }
    };
    let open = room_of(r#"{"status":"1","customer_uuid":"1000225570_testuser"}"#);
    assert_eq!(sender_uuid(&open, "room"), Ok("testuser"));
    assert_eq!(sender_uuid(&open, &"r".repeat(31)), Err(SendingBlocked::RoomId));
    assert_eq!(sender_uuid(&room_of(r#"{"users_id":"abcd"}"#), "room"), Err(SendingBlocked::Customer));
    assert_eq!(sender_uuid(&room_of(r#"{"users_id":"123456789012345678901"}"#), "room"), Err(SendingBlocked::Customer));
    assert_eq!(sender_uuid(&room(&[]), "room"), Err(SendingBlocked::Customer));
    for status in ["2", "3", "4"] {
        let ended_room = room_of(&format!(r#"{{"status":"{status}","users_id":"testuser"}}"#));
        assert_eq!(sender_uuid(&ended_room, "room"), Err(SendingBlocked::Ended), "{status}");
    }
}

#[test]
fn responses_without_a_vendor_code_have_an_unknown_outcome() {
    let code = |code| SendRefusal { code, ..SendRefusal::default() };
    assert_eq!(SendOutcome::from_response(201, code(Some(0))), SendOutcome::Sent);
    assert_eq!(SendOutcome::from_response(200, code(Some(0))), SendOutcome::Sent);
    for (status, sent) in [(200, None), (502, None), (504, None), (504, Some(-1)), (500, None), (408, None)] {
        assert_eq!(SendOutcome::from_response(status, code(sent)), SendOutcome::Unknown, "{status} {sent:?}");
    }
    for (status, sent) in
        [(200, Some(-700)), (409, Some(-700)), (502, Some(-500)), (403, None), (429, None), (503, None)]
    {
        let refused = SendRefusal { status, code: sent, ..SendRefusal::default() };
        assert_eq!(SendOutcome::from_response(status, code(sent)), SendOutcome::Refused(refused), "{status} {sent:?}");
    }
}

#[test]
fn every_documented_code_has_its_own_sentence_in_each_language() {
    for lang in [Lang::Ko, Lang::En] {
        let reason = |code: &i64| SendRefusal { code: Some(*code), ..SendRefusal::default() }.reason(Words::of(lang));
        let general = SendRefusal::default().reason(Words::of(lang));
        for code in BizFailCode::CODES {
            assert_ne!(reason(code), general, "{lang:?} {code}");
        }
        let mut sentences: Vec<_> = BizFailCode::CODES.iter().map(reason).collect();
        sentences.sort_unstable();
        sentences.dedup();
        assert_eq!(sentences.len(), BizFailCode::CODES.len(), "{lang:?}");
        assert_eq!(reason(&-12345), general);
    }
}

#[test]
fn reference_contains_status_and_vendor_code() {
    let refused = |status, code| SendRefusal { status, code, ..SendRefusal::default() }.reference();
    assert_eq!(refused(502, Some(-500)), "HTTP 502 · -500");
    assert_eq!(refused(200, Some(-901)), "-901");
    assert_eq!(refused(429, None), "HTTP 429");
    assert_eq!(refused(0, None), "");
}
