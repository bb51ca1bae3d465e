use super::*;
use crate::fixtures::{self, Document, Expect};

fn draft() -> Draft {
    let some = |text: &str| Some(text.to_owned());
    Draft {
        uuid: some("lc251001-1"), room_id: some("room"), kind: some("text"), msg: some("안녕하세요"), url: None
    }
}

fn of(length: usize) -> String {
    "가".repeat(length)
}

#[test]
fn a_text_is_sent_in_msg_and_a_picture_in_url() {
    let json = |request: WriteRequest| serde_json::to_string(&request).expect("a request is JSON");
    assert_eq!(
        json(draft().check().expect("within the limits")),
        r#"{"uuid":"lc251001-1","room_id":"room","type":"text","msg":"안녕하세요"}"#
    );
    let picture = WriteRequest::new("lc251001-1", "room", Content::Image("https://a.example/1.jpg".to_owned()));
    assert_eq!(
        json(picture.expect("within the limits")),
        r#"{"uuid":"lc251001-1","room_id":"room","type":"image","url":"https://a.example/1.jpg"}"#
    );
}

#[test]
fn lengths_are_counted_in_characters_up_to_the_documented_ones() {
    for (field, least, most) in
        [(Field::Uuid, 5, 20), (Field::RoomId, 1, 30), (Field::Msg, 1, 1000), (Field::Url, 1, 255)]
    {
        let with = |length| {
            let mut draft = draft();
            match field {
                Field::Uuid => draft.uuid = Some(of(length)),
                Field::RoomId => draft.room_id = Some(of(length)),
                Field::Msg => draft.msg = Some(of(length)),
                _ => (draft.kind, draft.url) = (Some("video".to_owned()), Some(of(length))),
            }
            draft.check().err()
        };
        assert_eq!(with(least), None, "{field:?}");
        assert_eq!(with(most), None, "{field:?}");
        assert_eq!(with(most + 1), Some(WriteError::TooLong { field, most }));
        assert_eq!(with(0), Some(WriteError::Missing(field)));
        if least > 1 {
            assert_eq!(with(least - 1), Some(WriteError::TooShort { field, least }));
        }
    }
}

#[test]
fn which_of_msg_and_url_is_required_depends_on_the_type() {
    let of_kind = |kind: Option<&str>, msg: Option<&str>, url: Option<&str>| {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Draft { kind: owned(kind), msg: owned(msg), url: owned(url), ..draft() }.check().map(|sent| sent.content)
    };
    assert_eq!(of_kind(None, Some("a"), None), Ok(Content::Text("a".to_owned())), "text is the default");
    assert_eq!(of_kind(Some("text"), None, Some("u")), Err(WriteError::Missing(Field::Msg)));
    assert_eq!(of_kind(Some("text"), Some(" \n"), None), Err(WriteError::Missing(Field::Msg)));
    for kind in ["image", "audio", "video"] {
        assert_eq!(of_kind(Some(kind), Some("a"), None), Err(WriteError::Missing(Field::Url)), "{kind}");
        assert!(of_kind(Some(kind), None, Some("u")).is_ok(), "{kind}");
    }
    assert_eq!(of_kind(Some("file"), Some("a"), Some("u")), Err(WriteError::UnknownType));
}

#[test]
fn a_refusal_has_the_vendor_s_code_and_names_the_field() {
    let refused = |draft: Draft| draft.check().map_err(|error| (error.code().code(), error.field().name()));
    assert_eq!(refused(Draft { msg: None, ..draft() }), Err((-801, "msg")));
    assert_eq!(refused(Draft { uuid: Some(of(21)), ..draft() }), Err((-802, "uuid")));
    assert_eq!(refused(Draft { uuid: Some(of(4)), ..draft() }), Err((-802, "uuid")));
    assert_eq!(refused(Draft { kind: Some("TEXT".to_owned()), ..draft() }), Err((-800, "type")));
}

