use super::*;
use crate::{Answer, decode, fixtures};

fn rows(bytes: &[u8]) -> Vec<Vec<(String, Rule)>> {
    let Answer::Transcript(transcript) = decode(bytes).expect("a document").value else { panic!("a failure") };
    let rows = transcript.rooms.iter().flat_map(|room| &room.rows);
    rows.map(|row| lint(row).into_iter().map(|found| (found.pointer, found.rule)).collect()).collect()
}

fn of(kind: &str, contents: &str) -> Vec<(String, Rule)> {
    let contents = serde_json::to_string(contents).expect("a string is JSON");
    let row = format!(r#"{{"type":"C","contents_type":"{kind}","contents":{contents}}}"#);
    rows(format!(r#"{{"result":"success","data":[{{"message":[{row}]}}]}}"#).as_bytes()).remove(0)
}

fn template(contents: &str) -> Vec<(String, Rule)> {
    of("template", contents)
}

fn at(pointer: &str, rule: Rule) -> (String, Rule) {
    (pointer.to_owned(), rule)
}

#[test]
fn the_documents_own_examples_break_no_rule() {
    for name in ["chat-data-v2", "chat-data-v1", "every-kind"] {
        let found = rows(fixtures::by_name(name).expect(name).bytes);
        assert!(found.iter().all(Vec::is_empty), "{name}: {found:?}");
    }
    assert_eq!(rows(fixtures::by_name("chat-data-v2").expect("there").bytes).len(), 8);
}

#[test]
fn every_limit_of_the_tables_is_reported_where_it_is_broken() {
    let found = rows(fixtures::by_name("v2-over-limits").expect("there").bytes);
    let long = |most, length| Rule::TooLong { most, length };
    let required = |pointer| at(pointer, Rule::Required);
    assert_eq!(
        found[0],
        [
            at("/contents/buttonList/0/name", long(30, 31)),
            required("/contents/buttonList/1/name"),
            at("/contents/buttonList/1/pcUrl", long(1000, 1001)),
            required("/contents/buttonList/1/mobileUrl"),
            at("/contents/buttonList/2/description", long(12, 13)),
            required("/contents/buttonList/2/mobileUrl"),
            at("/contents/quickReplyList/0/name", long(14, 15)),
        ]
    );
    let block = |field: &str| format!("/contents/carouselBlocks/0/{field}");
    assert_eq!(
        found[1],
        [
            (block("header"), long(20, 21)),
            (block("message"), long(180, 181)),
            (block("image"), Rule::Required),
            (block("buttonList"), Rule::OneOrTwoButtons { count: 3 }),
            (block("buttonList/2"), Rule::NoCouponInBlock),
            (block("coupon/name"), long(30, 31)),
            (block("coupon/description"), Rule::Required),
            (block("coupon/pcUrl"), Rule::Required),
            (block("coupon/mobileUrl"), Rule::Required),
        ]
    );
}

#[test]
fn the_limits_themselves_are_allowed_in_characters_not_bytes() {
    let name = "가".repeat(30);
    let reply = "🙂".repeat(14);
    let url = format!("https://example.com/{}", "a".repeat(980));
    let contents = format!(
        r#"{{"type":"TEXT","message":"m","buttonList":[{{"type":"WEB_LINK","name":"{name}","pcUrl":"{url}","mobileUrl":"{url}","schemaAOS":"{url}"}}],
            "quickReplyList":[{{"type":"TEXT","name":"{reply}"}}]}}"#
    );
    assert_eq!(template(&contents), []);
}

#[test]
fn what_is_required_depends_on_the_button_s_type() {
    let button = |button: &str| template(&format!(r#"{{"type":"TEXT","message":"m","buttonList":[{button}]}}"#));
    let places = |found: Vec<(String, Rule)>| -> Vec<String> {
        assert!(found.iter().all(|(_, rule)| *rule == Rule::Required));
        found.into_iter().map(|(pointer, _)| pointer.replace("/contents/buttonList/0/", "")).collect()
    };
    assert_eq!(places(button(r#"{"type":"TEXT","name":"a"}"#)), [""; 0]);
    assert_eq!(places(button(r#"{"type":"WEB_LINK","name":"a","pcUrl":null}"#)), ["pcUrl", "mobileUrl"]);
    assert_eq!(places(button(r#"{"type":"COUPON"}"#)), ["name", "description", "pcUrl", "mobileUrl"]);
    assert_eq!(places(button(r#"{"name":" "}"#)), ["type", "name"]);
    assert_eq!(
        template(r#"{"type":"TEXT","quickReplyList":[{"type":"WEB_LINK","name":"a","pcUrl":"u"}]}"#),
        [at("/contents/quickReplyList/0/mobileUrl", Rule::Required)]
    );
}

#[test]
fn a_carousel_needs_blocks_and_a_block_s_button_list_needs_buttons() {
    let required = [at("/contents/carouselBlocks", Rule::Required)];
    assert_eq!(template(r#"{"type":"CAROUSEL","message":"m"}"#), required);
    assert_eq!(template(r#"{"type":"CAROUSEL","message":"m","carouselBlocks":[]}"#), required);
    let block = |list: &str| {
        template(&format!(
            r#"{{"type":"CAROUSEL","carouselBlocks":[{{"header":"h","message":"m","image":{{"imageUrl":"u"}}{list}}}]}}"#
        ))
    };
    assert_eq!(block(""), []);
    assert_eq!(block(r#","buttonList":null"#), []);
    let none = [at("/contents/carouselBlocks/0/buttonList", Rule::OneOrTwoButtons { count: 0 })];
    assert_eq!(block(r#","buttonList":[]"#), none);
    assert_eq!(block(r#","coupon":[]"#), [], "PHP's empty array is no coupon");
}

#[test]
fn buttons_under_a_text_or_picture_may_be_many_and_may_be_coupons() {
    let button = r#"{"type":"COUPON","name":"a","description":"d","pcUrl":"u","mobileUrl":"u"}"#;
    let contents = format!(r#"{{"type":"TEXT","message":"m","buttonList":[{}]}}"#, [button; 5].join(","));
    assert_eq!(template(&contents), [], "one or two is a block's rule");
}

#[test]
fn v1_needs_its_text_and_both_parts_of_a_link() {
    assert_eq!(of("nomal", r#"{"image_url":"u"}"#), [at("/contents/text", Rule::Required)]);
    assert_eq!(of("normal", r#"{"text":"a","link":{"name":["n"]}}"#), [at("/contents/link/url", Rule::Required)]);
    assert_eq!(of("normal", r#"{"text":"a","link":{"name":"","url":""}}"#), []);
    assert_eq!(of("normal", r#"{"text":"a","link":[]}"#), []);
}

#[test]
fn contents_that_no_table_describes_or_nobody_can_read_break_no_rule() {
    assert_eq!(of("text", ""), []);
    assert_eq!(of("template", r#"{"type":"CAROUSEL""#), []);
    assert_eq!(of("template", "그냥 글"), []);
    for fixture in fixtures::chat_data() {
        if let Ok(read) = decode(fixture.bytes)
            && let Answer::Transcript(transcript) = read.value
        {
            for row in transcript.rooms.iter().flat_map(|room| &room.rows) {
                for found in lint(row) {
                    assert!(found.pointer.starts_with("/contents/"), "{}: {found:?}", fixture.name);
                }
            }
        }
    }
}
