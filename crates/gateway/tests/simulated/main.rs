//! The simulated vendor as a peer sees it: over real HTTP, credentials and all.

mod counselor;
mod failing_messages;

use std::{io, time::Duration};

use happytalk_gateway::simulated::{Settings, Simulated, spawn};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

const CHAT_DATA: &str = "user/api/chat_data/format/json";
const LIST: &str = "user/api/chat_room_lists/format/json";
const WRITE: &str = "v1/chat/write";
const ROOM: &str = "68dd2893cbfbfTSDc66M6MvVeYpG2a";

async fn vendor() -> Simulated {
    vendor_with(None).await
}

async fn vendor_with(webhook: Option<String>) -> Simulated {
    let settings = Settings {
        token: "customer-token".into(),
        client_id: "client".into(),
        client_secret: "secret".into(),
        public_base: "http://127.0.0.1:8787".to_owned(),
        webhook: webhook.map(Into::into),
    };
    spawn(settings).await.expect("a free port")
}

fn client() -> Client {
    Client::builder().no_proxy().timeout(Duration::from_secs(15)).build().expect("a client")
}

async fn post(vendor: &Simulated, path: &str, headers: &[(&str, &str)], body: &Value) -> (StatusCode, String) {
    let mut request = client().post(format!("http://{}/{path}", vendor.addr)).json(body);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = request.send().await.expect("an answer");
    (response.status(), response.text().await.expect("a whole body"))
}

/// What sending needs.
const RIGHT: [(&str, &str); 2] = [("HT-Client-Id", "client"), ("HT-Client-Secret", "secret")];

/// A text of the documents' customer, in their room.
async fn say(vendor: &Simulated, text: &str) -> (StatusCode, String) {
    let message = json!({ "uuid": "lc251001-1", "room_id": ROOM, "type": "text", "msg": text });
    post(vendor, WRITE, &RIGHT, &message).await
}

/// The rows of the documents' room.
async fn rows(vendor: &Simulated) -> Vec<Value> {
    let read = value(&room(vendor, ROOM).await.1);
    read["data"][0]["message"].as_array().expect("rows").clone()
}

async fn room(vendor: &Simulated, room_id: &str) -> (StatusCode, String) {
    post(vendor, CHAT_DATA, &[], &json!({ "token": "customer-token", "room_id": room_id })).await
}

fn value(json: &str) -> Value {
    serde_json::from_str(json).expect("JSON")
}

#[tokio::test]
async fn a_customers_call_needs_its_token_and_is_refused_with_http_200() {
    let vendor = vendor().await;
    for path in [CHAT_DATA, LIST] {
        for body in
            [json!({ "room_id": ROOM }), json!({ "token": "other", "room_id": ROOM }), json!([]), json!("token")]
        {
            let (status, answer) = post(&vendor, path, &[], &body).await;
            assert_eq!(status, StatusCode::OK);
            assert_eq!(value(&answer), json!({ "result": "fail", "code": -501, "message": "token" }), "{path} {body}");
        }
    }
    let (status, answer) = room(&vendor, ROOM).await;
    assert_eq!((status, &value(&answer)["result"]), (StatusCode::OK, &json!("success")));
}

#[tokio::test]
async fn sending_needs_both_headers_and_the_message_then_stands_in_the_room() {
    let vendor = vendor().await;
    let message = json!({ "uuid": "lc251001-1", "room_id": ROOM, "type": "text", "msg": "확인했습니다" });
    let wrong: [&[(&str, &str)]; 4] = [
        &[],
        &[("HT-Client-Id", "client")],
        &[("HT-Client-Id", "client"), ("HT-Client-Secret", "other")],
        &[("HT-Client-Id", "secret"), ("HT-Client-Secret", "client")],
    ];
    for headers in wrong {
        let (status, answer) = post(&vendor, WRITE, headers, &message).await;
        assert_eq!((status, &value(&answer)["code"]), (StatusCode::OK, &json!(-500)), "{headers:?}");
    }
    let (_, answer) = post(&vendor, WRITE, &RIGHT, &message).await;
    assert_eq!(value(&answer), json!({ "code": 0, "room_id": ROOM, "message": "" }));

    let read = value(&room(&vendor, ROOM).await.1);
    let messages = read["data"][0]["message"].as_array().expect("rows");
    assert_eq!(messages.len(), 9, "the refused ones left nothing");
    assert_eq!(messages[8]["contents"], "확인했습니다");
    assert_eq!(messages[8]["user_type"], "C");
}

