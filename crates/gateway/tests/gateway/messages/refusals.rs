//! What is refused before the vendor hears of anything.

use axum::body::Bytes;
use happytalk_gateway::vendor::VendorSettings;

use super::*;
use crate::browser::{settings_for, vendor_settings};

/// One request, with everything right but what the test changes.
async fn post(gateway: &Router, path: &str, headers: HeaderMap, body: impl Into<Bytes>) -> Answer {
    let mut request = request("POST", path).body(Body::from(body.into())).unwrap();
    *request.headers_mut() = headers;
    send(gateway, request).await
}

const GOOD: &str = r#"{"type":"text","msg":"a"}"#;

#[tokio::test]
async fn only_json_is_taken() {
    let vendor = vendor(|_| peer::json(SENT)).await;
    let gateway = gateway(&vendor);
    for types in [
        &[][..],
        &[""],
        &["text/plain"],
        &["application/x-www-form-urlencoded"],
        &["multipart/form-data; boundary=x"],
        &["application/json-seq"],
        &["text/plain; application/json"],
        &["application/json", "text/plain"],
        &["application/json\u{a0}"],
    ] {
        let answer = post(&gateway, PATH, with("content-type", types), GOOD).await;
        assert_eq!(told(&answer), (415, "unsupported-media-type".to_owned()), "{types:?}");
    }
    let packed = with("content-encoding", &["gzip"]);
    assert_eq!(post(&gateway, PATH, packed, GOOD).await.status, 415);
    assert!(vendor.calls().is_empty());
    for right in ["application/json", "Application/JSON; charset=utf-8"] {
        assert_eq!(post(&gateway, PATH, with("content-type", &[right]), GOOD).await.status, 200, "{right}");
    }
}

#[tokio::test]
async fn a_key_is_required_once_and_visible() {
    let vendor = vendor(|_| peer::json(SENT)).await;
    let gateway = gateway(&vendor);
    let long = "x".repeat(129);
    for keys in [&[][..], &[""], &["a b"], &["열쇠"], &["a", "a"], &[long.as_str()]] {
        let answer = post(&gateway, PATH, with("idempotency-key", keys), GOOD).await;
        assert_eq!(told(&answer), (400, "bad-parameter".to_owned()), "{keys:?}");
        assert_eq!(answer.problem()["parameter"], "Idempotency-Key", "{keys:?}");
    }
    assert!(vendor.calls().is_empty());
    for key in ["!", "~", &"x".repeat(128), "018f6f3e-7b0a-7c3e-9d3f-0a1b2c3d4e5f"] {
        assert_eq!(post(&gateway, PATH, with("idempotency-key", &[key]), GOOD).await.status, 200, "{key}");
    }
}

