//! `POST /api/rooms/{room_id}/messages`: what may be sent, what the vendor hears of it, and what it answers.

mod gone;
mod once;
mod outcomes;
mod refusals;

use std::time::Duration;

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, HeaderValue, Request},
};
use happytalk_gateway::{AppState, router};
use serde_json::{Value, json};

use crate::{
    browser::{Answer, CLIENT_ID, CLIENT_SECRET, TOKEN, request, send, settings},
    peer::{self, Call, Peer, Reply},
};

const PATH: &str = "/api/rooms/room-1/messages";
const READ: &str = "/user/api/chat_data/format/json";
const WRITE: &str = "/v1/chat/write";
const SENT: &str = "{\"code\": 0, \"room_id\":\"room-1\",\"message\":\"\"}\n";
/// Far more than an exchange on this machine takes.
const TIMEOUT: Duration = Duration::from_secs(20);

/// A room of the customer `lc251001-1`.
fn room() -> String {
    json!({ "result": "success", "data": [{ "chat": { "id": "room-1", "users_id": "lc251001-1" }, "message": [] }] })
        .to_string()
}

/// A vendor that knows the room and answers `chat/write` so.
async fn vendor(write: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> Peer {
    Peer::answering(move |call| if call.is(WRITE) { write(call) } else { peer::json(room()) }).await
}

fn gateway(vendor: &Peer) -> Router {
    router(AppState::new(settings(&vendor.base, TIMEOUT)))
}

/// A message as a page sends it, to be changed.
fn message(key: &str, body: &Value) -> Request<Body> {
    let request = request("POST", PATH).header("content-type", "application/json").header("idempotency-key", key);
    request.body(body.to_string().into()).unwrap()
}

async fn say(gateway: &Router, key: &str, text: &str) -> Answer {
    send(gateway, message(key, &json!({ "type": "text", "msg": text }))).await
}

fn writes(vendor: &Peer) -> Vec<Call> {
    vendor.calls().into_iter().filter(|call| call.is(WRITE)).collect()
}

fn told(answer: &Answer) -> (u16, String) {
    (answer.status.as_u16(), answer.slug())
}

#[tokio::test]
async fn a_message_is_sent_as_the_customer_of_the_room() {
    for (sent, told) in [
        (
            json!({ "type": "text", "msg": "안녕하세요 \u{1f600}\n" }),
            json!({ "type": "text", "msg": "안녕하세요 \u{1f600}\n" }),
        ),
        (json!({ "msg": "a" }), json!({ "type": "text", "msg": "a" })),
        (json!({ "msg": "가".repeat(1000) }), json!({ "type": "text", "msg": "가".repeat(1000) })),
        (
            json!({ "type": "image", "url": "https://a.example/1.jpg?x=1" }),
            json!({ "type": "image", "url": "https://a.example/1.jpg?x=1" }),
        ),
        (
            json!({ "type": "audio", "url": "http://a.example/1" }),
            json!({ "type": "audio", "url": "http://a.example/1" }),
        ),
        (
            json!({ "type": "video", "url": format!("https://a.example/{}", "x".repeat(237)) }),
            json!({ "type": "video", "url": format!("https://a.example/{}", "x".repeat(237)) }),
        ),
    ] {
        let vendor = vendor(|_| peer::json(SENT)).await;
        let answer = send(&gateway(&vendor), message("k", &sent)).await;
        assert_eq!((answer.status.as_u16(), &answer.body[..]), (200, SENT.as_bytes()), "{sent}");
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("idempotent-replayed"), "");

        let [read, write] = &vendor.calls()[..] else { panic!("{:?}", vendor.calls()) };
        assert!(read.is(READ), "{}", read.head);
        assert!(write.is(WRITE), "{}", write.head);
        let mut body = json!({ "uuid": "lc251001-1", "room_id": "room-1" });
        body.as_object_mut().unwrap().extend(told.as_object().unwrap().clone());
        assert_eq!(serde_json::from_str::<Value>(&write.body).unwrap(), body);
        let head = write.head.to_lowercase();
        for header in [format!("ht-client-id: {CLIENT_ID}"), format!("ht-client-secret: {CLIENT_SECRET}")] {
            assert!(head.contains(&header), "{head}");
        }
        assert!(!head.contains(TOKEN) && !write.body.contains(TOKEN), "{write:?}");
        assert!(!read.head.contains(CLIENT_SECRET), "{read:?}");
    }
}

#[tokio::test]
async fn the_uuid_is_the_rooms_own_and_no_other() {
    let of = |chat: Value| json!({ "result": "success", "data": [{ "chat": chat, "message": [] }] });
    for (answer, uuid) in [
        (of(json!({ "users_id": "user-1", "customer_uuid": "1000_other" })), "user-1"),
        (of(json!({ "users_id": null, "customer_uuid": "1000225570_lc_test1" })), "lc_test1"),
        (of(json!({ "users_id": "", "customer_uuid": "lc_test1" })), "lc_test1"),
        (of(json!({ "users_id": 12345 })), "12345"),
        (
            json!({ "result": "success", "data": [
                { "chat": { "id": "other", "users_id": "somebody" }, "message": [] },
                { "chat": { "id": "room-1", "users_id": "user-1" }, "message": [] },
            ] }),
            "user-1",
        ),
    ] {
        let read = answer.to_string();
        let vendor = Peer::answering(move |call| peer::json(if call.is(WRITE) { SENT } else { read.as_str() })).await;
        assert_eq!(say(&gateway(&vendor), "k", "a").await.status, 200, "{answer}");
        let body: Value = serde_json::from_str(&writes(&vendor)[0].body).unwrap();
        assert_eq!(body["uuid"], uuid, "{answer}");
    }
}

#[tokio::test]
async fn a_room_without_a_customer_to_send_as_is_a_conflict_and_nothing_is_sent() {
    let of = |chat: Value| json!({ "result": "success", "data": [{ "chat": chat, "message": [] }] }).to_string();
    for (answer, status, slug) in [
        (of(json!({})), 409, "room-state"),
        (of(json!({ "users_id": "four" })), 409, "room-state"),
        (of(json!({ "users_id": "x".repeat(21) })), 409, "room-state"),
        (of(json!({ "customer_uuid": "1000225570_" })), 409, "room-state"),
        (r#"{"result":"success","data":[]}"#.to_owned(), 404, "no-such-room"),
        // Another room's customer is somebody else.
        (of(json!({ "id": "other", "users_id": "somebody" })), 502, "vendor-unreadable"),
        (r#"{"result":"fail","code":-503,"message":"room"}"#.to_owned(), 404, "no-such-room"),
        (r#"{"result":"fail","code":-501,"message":"token"}"#.to_owned(), 502, "vendor-credentials"),
        ("<html>".to_owned(), 502, "vendor-unreadable"),
    ] {
        let read = answer.clone();
        let vendor = Peer::answering(move |_| peer::json(read.as_str())).await;
        let gateway = gateway(&vendor);
        for _ in 0..2 {
            assert_eq!(told(&say(&gateway, "k", "a").await), (status, slug.to_owned()), "{answer}");
        }
        assert!(vendor.calls().len() == 2 && writes(&vendor).is_empty(), "read anew each time, and never sent");
    }
}

/// The headers of a message, with one of them set differently.
fn with(name: &'static str, values: &[&str]) -> HeaderMap {
    let (parts, _) = message("k", &json!({})).into_parts();
    let mut headers = parts.headers;
    headers.remove(name);
    for value in values {
        headers.append(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
    }
    headers
}
