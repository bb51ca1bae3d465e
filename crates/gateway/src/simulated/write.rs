//! `chat/write` (003): a message from the customer, checked as documented, which then stands in the room.

use serde_json::{Map, Value, json};

use super::{calls::text, clock, rooms::Rooms, wire::Message};

const OPEN: [&str; 3] = ["0", "1", "-1"];

/// The credentials are wrong: -500.
pub(super) fn unauthorized() -> Value {
    refused(-500, "Authorization")
}

/// A message that the vendor takes.
#[derive(Debug)]
pub(super) struct Accepted {
    /// 상담방 번호.
    pub(super) room_id: String,
    /// `type`.
    pub(super) kind: String,
    /// `msg`, or `url`.
    pub(super) contents: String,
}

impl Accepted {
    /// Puts it into the room; the answer.
    pub(super) fn carry_out(&self, rooms: &Rooms) -> Value {
        let id = rooms.issue(&self.room_id).unwrap_or_default();
        rooms.add(&self.room_id, |room| Message {
            id,
            from_id: room.data.chat.customer_uuid.clone(),
            to_id: room.data.chat.counselor_name.clone(),
            kind: "C".to_owned(),
            user_type: "C".to_owned(),
            contents_type: self.kind.clone(),
            contents: self.contents.clone(),
            send_date: clock::written(clock::now()),
            read_date: "0000-00-00 00:00:00".to_owned(),
        });
        json!({ "code": 0, "room_id": self.room_id, "message": "" })
    }
}

/// The fields first, in the order of their table, then the room.
pub(super) fn check(request: &Map<String, Value>, rooms: &Rooms) -> Result<Accepted, Value> {
    let uuid = limited(request, "uuid", 20)?;
    if uuid.chars().count() < 5 {
        return Err(invalid(-802, "Length", "uuid"));
    }
    let room_id = limited(request, "room_id", 30)?;
    let kind = text(request, "type").unwrap_or_else(|| "text".to_owned());
    let contents = match kind.as_str() {
        "text" => limited(request, "msg", 1000)?,
        "image" | "audio" | "video" => limited(request, "url", 255)?,
        _ => return Err(invalid(-800, "Validation(type)", "type")),
    };
    if kind != "text" && !contents.starts_with("https://") && !contents.starts_with("http://") {
        return Err(invalid(-800, "Validation(url)", "url"));
    }
    let Some(room) = rooms.get(&room_id) else { return Err(refused(-702, "NotRoom")) };
    if room.customer() != uuid {
        return Err(refused(-703, "UUID"));
    }
    if !OPEN.contains(&room.data.chat.status.as_str()) {
        return Err(refused(-700, "EndRoom"));
    }
    Ok(Accepted { room_id, kind, contents })
}

/// A field that has to be there, of so many characters at most.
fn limited(request: &Map<String, Value>, field: &str, most: usize) -> Result<String, Value> {
    let value = text(request, field).ok_or_else(|| invalid(-801, "Required", field))?;
    if value.chars().count() > most { Err(invalid(-802, "Length", field)) } else { Ok(value) }
}

pub(super) fn refused(code: i32, message: &str) -> Value {
    json!({ "code": code, "message": message })
}

pub(super) fn invalid(code: i32, message: &str, field: &str) -> Value {
    json!({ "code": code, "message": message, "field": field })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulated::documents;

    fn send(rooms: &Rooms, changes: &Value) -> Value {
        let mut request =
            json!({ "uuid": "lc251001-1", "room_id": documents::ROOM, "type": "text", "msg": "네, 감사합니다!" });
        request.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        match check(request.as_object().unwrap(), rooms) {
            Ok(accepted) => accepted.carry_out(rooms),
            Err(refusal) => refusal,
        }
    }

    #[test]
    fn a_written_message_stands_at_the_end_of_the_room() {
        let rooms = Rooms::new("http://127.0.0.1:8787");
        let answer = send(&rooms, &json!({}));
        assert_eq!(answer, json!({ "code": 0, "room_id": documents::ROOM, "message": "" }));
        let room = rooms.get(documents::ROOM).unwrap();
        let last = room.data.message.last().unwrap();
        assert_eq!(room.data.message.len(), 9);
        assert_eq!(
            (last.contents.as_str(), last.user_type.as_str(), last.id.as_str()),
            ("네, 감사합니다!", "C", "942984624")
        );
        assert!(last.send_date > room.data.message[7].send_date);
        assert_eq!(room.list_row().last_message.as_deref(), Some("네, 감사합니다!"));
    }

    #[test]
    fn every_broken_field_is_refused_with_its_code_and_name() {
        let rooms = Rooms::new("http://127.0.0.1:8787");
        for (changes, code, field) in [
            (json!({ "uuid": null }), -801, "uuid"),
            (json!({ "uuid": "lc25" }), -802, "uuid"),
            (json!({ "uuid": "x".repeat(21) }), -802, "uuid"),
            (json!({ "room_id": "" }), -801, "room_id"),
            (json!({ "room_id": "x".repeat(31) }), -802, "room_id"),
            (json!({ "type": "sticker" }), -800, "type"),
            (json!({ "msg": null }), -801, "msg"),
            (json!({ "msg": "가".repeat(1001) }), -802, "msg"),
            (json!({ "type": "image" }), -801, "url"),
            (json!({ "type": "video", "url": format!("https://{}", "x".repeat(248)) }), -802, "url"),
            (json!({ "type": "audio", "url": "javascript:alert(1)" }), -800, "url"),
        ] {
            let answer = send(&rooms, &changes);
            assert_eq!((&answer["code"], &answer["field"]), (&json!(code), &json!(field)), "{changes}");
        }
        assert_eq!(send(&rooms, &json!({ "msg": "가".repeat(1000) }))["code"], 0);
    }

    #[test]
    fn the_room_must_be_there_open_and_the_customers() {
        let rooms = Rooms::new("http://127.0.0.1:8787");
        let closed = json!({ "room_id": "uvR3XrI8jtybTq6ZfploAOxJcKNLCG", "uuid": "testuser" });
        assert_eq!(send(&rooms, &json!({ "room_id": "nowhere" }))["code"], -702);
        assert_eq!(send(&rooms, &json!({ "uuid": "somebody" }))["code"], -703);
        assert_eq!(send(&rooms, &closed)["code"], -700);
    }
}
