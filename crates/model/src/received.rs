//! What the webhook is sent: one message of the company's side, as it happens (001, and V2 templates).
//!
//! The bodies are those of `chat_data`, under other names: `type` for `contents_type`, `content` for `contents`, and what a
//! message holds besides its text may stand beside it (`image`, `links`) or in it, so both are read.

use crate::{
    document, lenient,
    message::{self, Body},
    note::Repair,
    timestamp::Timestamp,
    transcript::{Decoded, NotJson, mentions_memo},
    wire::{Node, Notes, Object},
};

/// One received message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// 사용자 식별 정보: whom it was sent to.
    pub uuid: Option<String>,
    /// 상담방 아이디.
    pub room_id: Option<String>,
    /// 메시지 아이디. Not unique: the same payload may be sent again.
    pub msgid: Option<String>,
    /// `type` and `content`.
    pub body: Body,
    /// 자동 종료 여부: whether the room was ended automatically with this message.
    pub auto_end: bool,
    /// When the gateway received it: its own addition to the payload in the event stream, absent from the vendor's.
    pub received_at: Option<Timestamp>,
}

/// Reads a webhook payload, or the same from the event stream.
///
/// # Errors
/// [`NotJson`] when the bytes are not one whole JSON object. Content that can't be decoded is
/// [`Body::Unreadable`].
pub fn decode(bytes: &[u8]) -> Result<Decoded<Received>, NotJson> {
    let notes = Notes::default();
    let json = document::object(bytes, &notes)?;
    let root = Node::root(json, &notes);
    let value = match root.object() {
        Some(payload) => read(&payload),
        // Unreachable by the check above, and harmless.
        None => return Err(NotJson { offset: 0, reason: "it does not begin with an object".to_owned() }),
    };
    let mut notes = notes.into_vec();
    // As documented here, unlike in `chat_data`: `content` and `image` are objects, and the date is the gateway's own.
    notes.retain(|note| match note.pointer.as_str() {
        "/content" | "/image" => note.repair != Repair::ContentsNotText,
        pointer => pointer != "/received_at",
    });
    Ok(Decoded { value, notes })
}

impl Received {
    /// Whether its payload might be an internal memo, or quote one. None is documented: the `type` of a received message
    /// says what its contents are. So who may not see memos is not sent a `type` nobody knows, nor what says `M` or `memo`
    /// anywhere.
    pub fn may_be_memo(&self, payload: &[u8]) -> bool {
        matches!(self.body, Body::Unknown(_)) || mentions_memo(payload)
    }
}

fn read(payload: &Object<'_>) -> Received {
    let text = |name: &str| lenient::filled(&payload.get(name));
    Received {
        uuid: text("uuid"),
        room_id: text("room_id"),
        msgid: text("msgid"),
        body: body(payload),
        auto_end: is_ended(&payload.get("auto_end")),
        received_at: lenient::date(&payload.get("received_at")),
    }
}

fn body(payload: &Object<'_>) -> Body {
    let kind = message::contents_type(&payload.get("type"));
    let content = payload.get("content");
    // Media stand beside an empty `content`, under `image` even when they are none.
    let beside = payload.get(if matches!(&*kind, "image" | "audio" | "video") { "image" } else { "content" });
    Body::read(&kind, if content.is_blank() { &beside } else { &content }, payload)
}

/// `Y` or `N`.
fn is_ended(node: &Node<'_>) -> bool {
    match lenient::code(node, &["Y", "N"]).as_deref() {
        Some("Y") => true,
        Some("N") | None => false,
        Some(_) => lenient::flag(node, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{self, Document, Expect};

    fn received(name: &str) -> Decoded<Received> {
        decode(fixtures::by_name(name).expect(name).bytes).expect(name)
    }

    #[test]
    fn every_payload_of_the_corpus_is_what_it_should_be() {
        for fixture in fixtures::of(Document::Received) {
            match (fixture.expect, decode(fixture.bytes)) {
                (Expect::Rows([kind]), Ok(read)) => {
                    assert_eq!(read.value.body.kind().slug(), *kind, "{}", fixture.name);
                }
                (Expect::NotJson, read) => assert!(read.is_err(), "{}: {read:?}", fixture.name),
                (expect, read) => panic!("{}: {expect:?}, {read:?}", fixture.name),
            }
        }
    }

    #[test]
    fn the_documented_payloads_need_no_repair_but_their_links() {
        for fixture in
            fixtures::of(Document::Received).filter(|f| f.group == "documents" && f.expect != Expect::NotJson)
        {
            let Decoded { value, notes } = received(fixture.name);
            assert!(notes.iter().all(|note| note.repair == Repair::LinksBeside), "{}: {notes:?}", fixture.name);
            let ids = [value.uuid, value.room_id, value.msgid].map(Option::unwrap_or_default);
            assert_eq!(ids, ["test-user", "ZJsOV48NS2PQtxK3k69UvDhW5eoCEf", "message_id"]);
        }
    }

    #[test]
    fn a_room_that_ends_by_itself_says_so() {
        assert!(received("received-auto-end").value.auto_end);
        assert!(!received("received-text").value.auto_end);
        assert!(decode(br#"{"auto_end":true}"#).expect("an object").value.auto_end);
    }

    #[test]
    fn a_payload_that_says_memo_or_what_nobody_knows_may_be_one_and_no_documented_one_is() {
        let may_be_memo = |bytes: &[u8]| decode(bytes).expect("an object").value.may_be_memo(bytes);
        for fixture in fixtures::of(Document::Received).filter(|fixture| fixture.group == "documents") {
            assert!(fixture.expect == Expect::NotJson || !may_be_memo(fixture.bytes), "{}", fixture.name);
        }
        for memo in [
            r#"{"type":"M"}"#,
            r#"{"type":" m "}"#,
            r#"{"\u0074ype":"\u004d"}"#,
            r#"{"type":"MEMO"}"#,
            r#"{"content":{"type":"M"}}"#,
            r#"{"type":"internal","content":"a"}"#,
        ] {
            assert!(may_be_memo(memo.as_bytes()), "{memo}");
        }
        assert!(!may_be_memo(br#"{"type":"text","content":"\"type\":\"M\""}"#));
    }

    #[test]
    fn the_gateway_s_own_date_is_read_and_needs_no_note() {
        let read = decode(br#"{"type":"text","content":"a","received_at":"2025-10-01T22:11:47+09:00"}"#).expect("JSON");
        assert_eq!(read.value.received_at, Timestamp::from_parts(2025, 10, 1, 22, 11, 47));
        assert_eq!(read.notes, []);
    }

    #[test]
    fn an_object_as_content_is_documented_here_and_text_in_text_is_not_noted_either() {
        assert!(received("received-template-object").notes.is_empty());
        assert!(received("received-template-text").notes.is_empty());
    }
}
