use happytalk_model::{Answer, decode};
use unicode_normalization::UnicodeNormalization;

use super::{
    Choice::{Chosen, NoMatch, Open},
    *,
};
use crate::{
    options::Memos,
    timeline::{
        build_timeline,
        tests::{room, row, text_row},
    },
};

const AT: &str = "2025-10-01 10:00:00";

/// Returns a template row with text buttons and quick replies.
fn template_row(buttons: &[&str], replies: &[&str]) -> String {
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
    let list = build_timeline(&room, Memos::Show, &Vec::new());
    let nfc = |text: &str| text.nfc().collect();
    (0..list.entries.len()).map(|at| customer_choice(&room, &list.entries, at, &nfc)).collect()
}

#[test]
fn a_text_equal_to_a_label_chooses_it() {
    let rows = [template_row(&[], &["배송", "환불"]), text_row("C", AT, "환불")];
    assert_eq!(choices(&rows), [Chosen(ChoicePosition::QuickReply(1)), Open]);
}

#[test]
fn white_space_and_decomposed_jamo_do_not_matter() {
    let decomposed: String = "환불".nfd().collect();
    assert_ne!(decomposed, "환불");
    let rows = [template_row(&[" 환불"], &[]), text_row("C", AT, &format!("  {decomposed} "))];
    assert_eq!(choices(&rows)[0], Chosen(ChoicePosition::Button(0)));
}

#[test]
fn a_text_that_contains_a_label_does_not_choose_it() {
    let rows = [template_row(&[], &["환불"]), text_row("C", AT, "환불해 주세요")];
    assert_eq!(choices(&rows), [NoMatch, Open]);
}

#[test]
fn messages_without_labels_in_between_do_not_matter() {
    let rows = [
        template_row(&[], &["환불"]),
        text_row("H", AT, "골라 주세요"),
        row("M", "H", AT, "text", "환불 아님"),
        row("C", "C", AT, "image", "https://example.com/a.jpg"),
        text_row("C", AT, "환불"),
    ];
    assert_eq!(choices(&rows)[0], Chosen(ChoicePosition::QuickReply(0)));
}

#[test]
fn of_two_templates_with_equal_labels_the_later_one_is_answered() {
    let rows = [template_row(&[], &["환불"]), template_row(&[], &["환불"]), text_row("C", AT, "환불")];
    assert_eq!(choices(&rows), [Open, Chosen(ChoicePosition::QuickReply(0)), Open]);
}

#[test]
fn only_the_first_text_of_the_customer_counts() {
    let rows = [template_row(&[], &["환불"]), text_row("C", AT, "잠시만요"), text_row("C", AT, "환불")];
    assert_eq!(choices(&rows)[0], NoMatch);
}

#[test]
fn later_texts_do_not_change_the_choice() {
    let rows = [
        template_row(&[], &["배송", "환불"]),
        text_row("C", AT, "배송"),
        text_row("C", AT, "환불"),
        text_row("C", AT, "배송"),
    ];
    assert_eq!(choices(&rows)[0], Chosen(ChoicePosition::QuickReply(0)));
}

#[test]
fn the_first_of_equal_labels_is_chosen() {
    let rows = [template_row(&["예", "예"], &["예"]), text_row("C", AT, "예")];
    assert_eq!(choices(&rows)[0], Chosen(ChoicePosition::Button(0)));
}

#[test]
fn a_button_of_a_carousel_block_can_be_chosen() {
    let contents = r#"{"type":"CAROUSEL","message":"","isLocked":false,"carouselBlocks":[
        {"header":"a","message":"m","image":{"imageUrl":"https://e.com/a.jpg"},"buttonList":[{"type":"TEXT","name":"가"}]},
        {"header":"b","message":"m","image":{"imageUrl":"https://e.com/a.jpg"},"buttonList":[{"type":"WEB_LINK","name":"나","pcUrl":"https://e.com","mobileUrl":"https://e.com"},{"type":"TEXT","name":"나"}]}]}"#
        .replace('\n', "");
    let rows = [row("C", "H", AT, "template", &contents), text_row("C", AT, "나")];
    assert_eq!(choices(&rows)[0], Chosen(ChoicePosition::Block(1, 1)));
}

#[test]
fn only_the_customer_chooses() {
    let rows = [template_row(&[], &["환불"]), text_row("H", AT, "환불"), text_row("Z", AT, "환불")];
    assert_eq!(choices(&rows)[0], Open);
}

#[test]
fn only_texts_are_answers_and_only_labels_can_be_chosen() {
    let link =
        r#"{"type":"TEXT","message":"?","buttonList":[{"type":"WEB_LINK","name":"보기","pcUrl":"https://e.com"}]}"#;
    let rows = [
        template_row(&[], &["환불"]),
        row("C", "C", AT, "image", "https://example.com/a.jpg"),
        row("C", "H", AT, "template", link),
        text_row("H", AT, "안내"),
        template_row(&[], &["교환"]),
        text_row("C", AT, "보기"),
    ];
    assert_eq!(choices(&rows), [Open, Open, Open, Open, NoMatch, Open]);
}

#[test]
fn choices_do_not_cross_rooms() {
    let fixture = happytalk_model::fixtures::by_name("chosen-rooms").expect("it is in the corpus");
    let Ok(Answer::Transcript(read)) = decode(fixture.bytes).map(|read| read.value) else { panic!("a transcript") };
    let choices = read.rooms.iter().map(|room| {
        let list = build_timeline(room, Memos::Show, &Vec::new());
        let all = 0..list.entries.len();
        all.map(|at| customer_choice(room, &list.entries, at, &|text| text.nfc().collect())).collect::<Vec<_>>()
    });
    assert_eq!(
        choices.collect::<Vec<_>>(),
        [
            vec![
                Chosen(ChoicePosition::QuickReply(1)),
                Open,
                Chosen(ChoicePosition::Button(0)),
                Open,
                Open,
                Open,
                NoMatch,
                Open,
                Open,
            ],
            vec![Open, Chosen(ChoicePosition::QuickReply(0)), Open, Open, Open],
        ]
    );
}

#[test]
fn card_marks_only_its_own_buttons() {
    let button = Choice::Chosen(ChoicePosition::Button(1));
    assert_eq!(button.within_card(), button);
    for elsewhere in [ChoicePosition::Block(0, 1), ChoicePosition::QuickReply(0)].map(Choice::Chosen) {
        assert_eq!(elsewhere.within_card(), Choice::Open);
    }
    assert_eq!(Choice::NoMatch.within_card(), Choice::Open);
}
