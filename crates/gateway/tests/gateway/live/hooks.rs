//! The hook: what it takes, what it refuses, and in which order it looks.

use axum::body::Body;
use happytalk_model::fixtures::{self, Document, Expect};

use super::{SECRET, Stream, gateway, live_settings, post, running, text};
use crate::{
    browser::{Answer, alone, get, request, send, settings},
    tokens::jwt,
};
use happytalk_gateway::AppState;

const ROOM: &str = "ZJsOV48NS2PQtxK3k69UvDhW5eoCEf";

#[tokio::test]
async fn every_documented_payload_is_taken_and_comes_out_as_it_went_in() {
    let (router, _) = gateway(live_settings());
    let mut stream = Stream::open(&router, &format!("room={ROOM}"), None).await;
    let mut counted = 0;
    for fixture in fixtures::of(Document::Received) {
        let is_ours = happytalk_model::received::decode(fixture.bytes)
            .is_ok_and(|read| read.value.room_id.as_deref() == Some(ROOM));
        let answer = post(&router, fixture.bytes).await;
        assert_eq!(answer.status, if is_ours { 200 } else { 400 }, "{}", fixture.name);
        if !is_ours {
            assert_eq!(answer.slug(), "bad-parameter", "{}", fixture.name);
            continue;
        }
        assert_ne!(fixture.expect, Expect::NotJson, "{}", fixture.name);
        let sent = happytalk_model::received::decode(fixture.bytes).unwrap().value;
        let event = stream.next().await.unwrap();
        assert_eq!(event.name, "message", "{}", fixture.name);
        let mut got = happytalk_model::received::decode(event.data.as_bytes()).unwrap().value;
        assert!(got.received_at.take().is_some(), "{}", fixture.name);
        if got.auto_end {
            let ended = stream.next().await.unwrap();
            assert_eq!((ended.name.as_str(), ended.json()), ("ended", serde_json::json!({ "room_id": ROOM })));
        }
        assert_eq!(got, sent, "{}", fixture.name);
        counted += 1;
    }
    assert!(counted > 15, "{counted}");
}

/// All that an answer says, but for the number it has.
fn told(answer: &Answer) -> (&[u8], Vec<(&str, &[u8])>) {
    let headers = answer.headers.iter().filter(|(name, _)| *name != "x-request-id");
    (&answer.body, headers.map(|(name, value)| (name.as_str(), value.as_bytes())).collect())
}

