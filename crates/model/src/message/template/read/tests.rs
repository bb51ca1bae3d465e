use super::*;
use crate::message::tests::message;

fn template(contents: &str) -> (Result<Template, Reason>, Vec<(String, Repair)>) {
    let contents = serde_json::to_string(contents).expect("a string is JSON");
    let message = message(&format!(r#"{{"type":"C","contents_type":"template","contents":{contents}}}"#));
    let template = match message.body {
        Body::Template(template) => Ok(template),
        Body::Unreadable(reason) => Err(reason),
        other => panic!("{other:?}"),
    };
    (template, message.notes.into_iter().map(|note| (note.pointer, note.repair)).collect())
}

fn read(contents: &str) -> Template {
    template(contents).0.expect("a template")
}

#[test]
fn a_text_with_every_button_is_read_without_a_note() {
    let (read, notes) = template(
        r#"{"type":"TEXT","message":"텍스트","isLocked":true,"buttonList":[
            {"type":"WEB_LINK","name":"링크","pcUrl":"p","mobileUrl":"m"},{"type":"TEXT","name":"봇키워드"},
            {"type":"COUPON","name":"쿠폰","description":"신규","pcUrl":"p","mobileUrl":"m","schemaAOS":"a","schemaIOS":"i"}],
            "quickReplyList":[{"type":"TEXT","name":"다시"}]}"#,
    );
    let read = read.expect("a template");
    let url = |url: &str| Some(RawUrl::new(url));
    assert_eq!((read.kind, read.message.as_str(), read.locked), (TemplateKind::Text, "텍스트", true));
    assert_eq!(read.buttons[0].action, Action::WebLink(Target { pc: url("p"), mobile: url("m"), ..Target::default() }));
    assert_eq!(read.buttons[1], Button { action: Action::Text, name: "봇키워드".to_owned() });
    let target = Target { pc: url("p"), mobile: url("m"), android: url("a"), ios: url("i") };
    assert_eq!(read.buttons[2].action, Action::Coupon { description: "신규".to_owned(), target });
    assert_eq!(read.quick_replies.len(), 1);
    assert_eq!(notes, []);
}

#[test]
fn a_carousel_keeps_its_blocks_in_order_whatever_they_lack() {
    let read = read(
        r#"{"type":"CAROUSEL","message":"m","carouselBlocks":[{"header":"1","coupon":{"name":"c"},"image":{"imageUrl":"u"}},
            {"header":"2","coupon":null,"buttonList":{}},{"coupon":[]},{"coupon":{}}]}"#,
    );
    let TemplateKind::Carousel(blocks) = read.kind else { panic!("no carousel") };
    assert_eq!(blocks.iter().map(|block| block.header.as_str()).collect::<Vec<_>>(), ["1", "2", "", ""]);
    assert_eq!(blocks[0].coupon.as_ref().map(|coupon| coupon.name.as_str()), Some("c"));
    assert_eq!(blocks[0].image.as_ref().map(|image| image.url.as_written()), Some("u"));
    assert!(blocks[1..].iter().all(|block| block.coupon.is_none() && block.buttons.is_empty()));
}

#[test]
fn fields_of_the_wrong_type_cost_only_themselves() {
    let (read, notes) = template(
        r#"{"type":"text","message":{"a":1},"isLocked":"Y","buttonList":[null,7,"글자",{"name":"이름"},
            {"type":"CALL","name":"전화"},{"pcUrl":"u"}],"quickReplyList":{"1":{"type":"TEXT","name":"하나"}}}"#,
    );
    let read = read.expect("a template");
    assert!(read.locked);
    let actions: Vec<_> = read.buttons.iter().map(|button| (button.name.as_str(), &button.action)).collect();
    let web = Action::WebLink(Target { pc: Some(RawUrl::new("u")), ..Target::default() });
    assert_eq!(
        actions,
        [
            ("글자", &Action::Other(String::new())),
            ("이름", &Action::Text),
            ("전화", &Action::Other("CALL".to_owned())),
            ("", &web)
        ]
    );
    assert_eq!(read.quick_replies[0].name, "하나");
    let places: Vec<_> = notes.iter().map(|(pointer, repair)| (pointer.as_str(), *repair)).collect();
    assert_eq!(
        places,
        [
            ("/contents/type", Repair::CodeSpelling),
            ("/contents/message", Repair::WrongType),
            ("/contents/isLocked", Repair::FlagSpelling),
            ("/contents/buttonList/0", Repair::WrongType),
            ("/contents/buttonList/1", Repair::WrongType),
            ("/contents/buttonList/2", Repair::PlainLink),
            ("/contents/buttonList/3/type", Repair::GuessedType),
            ("/contents/buttonList/5/type", Repair::GuessedType),
            ("/contents/quickReplyList", Repair::NumberedList),
        ]
    );
}

#[test]
fn a_template_without_a_type_is_told_by_its_fields() {
    assert_eq!(read(r#"{"message":"a"}"#).kind, TemplateKind::Text);
    assert_eq!(read(r#"{"type":null,"carouselBlocks":[{}]}"#).kind, TemplateKind::Carousel(vec![Block::default()]));
    assert!(matches!(read(r#"{"image":{"imageUrl":"u"}}"#).kind, TemplateKind::Image(Some(_))));
    assert_eq!(template("{}").0, Err(Reason::WrongShape));
}

#[test]
fn what_is_no_template_says_why() {
    assert_eq!(template(r#"{"type":"TEXT""#).0, Err(Reason::BrokenJson));
    assert_eq!(template(r#"{"type":"TEXT","buttonList":[{"name" "a"}]}"#).0, Err(Reason::BrokenJson));
    assert_eq!(template("[1,2]").0, Err(Reason::WrongShape));
    assert_eq!(template(" ").0, Err(Reason::NoContents));
}

#[test]
fn contents_that_are_no_json_are_a_text_template() {
    let (read, notes) = template("그냥 글");
    assert_eq!(read.map(|read| (read.kind, read.message)), Ok((TemplateKind::Text, "그냥 글".to_owned())));
    assert_eq!(notes, [("/contents".to_owned(), Repair::PlainContents)]);
}

#[test]
fn half_a_surrogate_pair_inside_the_inner_json_costs_one_character() {
    assert_eq!(read(r#"{"type":"TEXT","message":"a\ud800b"}"#).message, "a\u{fffd}b");
}