#[tokio::test]
async fn a_body_that_is_no_message_is_refused_by_the_name_of_what_is_wrong() {
    let vendor = vendor(|_| peer::json(SENT)).await;
    let gateway = gateway(&vendor);
    let text = |length: usize| json!({ "msg": "가".repeat(length) }).to_string();
    let url = |url: &str| json!({ "type": "image", "url": url }).to_string();
    for (body, name) in [
        (String::new(), "body"),
        ("null".to_owned(), "body"),
        (r#""text""#.to_owned(), "body"),
        (r#"[{"msg":"a"}]"#.to_owned(), "body"),
        (r#"{"msg":"a""#.to_owned(), "body"),
        (r#"{"msg":"a"}{}"#.to_owned(), "body"),
        (r#"{"msg":"\ud800"}"#.to_owned(), "body"),
        ("{}".to_owned(), "msg"),
        (r#"{"uuid":"somebody","msg":"a"}"#.to_owned(), "uuid"),
        (r#"{"msg":"a","room_id":"other"}"#.to_owned(), "room_id"),
        (r#"{"msg":"a","token":"x"}"#.to_owned(), "token"),
        (r#"{"msg":"a","Msg":"b"}"#.to_owned(), "Msg"),
        (r#"{"msg":"a","msg":"b"}"#.to_owned(), "msg"),
        (r#"{"type":"text","type":"text","msg":"a"}"#.to_owned(), "type"),
        (r#"{"msg":1}"#.to_owned(), "msg"),
        (r#"{"msg":null}"#.to_owned(), "msg"),
        (r#"{"msg":["a"]}"#.to_owned(), "msg"),
        (r#"{"type":1,"msg":"a"}"#.to_owned(), "type"),
        (r#"{"type":"file","url":"https://a.example"}"#.to_owned(), "type"),
        (r#"{"type":"TEXT","msg":"a"}"#.to_owned(), "type"),
        (r#"{"type":"text","msg":""}"#.to_owned(), "msg"),
        (r#"{"type":"text","msg":" \n"}"#.to_owned(), "msg"),
        (r#"{"type":"text","url":"https://a.example"}"#.to_owned(), "msg"),
        (r#"{"type":"text","msg":"a","url":"https://a.example"}"#.to_owned(), "url"),
        (r#"{"type":"image","msg":"a","url":"https://a.example"}"#.to_owned(), "msg"),
        (r#"{"type":"image","msg":"https://a.example"}"#.to_owned(), "url"),
        (text(1001), "msg"),
        (url(&format!("https://a.example/{}", "x".repeat(238))), "url"),
        (url("//a.example/1.jpg"), "url"),
        (url("a.example/1.jpg"), "url"),
        (url("javascript:alert(1)"), "url"),
        (url("data:image/png;base64,AA"), "url"),
        (url("ftp://a.example/1.jpg"), "url"),
        (url("https://user:pass@a.example/1.jpg"), "url"),
        (url("https://user@a.example/1.jpg"), "url"),
        (url(" https://a.example/1.jpg"), "url"),
        (url("https://a.example/1 .jpg"), "url"),
        (url("https://a.example/\r\nx: y"), "url"),
        (url("https:\\\\a.example"), "url"),
        (url("https://"), "url"),
        (url("https://[::1"), "url"),
    ] {
        let answer = post(&gateway, PATH, with("accept", &[]), body.clone()).await;
        assert_eq!(told(&answer), (400, "bad-parameter".to_owned()), "{body}");
        assert_eq!(answer.problem()["parameter"], name, "{body}");
    }
    let latin = post(&gateway, PATH, with("accept", &[]), &b"{\"msg\":\"\xb0\xa1\"}"[..]).await;
    assert_eq!(latin.problem()["parameter"], "body");
    assert!(vendor.calls().is_empty());
}

#[tokio::test]
async fn a_body_over_eight_kilobytes_is_too_large_whether_or_not_it_says_so() {
    let vendor = vendor(|_| peer::json(SENT)).await;
    let gateway = gateway(&vendor);
    let padded = |length: usize| format!("{GOOD}{}", " ".repeat(length - GOOD.len()));
    assert_eq!(post(&gateway, PATH, with("accept", &[]), padded(8192)).await.status, 200);
    let answer = post(&gateway, PATH, with("accept", &[]), padded(8193)).await;
    assert_eq!(told(&answer), (413, "too-large".to_owned()));
    let pieces = futures_util::stream::iter((0..9).map(|_| Ok::<_, std::io::Error>(" ".repeat(1024))));
    let mut chunked = request("POST", PATH).body(Body::from_stream(pieces)).unwrap();
    *chunked.headers_mut() = with("accept", &[]);
    assert_eq!(told(&send(&gateway, chunked).await), (413, "too-large".to_owned()));
    assert_eq!(writes(&vendor).len(), 1);
}

#[tokio::test]
async fn the_address_is_as_strict_as_a_rooms() {
    let vendor = vendor(|_| peer::json(SENT)).await;
    let gateway = gateway(&vendor);
    let long = format!("/api/rooms/{}/messages", "x".repeat(31));
    for (path, status, name) in [
        ("/api/rooms/a.b/messages", 400, "room_id"),
        ("/api/rooms/%2e%2e/messages", 400, "room_id"),
        ("/api/rooms/%61/messages", 400, "room_id"),
        (long.as_str(), 400, "room_id"),
        ("/api/rooms/room-1/messages?uuid=somebody", 400, "uuid"),
        ("/api/rooms/room-1/messages/", 404, ""),
        ("/api/rooms/room-1/messages/1", 404, ""),
    ] {
        let answer = post(&gateway, path, with("accept", &[]), GOOD).await;
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.problem()["parameter"].as_str().unwrap_or_default(), name, "{path}");
    }
    for method in ["GET", "PUT", "DELETE", "PATCH"] {
        let answer = send(&gateway, request(method, PATH).body(Body::empty()).unwrap()).await;
        assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "POST"), "{method}");
    }
    assert!(vendor.calls().is_empty());
}

#[tokio::test]
async fn without_the_biz_credentials_sending_is_off_and_says_so() {
    let vendor = vendor(|_| peer::json(SENT)).await;
    let without = VendorSettings { biz: None, ..vendor_settings(&vendor.base, TIMEOUT) };
    let gateway = router(AppState::new(settings_for(without)));
    let answer = say(&gateway, "k", "a").await;
    assert_eq!(told(&answer), (403, "sending-off".to_owned()));
    assert!(vendor.calls().is_empty());
}

#[tokio::test]
async fn another_site_cannot_send_whatever_it_claims_to_be() {
    let vendor = vendor(|_| peer::json(SENT)).await;
    let gateway = gateway(&vendor);
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("host", "evil.example"),
    ] {
        let answer = post(&gateway, PATH, with(name, &[value]), GOOD).await;
        assert_eq!(answer.status, 403, "{name}: {value}");
    }
    assert!(vendor.calls().is_empty());
}