#[tokio::test]
async fn a_wrong_secret_is_a_path_that_is_not_there() {
    let (with_hook, _) = gateway(live_settings());
    let nowhere = get(&with_hook, "/nowhere").await;
    let longer = format!("{SECRET}x");
    let upper = SECRET.to_uppercase();
    for secret in ["", "x", &SECRET[1..], &SECRET[..SECRET.len() - 1], &longer, &upper, "%00", "%ff", "..", SECRET] {
        // With the right secret, only where there is no hook at all.
        let gateway = if secret == SECRET { &alone() } else { &with_hook };
        for method in ["GET", "POST", "PUT", "OPTIONS", "DELETE"] {
            let path = format!("/hooks/{secret}/message/test-user");
            let asked = request(method, &path).header("content-type", "application/json");
            let answer = send(gateway, asked.body(Body::from(text("a", 1))).unwrap()).await;
            assert_eq!(answer.status, 404, "{method} {path}");
            assert_eq!(told(&answer), told(&nowhere), "{method} {path}");
        }
    }
    for path in [
        "/hooks",
        "/hooks/",
        &format!("/hooks/{SECRET}"),
        &format!("/hooks/{SECRET}/message"),
        &format!("/hooks/{SECRET}/message/a/b"),
    ] {
        assert_eq!(get(&with_hook, path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn with_a_wrong_secret_the_body_is_not_even_looked_at() {
    let (router, _) = gateway(live_settings());
    let never = Body::from_stream(futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>());
    let asked = request("POST", "/hooks/wrong/message/u").header("content-type", "application/json");
    assert_eq!(send(&router, asked.body(never).unwrap()).await.status, 404);
}

#[tokio::test]
async fn without_tokens_only_posted_json_is_taken() {
    let (router, _) = gateway(live_settings());
    let path = format!("/hooks/{SECRET}/message/u");
    let got = send(&router, request("GET", &path).body(Body::empty()).unwrap()).await;
    assert_eq!((got.status.as_u16(), got.header("allow")), (405, "POST"));
    for (said, status) in [
        (Some("application/json"), 200),
        (Some("Application/JSON; charset=utf-8"), 200),
        (Some("text/plain"), 415),
        (Some("application/x-www-form-urlencoded"), 415),
        (Some("multipart/form-data; boundary=application/json"), 415),
        (None, 415),
    ] {
        let asked = said.into_iter().fold(request("POST", &path), |asked, said| asked.header("content-type", said));
        assert_eq!(send(&router, asked.body(Body::from(text("a", 1))).unwrap()).await.status, status, "{said:?}");
    }
}

#[tokio::test]
async fn with_tokens_the_vendor_may_call_its_json_what_it_likes() {
    let mut settings = settings(&"http://127.0.0.1:9".parse().unwrap(), std::time::Duration::from_secs(5));
    (settings.auth, settings.live) = (jwt(), Some(running()));
    let router = happytalk_gateway::router(AppState::new(settings));
    let path = format!("/hooks/{SECRET}/message/u");
    for said in [
        None,
        Some("application/json"),
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
        Some("multipart/form-data; boundary=application/json"),
    ] {
        let asked = || said.into_iter().fold(request("POST", &path), |asked, said| asked.header("content-type", said));
        assert_eq!(send(&router, asked().body(Body::from(text("a", 1))).unwrap()).await.status, 200, "{said:?}");
        // Whatever it is called, it has to be JSON.
        let answer = send(&router, asked().body(Body::from("room_id=a&type=text")).unwrap()).await;
        assert_eq!((answer.status.as_u16(), &answer.problem()["parameter"]), (400, &"body".into()), "{said:?}");
    }
}

#[tokio::test]
async fn what_is_no_message_of_a_room_is_refused_and_named() {
    let (router, _) = gateway(live_settings());
    for (payload, parameter) in [
        ("", "body"),
        ("[]", "body"),
        (r#"{"type: "text"}"#, "body"),
        (r#"{"room_id":"a"} {"room_id":"a"}"#, "body"),
        (r#"{"room_id":"a""#, "body"),
        ("{}", "room_id"),
        (r#"{"room_id":null}"#, "room_id"),
        (r#"{"room_id":"a b"}"#, "room_id"),
        (r#"{"room_id":"../a"}"#, "room_id"),
        (r#"{"room_id":"a\n\nid: 9"}"#, "room_id"),
    ] {
        let answer = post(&router, payload).await;
        assert_eq!(answer.status, 400, "{payload}");
        assert_eq!(answer.problem()["parameter"], parameter, "{payload}");
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_whether_it_says_so_or_not() {
    let (router, _) = gateway(live_settings());
    let padded = |length: usize| {
        let text = text("a", 1);
        format!("{text}{}", " ".repeat(length - text.len()))
    };
    assert_eq!(post(&router, padded(256 * 1024)).await.status, 200);
    assert_eq!(post(&router, padded(256 * 1024 + 1)).await.status, 413);
    // 300 MB, as they come.
    let chunks = futures_util::stream::iter((0..3000).map(|_| Ok::<_, std::io::Error>(vec![b' '; 100_000])));
    assert_eq!(post(&router, Body::from_stream(chunks)).await.status, 413);
    let said = request("POST", &format!("/hooks/{SECRET}/message/u")).header("content-type", "application/json");
    let never = Body::from_stream(futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>());
    assert_eq!(send(&router, said.header("content-length", "300000000").body(never).unwrap()).await.status, 413);
}

#[tokio::test]
async fn a_body_that_never_came_to_its_end_may_come_again() {
    let (router, _) = gateway(live_settings());
    let broken = [Ok(b"{\"type\":".to_vec()), Err(std::io::Error::other("gone"))];
    let answer = post(&router, Body::from_stream(futures_util::stream::iter(broken))).await;
    assert_eq!((answer.status.as_u16(), answer.slug().as_str()), (503, "overloaded"));
    assert!(answer.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn neither_the_secret_nor_the_message_is_logged() {
    let (router, _) = gateway(live_settings());
    let secret = "webhook-secret-for-the-log";
    let (logged, _) = {
        let mut settings = live_settings();
        settings.webhook_secret = secret.into();
        gateway(settings)
    };
    let payload = r#"{"room_id":"a","type":"text","content":"personal-data-for-the-log","uuid":"another"}"#;
    for (router, secret) in [(&router, SECRET), (&logged, secret), (&router, secret)] {
        for body in [payload, "{personal-data-for-the-log", ""] {
            let asked = request("POST", &format!("/hooks/{secret}/message/uuid-for-the-log"));
            send(router, asked.header("content-type", "application/json").body(Body::from(body)).unwrap()).await;
        }
    }
    let log = crate::logs::capture().text();
    assert!(log.contains("/hooks/{secret}/message/{uuid}"));
    for never in [SECRET, secret, "personal-data-for-the-log", "uuid-for-the-log"] {
        assert!(!log.contains(never), "{never}");
    }
}
