//! What a client makes of a frame, read as the standard for Server-Sent Events says.

use happytalk_model::{
    fixtures::{self, Document, Expect},
    received,
    timestamp::Timestamp,
};

use super::*;

/// 2025-10-01 22:11:47 in Korea, and some milliseconds.
const RECEIVED_AT: i64 = 1_759_324_307_999;

/// What a client dispatches.
#[derive(Debug, Default, PartialEq, Eq)]
struct Dispatched {
    id: String,
    event: String,
    data: Vec<u8>,
}

/// The standard's algorithm, for whole frames.
fn read(stream: &[u8]) -> Vec<Dispatched> {
    let (mut all, mut now, mut has_data) = (Vec::new(), Dispatched::default(), false);
    for line in lines(stream) {
        if line.is_empty() {
            let done = Dispatched { id: now.id.clone(), ..Dispatched::default() };
            let mut event = std::mem::replace(&mut now, done);
            if std::mem::take(&mut has_data) {
                event.data.pop();
                all.push(event);
            }
            continue;
        }
        let colon = line.iter().position(|byte| *byte == b':').unwrap_or(line.len());
        let value = line.get(colon + 1..).unwrap_or_default();
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match &line[..colon] {
            b"id" => now.id = String::from_utf8(value.to_vec()).unwrap(),
            b"event" => now.event = String::from_utf8(value.to_vec()).unwrap(),
            b"data" => {
                now.data.extend_from_slice(value);
                now.data.push(b'\n');
                has_data = true;
            }
            _ => {}
        }
    }
    all
}

fn message(payload: &[u8]) -> Event {
    Event::new(Row {
        id: 7,
        room: "a".to_owned(),
        kind: Kind::Message,
        received_at: RECEIVED_AT,
        payload: Bytes::copy_from_slice(payload),
    })
}

/// The one event that the payload becomes.
fn dispatched(payload: &[u8]) -> Vec<u8> {
    let [event] = <[_; 1]>::try_from(read(&message(payload).frame)).unwrap();
    assert_eq!((event.id.as_str(), event.event.as_str()), ("7", "message"));
    event.data
}

#[test]
fn every_received_message_of_the_corpus_reads_the_same_from_the_stream() {
    let mut counted = 0;
    for fixture in fixtures::of(Document::Received).filter(|fixture| fixture.expect != Expect::NotJson) {
        let sent = received::decode(fixture.bytes).expect(fixture.name);
        let got = received::decode(&dispatched(fixture.bytes)).expect(fixture.name);
        assert_eq!(got.value.received_at, Timestamp::from_parts(2025, 10, 1, 22, 11, 47), "{}", fixture.name);
        let without = received::Received { received_at: sent.value.received_at, ..got.value };
        assert_eq!((without, got.notes), (sent.value, sent.notes), "{}", fixture.name);
        counted += 1;
    }
    // The documents' nine, and templates among the others.
    assert!(counted > 20, "{counted}");
}

#[test]
fn a_payload_stays_as_it_was_but_for_the_added_member() {
    for (payload, data) in [
        (r#"{"a":1}"#, r#"{"a":1,"received_at":"2025-10-01T22:11:47+09:00"}"#),
        ("{}", r#"{"received_at":"2025-10-01T22:11:47+09:00"}"#),
        ("{ \r\n }", "{ \n \"received_at\":\"2025-10-01T22:11:47+09:00\"}"),
        ("\u{feff}{\"a\":\"}\"} \n", r#"{"a":"}","received_at":"2025-10-01T22:11:47+09:00"}"#),
        ("{\r\n\"a\":1\r}", "{\n\"a\":1\n,\"received_at\":\"2025-10-01T22:11:47+09:00\"}"),
        (r#"{"received_at":1}"#, r#"{"received_at":1,"received_at":"2025-10-01T22:11:47+09:00"}"#),
    ] {
        assert_eq!(String::from_utf8(dispatched(payload.as_bytes())).unwrap(), data, "{payload:?}");
    }
}

#[test]
fn nothing_in_a_payload_makes_an_event_or_ends_one() {
    // Raw line breaks inside a string are no JSON, but a lenient reader takes them.
    for ending in ["\n", "\r", "\r\n", "\n\r"] {
        let hostile = format!(
            "{{\"content\":\"a{ending}{ending}id: 999{ending}event: reset{ending}data: {{}}{ending}{ending}\"}}"
        );
        let data = String::from_utf8(dispatched(hostile.as_bytes())).unwrap();
        assert!(data.contains("event: reset"), "{data}");
    }
    let fixture = fixtures::by_name("received-event-injection").unwrap();
    assert!(String::from_utf8(dispatched(fixture.bytes)).unwrap().contains("event: reset"));
}

#[test]
fn an_end_names_its_room_and_a_reset_nothing() {
    let row = Row { id: 8, room: "a-b_C".to_owned(), kind: Kind::Ended, received_at: 0, payload: Bytes::new() };
    assert_eq!(Event::new(row).frame, "id: 8\nevent: ended\ndata: {\"room_id\":\"a-b_C\"}\n\n");
    assert_eq!(reset(9), "id: 9\nevent: reset\ndata: {}\n\n");
}

#[test]
fn a_stream_opens_and_closes_without_an_event() {
    let stream = [opening(Some(5)), COMMENT, opening(None), closing(1234)].concat();
    assert_eq!(read(&stream), []);
    assert_eq!(opening(Some(5)), "retry: 3000\nid: 5\n\n");
    assert_eq!(closing(1234), "retry: 1234\n\n");
}
