//! `GET /api/rooms/{room_id}` against a vendor on good and bad days.

use std::time::{Duration, Instant};

use axum::{Router, body::Body};
use happytalk_gateway::{
    AppState, router,
    vendor::{VendorBody, VendorError},
};
use happytalk_model::fixtures::{self, Expect};
use url::Url;

use crate::{
    browser::{Answer, TOKEN, alone, get, request, send, settings},
    peer::{Peer, Reply, answer, json},
};

const ROOM: &str = "/api/rooms/68dd2893cbfbfTSDc66M6MvVeYpG2a";
/// For a vendor that answers, on a machine that does other things too.
const PATIENCE: Duration = Duration::from_mins(1);
/// For one that never does.
const SHORT: Duration = Duration::from_millis(400);

fn gateway(base: &Url) -> Router {
    router(AppState::new(settings(base, PATIENCE)))
}

async fn ask(reply: Reply) -> Answer {
    let peer = Peer::start(reply).await;
    get(&gateway(&peer.base), ROOM).await
}

#[tokio::test]
async fn a_room_is_the_vendors_own_bytes() {
    for body in [
        "{\"result\" : \"success\",\n \"data\":[{\"chat\":{\"id\":1e2},\"message\":[{\"a\":\"\\ud800\"}]}] }\n",
        "\u{feff}{\"result\":\"success\",\"data\":[]}",
        "{\"data\":{}}",
    ] {
        let answer = ask(json(body)).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("access-control-allow-origin"), "");
        assert_eq!(answer.body, body.as_bytes());
    }
}

#[tokio::test]
async fn a_large_room_is_passed_on_whole() {
    let body = format!("{{\"result\":\"success\",\"data\":[{{\"message\":[\"{}\"]}}]}}", "가".repeat(3_000_000));
    assert_eq!(ask(json(&body)).await.body, body.as_bytes());
}

#[tokio::test]
async fn the_token_is_added_on_the_way_to_the_vendor() {
    let peer = Peer::start(json("{\"result\":\"success\"}")).await;
    get(&gateway(&peer.base), "/api/rooms/a_B-1").await;
    let [call] = &peer.calls()[..] else { panic!("{:?}", peer.calls()) };
    assert!(call.head.starts_with("POST /user/api/chat_data/format/json HTTP/1.1\r\n"), "{}", call.head);
    assert!(call.head.to_lowercase().contains("\r\ncontent-type: application/json"), "{}", call.head);
    assert!(!call.head.to_lowercase().contains("accept-encoding"), "{}", call.head);
    let body: serde_json::Value = serde_json::from_str(&call.body).unwrap();
    assert_eq!(body, serde_json::json!({ "token": TOKEN, "room_id": "a_B-1" }));
}

