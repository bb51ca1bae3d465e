use happytalk_model::{Answer, decode};
use unicode_normalization::UnicodeNormalization;

use super::{Choice::*, *};
use crate::{
    options::Memos,
    timeline::{
        tests::{room, row, said},
        timeline,
    },
};

const AT: &str = "2025-10-01 10:00:00";

fn offers(buttons: &[&str], replies: &[&str]) -> String {
    let list = |names: &[&str]| {
        names.iter().map(|name| format!(r#"{{"type":"TEXT","name":"{name}"}}"#)).collect::<Vec<_>>().join(",")
    };
    let contents = format!(
        r#"{{"type":"TEXT","message":"?","isLocked":false,"buttonList":[{}],"quickReplyList":[{}]}}"#,
        list(buttons),
        list(replies)
    );
    row("C", "B", AT, "template", &contents)
}

fn choices(rows: &[String]) -> Vec<Choice> {
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let room = room(&rows);
    let list = timeline(&room, Memos::Show, &Vec::new());
    let nfc = |text: &str| text.nfc().collect();
    (0..list.entries.len()).map(|at| chosen(&room, &list.entries, at, &nfc)).collect()
}

#[test]
fn the_reply_that_was_said_word_for_word_is_chosen() {
    let rows = [offers(&[], &["배송", "환불"]), said("C", AT, "환불")];
    assert_eq!(choices(&rows), [Chosen(Place::QuickReply(1)), Open]);
}

#[test]
fn spaces_around_and_decomposed_jamo_are_the_same_words() {
    let decomposed: String = "환불".nfd().collect();
    assert_ne!(decomposed, "환불");
    let rows = [offers(&[" 환불"], &[]), said("C", AT, &format!("  {decomposed} "))];
    assert_eq!(choices(&rows)[0], Chosen(Place::Button(0)));
}

#[test]
fn part_of_the_text_is_no_choice() {
    let rows = [offers(&[], &["환불"]), said("C", AT, "환불해 주세요")];
    assert_eq!(choices(&rows), [Otherwise, Open]);
}

#[test]
fn messages_between_that_offer_nothing_do_not_matter() {
    let rows = [
        offers(&[], &["환불"]),
        said("H", AT, "골라 주세요"),
        row("M", "H", AT, "text", "환불 아님"),
        row("C", "C", AT, "image", "https://example.com/a.jpg"),
        said("C", AT, "환불"),
    ];
    assert_eq!(choices(&rows)[0], Chosen(Place::QuickReply(0)));
}

#[test]
fn of_two_templates_with_the_same_words_the_later_one_was_answered() {
    let rows = [offers(&[], &["환불"]), offers(&[], &["환불"]), said("C", AT, "환불")];
    assert_eq!(choices(&rows), [Open, Chosen(Place::QuickReply(0)), Open]);
}

#[test]
fn another_text_first_means_nothing_was_chosen() {
    let rows = [offers(&[], &["환불"]), said("C", AT, "잠시만요"), said("C", AT, "환불")];
    assert_eq!(choices(&rows)[0], Otherwise);
}

#[test]
fn saying_it_again_later_changes_nothing() {
    let rows = [offers(&[], &["배송", "환불"]), said("C", AT, "배송"), said("C", AT, "환불"), said("C", AT, "배송")];
    assert_eq!(choices(&rows)[0], Chosen(Place::QuickReply(0)));
}

#[test]
fn the_first_of_equal_labels_is_chosen_buttons_before_replies() {
    let rows = [offers(&["예", "예"], &["예"]), said("C", AT, "예")];
    assert_eq!(choices(&rows)[0], Chosen(Place::Button(0)));
}

#[test]
fn a_card_of_a_carousel_can_be_answered() {
    let contents = r#"{"type":"CAROUSEL","message":"","isLocked":false,"carouselBlocks":[
        {"header":"a","message":"m","image":{"imageUrl":"https://e.com/a.jpg"},"buttonList":[{"type":"TEXT","name":"가"}]},
        {"header":"b","message":"m","image":{"imageUrl":"https://e.com/a.jpg"},"buttonList":[{"type":"WEB_LINK","name":"나","pcUrl":"https://e.com","mobileUrl":"https://e.com"},{"type":"TEXT","name":"나"}]}]}"#
        .replace('\n', "");
    let rows = [row("C", "H", AT, "template", &contents), said("C", AT, "나")];
    assert_eq!(choices(&rows)[0], Chosen(Place::Block(1, 1)));
}

#[test]
fn what_a_colleague_says_is_not_the_customers_choice() {
    let rows = [offers(&[], &["환불"]), said("H", AT, "환불"), said("Z", AT, "환불")];
    assert_eq!(choices(&rows)[0], Open);
}

#[test]
fn what_is_no_text_is_no_answer_and_what_offers_nothing_has_none() {
    let link =
        r#"{"type":"TEXT","message":"?","buttonList":[{"type":"WEB_LINK","name":"보기","pcUrl":"https://e.com"}]}"#;
    let rows = [
        offers(&[], &["환불"]),
        row("C", "C", AT, "image", "https://example.com/a.jpg"),
        row("C", "H", AT, "template", link),
        said("H", AT, "안내"),
        offers(&[], &["교환"]),
        said("C", AT, "보기"),
    ];
    assert_eq!(choices(&rows), [Open, Open, Open, Open, Otherwise, Open]);
}

#[test]
fn rooms_with_the_same_words_do_not_answer_each_other() {
    let fixture = happytalk_model::fixtures::by_name("chosen-rooms").expect("it is in the corpus");
    let Ok(Answer::Transcript(read)) = decode(fixture.bytes).map(|read| read.value) else { panic!("a transcript") };
    let choices = read.rooms.iter().map(|room| {
        let list = timeline(room, Memos::Show, &Vec::new());
        let all = 0..list.entries.len();
        all.map(|at| chosen(room, &list.entries, at, &|text| text.nfc().collect())).collect::<Vec<_>>()
    });
    assert_eq!(
        choices.collect::<Vec<_>>(),
        [
            vec![Chosen(Place::QuickReply(1)), Open, Chosen(Place::Button(0)), Open, Open, Open, Otherwise, Open, Open,],
            vec![Open, Chosen(Place::QuickReply(0)), Open, Open, Open],
        ]
    );
}
