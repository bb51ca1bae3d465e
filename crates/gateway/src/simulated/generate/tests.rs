//! Tests of the hundred rooms as a whole: complete, realistic, deterministic.

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
fn every_script_parses_and_every_fragment_exists() {
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
fn rooms_are_deterministic() {
    let written = || rooms(BASE).iter().map(Room::answer).collect::<Vec<_>>();
    let first = written();
    assert_eq!(first.len(), 100);
    assert_eq!(first, written());
}

#[test]
fn room_ids_are_unique_and_have_the_vendors_format() {
    let ids: BTreeSet<_> = ROOMS.iter().map(|room| room.data.chat.id.as_str()).collect();
    assert_eq!(ids.len(), 100);
    assert!(ids.iter().all(|id| id.len() == 30 && id.bytes().all(|byte| byte.is_ascii_alphanumeric())), "{ids:?}");
}

#[test]
fn rooms_have_every_documented_kind_and_every_sender() {
    let rooms: Vec<_> = ROOMS.iter().map(decoded).collect();
    let rows = || rooms.iter().flat_map(|room| &room.rows);
    let kinds: BTreeSet<_> = rows().map(|row| row.message().kind().slug()).collect();
    let expected = "audio file image memo normal template-carousel template-image template-text text unknown \
                    unreadable video";
    let missing: Vec<_> = expected.split(' ').filter(|kind| !kinds.contains(kind)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let senders: BTreeSet<_> = rows().map(|row| row.head().sender.slug()).collect();
    let all = "bot counselor customer other parcel-agent product-agent template-answer template-question";
    assert_eq!(senders, all.split(' ').collect());
    let types: BTreeSet<_> = rows().map(|row| row.head().contents_type.to_string()).collect();
    assert!(types.contains("sticker"), "{types:?}");
}

#[test]
fn only_the_truncated_template_is_unreadable() {
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
fn rooms_violate_no_documented_rule() {
    for room in &*ROOMS {
        for row in decoded(room).rows {
            if row.message().kind() != Kind::Unreadable {
                assert_eq!(happytalk_model::lint::lint(&row), [], "{}", row.raw().text());
            }
        }
    }
}

#[test]
fn some_rooms_are_escaped_like_php_at_both_levels() {
    let (php, plain): (Vec<_>, Vec<_>) = ROOMS.iter().partition(|room| room.spelling == Spelling::Php);
    assert!(php.len() > 20 && plain.len() > 20);
    assert!(php.iter().all(|room| room.answer().is_ascii()));
    assert!(php.iter().any(|room| room.answer().contains(r"https:\\\/\\\/www.ondam.example")));
    assert!(plain.iter().all(|room| !room.answer().contains("\\u") && !room.answer().contains("\\/")));
}

#[test]
fn no_notation_of_the_scripts_is_left() {
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
fn texts_are_korean_and_differ_between_rooms() {
    for message in messages(&ROOMS).filter(|message| message.contents_type == "text") {
        let hangul = |character: char| matches!(character, '가'..='힣' | 'ㄱ'..='ㅣ');
        assert!(message.contents.chars().any(hangul), "{}", message.contents);
    }
    let said: Vec<String> =
        ROOMS.iter().map(|room| room.data.message.iter().map(|message| message.contents.as_str()).collect()).collect();
    assert_eq!(said.iter().collect::<BTreeSet<_>>().len(), 100, "two rooms have the same texts");
    assert!(ROOMS.iter().all(|room| room.data.message.len() >= 2));
}

#[test]
fn dates_ascend_and_no_message_is_read_before_it_is_sent() {
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
