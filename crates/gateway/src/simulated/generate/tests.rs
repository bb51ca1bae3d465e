//! The hundred rooms as a whole: complete, believable, always the same.

use std::{collections::BTreeSet, sync::LazyLock};

use happytalk_model::{Answer, Body, Kind, Room as Decoded, message::Reason};

use super::*;
use crate::simulated::wire::Message;

const BASE: &str = "http://127.0.0.1:8787";

static ROOMS: LazyLock<Vec<Room>> = LazyLock::new(|| rooms(BASE));

fn decoded(room: &Room) -> Decoded {
    let answer = happytalk_model::decode(room.answer().as_bytes()).expect("JSON");
    assert_eq!(answer.notes, [], "{}", room.data.chat.id);
    let Answer::Transcript(transcript) = answer.value else { panic!("a failure") };
    transcript.rooms.into_iter().next().expect("one room")
}

fn messages(rooms: &[Room]) -> impl Iterator<Item = &Message> {
    rooms.iter().flat_map(|room| &room.data.message)
}

#[test]
fn every_script_can_be_read_and_every_fragment_is_there() {
    let fragments: BTreeSet<_> = script::parse(FRAGMENTS).unwrap().iter().map(|script| script.name).collect();
    for script in SCRIPTS.into_iter().flat_map(|text| script::parse(text).unwrap()) {
        assert!(!script.titles.is_empty() && !script.categories.is_empty(), "{}", script.name);
        for step in &script.steps {
            if let script::Step::Fragment(name) = step {
                assert!(fragments.contains(name), "{}: {name}", script.name);
            }
        }
    }
}

#[test]
fn two_starts_give_the_same_bytes() {
    let written = || rooms(BASE).iter().map(Room::answer).collect::<Vec<_>>();
    let first = written();
    assert_eq!(first.len(), 100);
    assert_eq!(first, written());
}

#[test]
fn the_rooms_have_ids_like_the_vendors_and_each_its_own() {
    let ids: BTreeSet<_> = ROOMS.iter().map(|room| room.data.chat.id.as_str()).collect();
    assert_eq!(ids.len(), 100);
    assert!(ids.iter().all(|id| id.len() == 30 && id.bytes().all(|byte| byte.is_ascii_alphanumeric())), "{ids:?}");
}

#[test]
fn together_they_hold_every_kind_and_every_sender() {
    let rooms: Vec<_> = ROOMS.iter().map(decoded).collect();
    let rows = || rooms.iter().flat_map(|room| &room.rows);
    let kinds: BTreeSet<_> = rows().map(|row| row.message().kind().slug()).collect();
    let senders: BTreeSet<_> = rows().map(|row| row.head().sender.slug()).collect();
    let showcase = happytalk_model::fixtures::by_name("every-kind").expect("it is in the corpus");
    assert_eq!(kinds, showcase.kinds().iter().copied().collect());
    let all = "bot counselor customer other parcel-agent product-agent template-answer template-question";
    assert_eq!(senders, all.split(' ').collect());
    let types: BTreeSet<_> = rows().map(|row| row.head().contents_type.to_string()).collect();
    assert!(types.contains("sticker"), "{types:?}");
}

#[test]
fn only_the_template_that_is_cut_in_its_script_is_unreadable() {
    let mut unreadable = 0;
    for room in &*ROOMS {
        for row in decoded(room).rows {
            let message = row.message();
            if message.kind() == Kind::Unreadable {
                assert_eq!(message.body, Body::Unreadable(Reason::BrokenJson));
                assert!(row.raw().text().contains("다시 올") || room.spelling == Spelling::Php);
                unreadable += 1;
            }
        }
    }
    assert!((1..=4).contains(&unreadable), "{unreadable}");
}

#[test]
fn the_shop_breaks_none_of_the_documents_rules() {
    for room in &*ROOMS {
        for row in decoded(room).rows {
            if row.message().kind() != Kind::Unreadable {
                assert_eq!(happytalk_model::lint::lint(&row), [], "{}", row.raw().text());
            }
        }
    }
}

#[test]
fn a_part_is_written_the_php_way_outside_and_inside() {
    let (php, plain): (Vec<_>, Vec<_>) = ROOMS.iter().partition(|room| room.spelling == Spelling::Php);
    assert!(php.len() > 20 && plain.len() > 20);
    assert!(php.iter().all(|room| room.answer().is_ascii()));
    assert!(php.iter().any(|room| room.answer().contains(r"https:\\\/\\\/www.ondam.example")));
    assert!(plain.iter().all(|room| !room.answer().contains("\\u") && !room.answer().contains("\\/")));
}

#[test]
fn nothing_of_the_scripts_own_notation_is_left() {
    for room in &*ROOMS {
        let chat = &room.data.chat;
        assert!(!chat.title.contains('{'), "{}", chat.title);
        for message in &room.data.message {
            let plain = matches!(message.contents_type.as_str(), "text" | "image" | "audio" | "video");
            let braces = message.contents.contains(['{', '}']);
            assert!(!(plain && braces), "{}", message.contents);
            let slots = ["{고객", "{상품", "{날짜", "{을/", "{이/", "{은/", "{으로/", "{주문", "원원", "\\\\n", " | "];
            assert!(slots.iter().all(|slot| !message.contents.contains(slot)), "{}", message.contents);
        }
    }
}

#[test]
fn what_is_said_is_korean_and_differs_from_room_to_room() {
    for message in messages(&ROOMS).filter(|message| message.contents_type == "text") {
        let hangul = |character: char| matches!(character, '가'..='힣' | 'ㄱ'..='ㅣ');
        assert!(message.contents.chars().any(hangul), "{}", message.contents);
    }
    let said: Vec<String> =
        ROOMS.iter().map(|room| room.data.message.iter().map(|message| message.contents.as_str()).collect()).collect();
    assert_eq!(said.iter().collect::<BTreeSet<_>>().len(), 100, "no two rooms say the same");
    assert!(ROOMS.iter().all(|room| room.data.message.len() >= 2));
}

#[test]
fn time_goes_forward_and_nothing_is_read_before_it_is_sent() {
    let now = "2025-10-01 22:20:00";
    for room in &*ROOMS {
        let messages = &room.data.message;
        assert!(messages.is_sorted_by(|a, b| a.send_date <= b.send_date), "{}", room.data.chat.id);
        assert!(messages.is_sorted_by_key(|message| message.id.parse::<u64>().unwrap()));
        for message in messages {
            let unread = message.read_date.starts_with("0000");
            assert!(unread || message.read_date >= message.send_date, "{message:?}");
            assert!(message.send_date.as_str() < now, "{message:?}");
        }
        assert!(room.data.chat.complate_date.as_str() < now);
    }
    let days: BTreeSet<_> = ROOMS.iter().map(|room| room.data.chat.reg_date[..10].to_owned()).collect();
    assert!(days.len() >= 6, "{days:?}");
}