#[tokio::test]
async fn rooms_that_fail_with_a_code_or_a_page_answer_so() {
    let vendor = vendor().await;
    for (id, code) in [("fail-501", -501), ("fail-502", -502), ("fail-503", -503), ("nobody-knows", -503)] {
        let (status, answer) = room(&vendor, id).await;
        assert_eq!((status, &value(&answer)["code"]), (StatusCode::OK, &json!(code)), "{id}");
    }
    let (status, page) = room(&vendor, "garbage").await;
    assert!(status == StatusCode::OK && page.starts_with("<!doctype html>"), "{page}");
    let (status, page) = room(&vendor, "http-500").await;
    assert!(status == StatusCode::INTERNAL_SERVER_ERROR && page.contains("Fatal error"), "{page}");
    let (_, empty) = room(&vendor, "empty").await;
    assert_eq!(value(&empty)["data"][0]["message"], json!([]));
    assert_eq!(value(&empty)["data"][0]["chat"]["id"], "empty");
    let (_, none) = room(&vendor, "no-room").await;
    assert_eq!(value(&none), json!({ "result": "success", "data": [] }));
}

#[tokio::test]
async fn a_slow_room_answers_after_ten_seconds() {
    let vendor = vendor().await;
    let request = json!({ "token": "customer-token", "room_id": "slow-10s" });
    let call = client().post(format!("http://{}/{CHAT_DATA}", vendor.addr)).json(&request).send();
    let begun = tokio::time::Instant::now();
    let answer = call.await.expect("an answer");
    assert!(begun.elapsed() >= Duration::from_secs(10), "{:?}", begun.elapsed());
    assert_eq!(value(&answer.text().await.expect("a body"))["result"], "success");
}

/// What comes back on the wire, byte for byte, until the connection ends; and how it ended.
async fn raw(vendor: &Simulated, room_id: &str) -> (Vec<u8>, io::Result<usize>) {
    let body = json!({ "token": "customer-token", "room_id": room_id }).to_string();
    let mut stream = TcpStream::connect(vendor.addr).await.expect("it listens");
    let head = format!("POST /{CHAT_DATA} HTTP/1.1\r\nHost: vendor\r\nContent-Length: {}\r\n\r\n", body.len());
    stream.write_all((head + &body).as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    let ended = stream.read_to_end(&mut answer).await;
    (answer, ended)
}

#[tokio::test]
async fn a_reset_room_resets_the_connection() {
    let (answer, ended) = raw(&vendor().await, "reset").await;
    assert_eq!(answer, b"");
    assert_eq!(ended.expect_err("no orderly end").kind(), io::ErrorKind::ConnectionReset);
}

#[tokio::test]
async fn a_truncated_room_declares_more_than_it_sends() {
    let (answer, _) = raw(&vendor().await, "truncated").await;
    let answer = String::from_utf8_lossy(&answer);
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let declared =
        head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    let declared: usize = declared.expect("a declared length");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(body.len() > 100 && body.len() < declared, "{} of {declared}", body.len());
}

#[tokio::test]
async fn the_list_is_paged_and_each_of_its_rooms_can_be_read() {
    let vendor = vendor().await;
    let mut ids = Vec::new();
    for page in 1..=3 {
        let asked = json!({
            "token": "customer-token", "sdate": "2025-09-22", "edate": "2025-10-01", "limit": 50, "page": page,
        });
        let answer = value(&post(&vendor, LIST, &[], &asked).await.1);
        assert_eq!(answer["data"]["total_count"], 101);
        let rows = answer["data"]["chat_list"].as_array().expect("rows").clone();
        ids.extend(rows.iter().map(|row| row["id"].as_str().expect("an id").to_owned()));
    }
    assert_eq!(ids.len(), 101);
    for id in ids.iter().step_by(10) {
        assert_eq!(&value(&room(&vendor, id).await.1)["data"][0]["chat"]["id"], id);
    }
    let long = json!({ "token": "customer-token", "sdate": "2025-01-01", "edate": "2025-10-01" });
    assert_eq!(value(&post(&vendor, LIST, &[], &long).await.1)["code"], -504);
}

#[tokio::test]
async fn it_is_gone_when_it_is_dropped() {
    let vendor = vendor().await;
    let addr = vendor.addr;
    let mut open = TcpStream::connect(addr).await.expect("it listens");
    drop(vendor);
    let mut rest = Vec::new();
    // Closed or reset, but not left open.
    let ended = tokio::time::timeout(Duration::from_secs(5), open.read_to_end(&mut rest)).await;
    assert!(ended.is_ok(), "the open connection is still open");
    assert!(TcpStream::connect(addr).await.is_err());
}