#[tokio::test]
async fn a_failure_code_is_told_as_a_problem() {
    for (body, status, slug, code, message) in [
        (r#"{"result":"fail","code":-501,"message":"token"}"#, 502, "vendor-credentials", -501, "token"),
        (r#"{"result":"fail","code":"-501","message":"uuid"}"#, 502, "vendor-credentials", -501, "uuid"),
        (r#"{"result":"fail","code":-502,"message":"unAuthorized"}"#, 502, "vendor-credentials", -502, "unAuthorized"),
        (r#"{"result":"fail","code":-503,"message":"room"}"#, 404, "no-such-room", -503, "room"),
        (r#"{"result":"fail","code":-503,"message":"users"}"#, 404, "no-such-room", -503, "users"),
        (r#"{"result":"fail","code":-504,"message":"overDate"}"#, 400, "bad-parameter", -504, "overDate"),
        (r#"{"result":"fail","code":-777,"message":"?"}"#, 502, "vendor-failed", -777, "?"),
    ] {
        let answer = ask(json(body)).await;
        assert_eq!((answer.status.as_u16(), answer.slug().as_str()), (status, slug), "{body}");
        let problem = answer.problem();
        assert_eq!(problem["vendor_code"], code);
        assert_eq!(problem["vendor_message"], message);
    }
}

#[tokio::test]
async fn a_refusal_that_quotes_the_token_is_shown_without_it() {
    let answer = ask(json(format!(r#"{{"result":"fail","code":-501,"message":"bad token {TOKEN}"}}"#))).await;
    assert_eq!(answer.problem()["vendor_message"], "bad token …");
}

#[tokio::test]
async fn a_vendor_message_is_cut_to_a_line() {
    let page = "<html>".repeat(10_000);
    let answer = ask(json(format!(r#"{{"result":"fail","code":-1,"message":"{page}"}}"#))).await;
    assert_eq!(answer.problem()["vendor_message"].as_str().unwrap().len(), 200);
}

#[tokio::test]
async fn an_answer_that_is_no_room_is_told_as_a_problem() {
    let head = |rest: &str| format!("HTTP/1.1 200 OK\r\n{rest}\r\n").into_bytes();
    let half = [head("content-length: 100\r\n"), br#"{"result":"success","data":[{"#.to_vec()].concat();
    let half_chunk = [head("transfer-encoding: chunked\r\n"), b"10\r\n{\"result\":\"succe".to_vec()].concat();
    let announced = head("content-length: 50000001\r\n");
    let chunk = [b"10000\r\n".to_vec(), vec![b' '; 0x10000], b"\r\n".to_vec()].concat();
    let login = "<!doctype html><p>로그인";
    let nested = format!(r#"{{"result":"success","x":{}"#, "[".repeat(100_000));

    for (name, reply, status, slug) in [
        ("empty", json(""), 502, "vendor-unreadable"),
        ("no content", answer("204 No Content", "", ""), 502, "vendor-unreadable"),
        ("login page", answer("200 OK", "content-type: text/html\r\n", login), 502, "vendor-unreadable"),
        ("notice first", json("Notice: x\n{\"result\":\"success\"}"), 502, "vendor-unreadable"),
        ("two documents", json(r#"{"result":"success"}{"result":"success"}"#), 502, "vendor-unreadable"),
        ("cut document", json(r#"{"result":"success","data":[{"#), 502, "vendor-unreadable"),
        ("cut nesting", json(nested), 502, "vendor-unreadable"),
        ("gzip", answer("200 OK", "content-encoding: gzip\r\n", b"\x1f\x8b\x08"), 502, "vendor-unreadable"),
        ("announced 50 MB", Reply::Silence(announced), 502, "vendor-unreadable"),
        ("endless", Reply::Endless(head("transfer-encoding: chunked\r\n"), chunk), 502, "vendor-unreadable"),
        ("cut body", Reply::Bytes(half.clone()), 502, "vendor-failed"),
        ("cut chunk", Reply::Bytes(half_chunk), 502, "vendor-failed"),
        ("reset at once", Reply::Reset(Vec::new()), 502, "vendor-failed"),
        ("reset in the body", Reply::Reset(half.clone()), 502, "vendor-failed"),
        ("no HTTP", Reply::Bytes(b"220 smtp.example ESMTP\r\n".to_vec()), 502, "vendor-failed"),
        ("http 500", answer("500 Oops", "content-type: text/html\r\n", "stack trace"), 502, "vendor-failed"),
        ("http 404", answer("404 Not Found", "", "{}"), 502, "vendor-failed"),
        ("http 401", answer("401 Unauthorized", "", ""), 502, "vendor-credentials"),
        ("http 403", answer("403 Forbidden", "", ""), 502, "vendor-credentials"),
        ("http 429", answer("429 Too Many Requests", "retry-after: 7\r\n", ""), 429, "too-many"),
        ("http 504", answer("504 Gateway Timeout", "", ""), 504, "vendor-timeout"),
        ("silence", Reply::Silence(Vec::new()), 504, "vendor-timeout"),
        ("stalled body", Reply::Silence(half.clone()), 504, "vendor-timeout"),
        ("dripping body", Reply::Drip(half), 504, "vendor-timeout"),
    ] {
        let answer = ask_in_time(name, reply).await;
        assert_eq!((answer.status.as_u16(), answer.slug().as_str()), (status, slug), "{name}");
        assert_eq!(answer.header("retry-after"), if status == 429 { "7" } else { "" }, "{name}");
        let too_large = answer.problem()["detail"].as_str().unwrap().contains("50 MB");
        assert_eq!(too_large, matches!(name, "announced 50 MB" | "endless"), "{name}");
        let text = String::from_utf8_lossy(&answer.body);
        for leak in ["stack trace", "로그인", "Notice", "127.0.0.1"] {
            assert!(!text.contains(leak), "{name}: {text}");
        }
    }
}

/// Patiently, where it is not the time that ends the answer: 50 MB take a test build long.
async fn ask_in_time(name: &str, reply: Reply) -> Answer {
    let peer = Peer::start(reply).await;
    let timeout = if matches!(name, "silence" | "stalled body" | "dripping body") { SHORT } else { PATIENCE };
    get(&router(AppState::new(settings(&peer.base, timeout))), ROOM).await
}

#[tokio::test]
async fn a_body_announced_too_large_is_refused_before_it_comes() {
    let start = Instant::now();
    let announced = b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n".to_vec();
    let peer = Peer::start(Reply::Silence(announced)).await;
    let answer = get(&gateway(&peer.base), ROOM).await;
    assert_eq!(answer.slug(), "vendor-unreadable");
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn a_redirect_is_not_followed_with_the_token() {
    let elsewhere = Peer::start(json(r#"{"result":"success"}"#)).await;
    for status in ["301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let answer = ask(answer(status, &format!("location: {}\r\n", elsewhere.base), "")).await;
        assert_eq!(answer.slug(), "vendor-failed", "{status}");
    }
    assert!(elsewhere.calls().is_empty());
}

#[tokio::test]
async fn a_vendor_that_is_not_there_is_told_as_a_problem() {
    let answer = get(&alone(), ROOM).await;
    assert_eq!((answer.status.as_u16(), answer.slug().as_str()), (502, "vendor-failed"));
}

#[tokio::test]
async fn what_is_no_room_id_never_reaches_the_vendor() {
    let peer = Peer::start(json(r#"{"result":"success"}"#)).await;
    let gateway = gateway(&peer.base);
    let long = "x".repeat(65);
    for id in [
        "%20",
        "a%20b",
        "a.b",
        "..",
        "%2e%2e",
        "a%2Fb",
        "%2F",
        "a%00",
        "%ff",
        "%ED%95%9C",
        "%61",
        "a%2d1",
        "a;b",
        "a'b",
        &long,
    ] {
        let answer = get(&gateway, &format!("/api/rooms/{id}")).await;
        assert_eq!((answer.status.as_u16(), answer.slug().as_str()), (400, "bad-parameter"), "{id}");
        assert_eq!(answer.problem()["parameter"], "room_id", "{id}");
    }
    assert!(peer.calls().is_empty());
}

#[tokio::test]
async fn an_unknown_parameter_is_named_and_never_reaches_the_vendor() {
    let peer = Peer::start(json(r#"{"result":"success"}"#)).await;
    let gateway = gateway(&peer.base);
    for (query, name) in [("from=2025-10-01", "from"), ("a", "a"), ("%ED%95%9C=1", "한"), ("=x", ""), ("&&b=1&c", "b")]
    {
        let answer = get(&gateway, &format!("{ROOM}?{query}")).await;
        assert_eq!((answer.status.as_u16(), answer.slug().as_str()), (400, "bad-parameter"), "{query}");
        assert_eq!(answer.problem()["parameter"], name, "{query}");
    }
    assert!(peer.calls().is_empty());
    assert_eq!(get(&gateway, &format!("{ROOM}?")).await.status, 200);
}

#[tokio::test]
async fn other_methods_are_not_allowed_and_never_reach_the_vendor() {
    let peer = Peer::start(json(r#"{"result":"success"}"#)).await;
    let gateway = gateway(&peer.base);
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
        let answer = send(&gateway, request(method, ROOM).body(Body::empty()).unwrap()).await;
        assert_eq!((answer.status.as_u16(), answer.slug().as_str()), (405, "method-not-allowed"), "{method}");
        assert_eq!(answer.header("allow"), "GET,HEAD", "{method}");
    }
    assert!(peer.calls().is_empty());
}

#[tokio::test]
async fn paths_that_are_no_route_are_not_found() {
    let gateway = alone();
    for path in [
        "/api",
        "/api/",
        "/api/rooms/",
        "/api/rooms/a/",
        "/api/rooms/a/messages/",
        "/api/rooms/../rooms/a",
        "/api//rooms/a",
        "//api/rooms/a",
        "/API/rooms/a",
        "/hooks/x",
        "/demo",
        "/demo/gallery",
        "/index.html/",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/index%2ehtml",
    ] {
        for method in ["GET", "POST"] {
            let answer = send(&gateway, request(method, path).body(Body::empty()).unwrap()).await;
            assert_eq!((answer.status.as_u16(), answer.slug().as_str()), (404, "not-found"), "{method} {path}");
        }
    }
}

#[test]
fn every_fixture_is_passed_on_or_refused_as_it_says_itself() {
    let mut walked = 0;
    for fixture in fixtures::chat_data() {
        let checked = VendorBody::check(fixture.bytes.into());
        let right = match (&checked, fixture.expect) {
            (Ok(body), Expect::Rows(_) | Expect::Empty) => body.clone().into_bytes() == fixture.bytes,
            // The viewer reads around a broken row; the gateway passes on whole documents only.
            (Err(VendorError::Unreadable(_)), Expect::Rows(_)) => !is_json(fixture.bytes),
            (Err(VendorError::Refused(failure)), Expect::Failure(code)) => failure.code == code,
            (Err(VendorError::Unreadable(_)), Expect::Cut(_) | Expect::NotJson) => true,
            _ => false,
        };
        assert!(right, "{}: {:?}, {:?}", fixture.name, fixture.expect, checked.map(|_| "passed on"));
        walked += 1;
    }
    assert!(walked > 50, "{walked}");
}

fn is_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok()
}
