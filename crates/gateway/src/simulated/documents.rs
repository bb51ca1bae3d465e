//! The rooms of the vendor's documents: 000's, 002's, and the one that only stands in 004's list.

use happytalk_model::fixtures;
use serde_json::Value;

use super::{
    php::Spelling,
    rooms::Room,
    wire::{Chat, Message, RoomData},
};

/// The documents' room (000).
pub(super) const ROOM: &str = "68dd2893cbfbfTSDc66M6MvVeYpG2a";

/// Where the documents' pictures are said to be; nothing is there.
const PICTURES: [&str; 2] = ["https://example.com/data/", "https://patch.happytalk.io/data/"];

/// `text` with the documents' pictures replaced by generated ones below `public_base`.
pub fn with_demo_media(text: &str, public_base: &str) -> String {
    let media = format!("{}/demo/media/", public_base.trim_end_matches('/'));
    PICTURES.iter().fold(text.to_owned(), |text, pictures| {
        let php = |url: &str| url.replace('/', "\\/");
        text.replace(pictures, &media).replace(&php(pictures), &php(&media))
    })
}

/// The three rooms, in the documents' words.
pub(super) fn rooms(public_base: &str) -> Vec<Room> {
    let mut rooms = vec![read("chat-data-v2", public_base), read("chat-data-v1", public_base)];
    rooms.extend(listed("room-list").into_iter().filter(|chat| !chat.id.is_empty()).map(ended_without_a_word));
    rooms.sort_by(|a, b| a.data.chat.id.cmp(&b.data.chat.id));
    rooms.dedup_by(|a, b| a.data.chat.id == b.data.chat.id);
    rooms
}

fn document(name: &str, public_base: &str) -> Value {
    let fixture = fixtures::by_name(name).expect("the corpus holds the documents' examples");
    let text = String::from_utf8_lossy(fixture.bytes);
    let mut document: Value =
        serde_json::from_str(&with_demo_media(&text, public_base)).expect("these examples are whole JSON");
    document["data"].take()
}

fn read(name: &str, public_base: &str) -> Room {
    let data: RoomData = serde_json::from_value(document(name, public_base)[0].take())
        .expect("these examples have every field of their tables");
    let last_message = data.message.last().map(shown).unwrap_or_default();
    Room { data, spelling: Spelling::Plain, last_message }
}

fn listed(name: &str) -> Vec<Chat> {
    serde_json::from_value(document(name, "")["chat_list"].take()).expect("this example has every field of its table")
}

/// A room of which only the list row is documented: it holds what the row says was said last.
fn ended_without_a_word(row: Chat) -> Room {
    let last_message = row.last_message.clone().unwrap_or_default();
    let message = Message {
        id: "562901".to_owned(),
        from_id: row.counselor_name.clone(),
        to_id: row.customer_uuid.clone(),
        kind: "C".to_owned(),
        user_type: "H".to_owned(),
        contents_type: "text".to_owned(),
        contents: last_message.clone(),
        send_date: row.reg_date.clone(),
        read_date: "0000-00-00 00:00:00".to_owned(),
    };
    let chat = Chat {
        tags: Some(Vec::new()),
        user_parameter: Some(String::new()),
        vote_score: Some(Value::Null),
        vote_comment: Some(Value::Null),
        last_message: None,
        ..row
    };
    Room { data: RoomData { chat, message: vec![message] }, spelling: Spelling::Plain, last_message }
}

/// What a list shows of a message: its text, or its kind.
pub(super) fn shown(message: &Message) -> String {
    match message.contents_type.as_str() {
        "text" => message.contents.clone(),
        "normal" | "nomal" | "template" => {
            let contents: Value = serde_json::from_str(&message.contents).unwrap_or_default();
            let text = contents["message"].as_str().or_else(|| contents["text"].as_str());
            text.unwrap_or_default().to_owned()
        }
        other => format!("({other})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documents_room_is_as_published_but_for_its_pictures() {
        let answer = rooms("http://127.0.0.1:8787/").iter().find(|room| room.data.chat.id == ROOM).unwrap().answer();
        let published = std::str::from_utf8(fixtures::by_name("chat-data-v2").unwrap().bytes).unwrap();
        let back = answer.replace("http://127.0.0.1:8787/demo/media/", "https://example.com/data/");
        assert_ne!(answer, back);
        assert_eq!(back, json_without_blanks(published));
    }

    /// The published text, written the way the vendor's server would: no layout.
    fn json_without_blanks(text: &str) -> String {
        let mut inside = false;
        let mut escaped = false;
        let keep = |character: &char| {
            let kept = inside || !character.is_whitespace();
            inside ^= *character == '"' && !escaped;
            escaped = *character == '\\' && !escaped;
            kept
        };
        text.chars().filter(keep).collect()
    }

    #[test]
    fn a_room_known_from_the_list_alone_says_its_last_message() {
        let rooms = rooms("http://127.0.0.1:8787");
        assert_eq!(rooms.len(), 3);
        let room = rooms.iter().find(|room| room.data.chat.id == "fi9LcAh16utMZEVpe5UYFvrkQgnBJT").unwrap();
        assert_eq!(room.data.message[0].contents, "상담원이 종료하였습니다.");
    }

    #[test]
    fn pictures_are_replaced_however_their_slashes_are_written() {
        let text =
            r#""https://example.com/data/a.jpg" "https:\/\/patch.happytalk.io\/data\/b.jpg" "https://example.com""#;
        let replaced = r#""http://h/demo/media/a.jpg" "http:\/\/h\/demo\/media\/b.jpg" "https://example.com""#;
        assert_eq!(with_demo_media(text, "http://h"), replaced);
    }
}