#[test]
fn every_request_of_the_corpus_is_what_it_should_be() {
    for fixture in fixtures::of(Document::WriteRequest) {
        let read = Draft::decode(fixture.bytes);
        assert_eq!(read.is_ok(), fixture.expect == Expect::Readable, "{}: {read:?}", fixture.name);
    }
    let sample = fixtures::by_name("write-text").expect("the document's sample");
    let draft = Draft::decode(sample.bytes).expect("JSON").value;
    assert_eq!((draft.msg.as_deref(), draft.url), (Some("메시지"), None));
}

#[test]
fn every_answer_of_the_corpus_is_what_it_should_be() {
    for fixture in fixtures::of(Document::WriteAnswer) {
        match (fixture.expect, WriteAnswer::decode(fixture.bytes)) {
            (Expect::Sent, Ok(read)) => assert!(read.value.is_sent(), "{}", fixture.name),
            (Expect::Failure(code), Ok(read)) => {
                assert!(!read.value.is_sent(), "{}", fixture.name);
                assert_eq!(read.value.fail_code().map(BizFailCode::code), code, "{}", fixture.name);
            }
            (Expect::NotJson, read) => assert!(read.is_err(), "{}: {read:?}", fixture.name),
            (expect, read) => panic!("{}: {expect:?}, {read:?}", fixture.name),
        }
    }
}

#[test]
fn a_refusal_tells_the_field_or_the_notice() {
    let answer = |name: &str| WriteAnswer::decode(fixtures::by_name(name).expect(name).bytes).expect(name).value;
    assert_eq!(answer("write-fail-802").field.as_deref(), Some("uuid"));
    assert_eq!(answer("write-fail-903").content.as_deref(), Some("모든 상담원이 상담 중입니다."));
    assert_eq!(answer("write-no-code").fail_code(), None, "no code is neither success nor a known failure");
}

#[test]
fn the_room_tells_the_customer_s_uuid() {
    let uuid = |users_id: Option<&str>, customer_uuid: Option<&str>| {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let room = RoomInfo { users_id: owned(users_id), customer_uuid: owned(customer_uuid), ..RoomInfo::default() };
        super::customer_uuid(&room).map(str::to_owned)
    };
    assert_eq!(uuid(Some("lc251001-1"), Some("1000227669_other")).as_deref(), Some("lc251001-1"));
    assert_eq!(uuid(None, Some("1000225570_lc_test1")).as_deref(), Some("lc_test1"));
    assert_eq!(uuid(None, Some("lc_test1")).as_deref(), Some("lc_test1"), "only digits are a prefix");
    assert_eq!(uuid(None, Some("_x")).as_deref(), Some("_x"));
    assert_eq!(uuid(None, None), None);
}

#[test]
fn the_bodies_written_by_hand_are_those_of_the_serializer() {
    let said = "따옴표 \" 역사선 \\ 줄\n바꿈\u{1f}";
    let contents = [
        (Content::Text(said.to_owned()), "text", "msg", said),
        (Content::Image("https://a.example/1.png".to_owned()), "image", "url", "https://a.example/1.png"),
        (Content::Audio("https://a.example/1.mp3".to_owned()), "audio", "url", "https://a.example/1.mp3"),
        (Content::Video("https://a.example/1.mp4".to_owned()), "video", "url", "https://a.example/1.mp4"),
    ];
    for (content, kind, field, value) in contents {
        let request = WriteRequest::new("test-user", "room", content.clone()).expect("within the limits");
        let whole: serde_json::Value = serde_json::from_str(&request.json()).expect("JSON");
        assert_eq!(whole, serde_json::to_value(&request).expect("JSON"), "{kind}");
        let short: serde_json::Value = serde_json::from_str(&content.json()).expect("JSON");
        assert_eq!(short, serde_json::json!({ "type": kind, field: value }));
        assert_eq!(content.body().kind().slug(), kind);
    }
}
