//! What became of a message, as the vendor says it, or does not.

use happytalk_model::fixtures::{self, Document, Expect};
use url::Url;

use super::*;
use crate::{
    browser::{settings_for, vendor_settings},
    peer::answer,
};

#[tokio::test]
async fn every_answer_of_the_corpus_is_told_as_it_is_meant() {
    let mut walked = 0;
    for fixture in fixtures::of(Document::WriteAnswer) {
        let vendor = vendor(|_| peer::json(fixture.bytes)).await;
        let answer = say(&gateway(&vendor), "k", "a").await;
        let expected = match fixture.expect {
            Expect::Sent => {
                assert_eq!((answer.status.as_u16(), &answer.body[..]), (200, fixture.bytes), "{}", fixture.name);
                walked += 1;
                continue;
            }
            Expect::Failure(Some(-400 | -500)) => (502, "vendor-credentials"),
            Expect::Failure(Some(-702)) => (404, "no-such-room"),
            Expect::Failure(Some(-703)) => (403, "forbidden"),
            Expect::Failure(Some(-802..=-800)) => (400, "bad-parameter"),
            Expect::Failure(Some(-700 | -704 | -904..=-900 | -1001)) => (409, "room-state"),
            Expect::Failure(Some(_)) => (502, "vendor-failed"),
            Expect::Failure(None) | Expect::NotJson => (504, "outcome-unknown"),
            other => panic!("{}: {other:?}", fixture.name),
        };
        assert_eq!(told(&answer), (expected.0, expected.1.to_owned()), "{}", fixture.name);
        let problem = answer.problem();
        if let Ok(said) = serde_json::from_slice::<Value>(fixture.bytes)
            && expected.0 != 504
        {
            assert_eq!(problem["vendor_code"], said["code"], "{}", fixture.name);
            assert_eq!(problem["vendor_message"], said["message"], "{}", fixture.name);
            assert_eq!(problem["content"], said["content"], "{}", fixture.name);
            assert_eq!(problem["parameter"], said["field"], "{}", fixture.name);
        }
        walked += 1;
    }
    assert!(walked > 18, "{walked}");
}

#[tokio::test]
async fn a_refusal_that_quotes_a_secret_is_shown_without_it() {
    let said = format!(r#"{{"code":-901,"message":"{CLIENT_ID}","field":"{TOKEN}","content":"a {CLIENT_SECRET} b"}}"#);
    let vendor = vendor(move |_| peer::json(said.as_str())).await;
    let problem = say(&gateway(&vendor), "k", "a").await.problem();
    assert_eq!((&problem["vendor_message"], &problem["content"]), (&json!("…"), &json!("a … b")));
    assert_eq!(problem["parameter"], "…");
}

#[tokio::test]
async fn when_nobody_can_know_it_is_said_and_never_sent_again_by_the_same_key() {
    let half = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"code\":0,".to_vec();
    for (name, reply) in [
        ("silence", Reply::Silence(Vec::new())),
        ("stalled", Reply::Silence(half.clone())),
        ("dripping", Reply::Drip(half.clone())),
        ("reset at once", Reply::Reset(Vec::new())),
        ("reset in the body", Reply::Reset(half.clone())),
        ("cut", Reply::Bytes(half)),
        ("closed", Reply::Bytes(Vec::new())),
        ("no HTTP", Reply::Bytes(b"220 smtp.example ESMTP\r\n".to_vec())),
        ("500 and HTML", answer("500 Oops", "content-type: text/html\r\n", "trace")),
        ("502", answer("502 Bad Gateway", "", "")),
        ("504", answer("504 Gateway Timeout", "", "")),
        ("302", answer("302 Found", "location: /elsewhere\r\n", "")),
        ("garbage", peer::json("<!doctype html>")),
        ("no code", peer::json(r#"{"message":""}"#)),
        ("gzip", answer("200 OK", "content-encoding: gzip\r\n", b"\x1f\x8b\x08")),
        ("too large", peer::json(format!(r#"{{"code":0,"x":"{}"}}"#, "x".repeat(16 * 1024)))),
    ] {
        let vendor = vendor(move |_| reply.clone()).await;
        let gateway = router(AppState::new(settings(&vendor.base, Duration::from_secs(1))));
        for (turn, replayed) in [("first", ""), ("second", "true")] {
            let answer = say(&gateway, "k", "a").await;
            assert_eq!(told(&answer), (504, "outcome-unknown".to_owned()), "{name}, {turn}");
            assert_eq!(answer.header("idempotent-replayed"), replayed, "{name}, {turn}");
            let problem = answer.problem();
            assert!(problem["detail"].as_str().unwrap().contains("read the room"), "{name}: {problem}");
        }
        assert_eq!(writes(&vendor).len(), 1, "{name}");
    }
}

#[tokio::test]
async fn what_certainly_was_not_sent_may_be_tried_again_by_the_same_key() {
    for (reply, status, slug) in [
        (answer("429 Too Many Requests", "retry-after: 7\r\n", ""), 429, "too-many"),
        (answer("401 Unauthorized", "", ""), 502, "vendor-credentials"),
        (answer("404 Not Found", "", ""), 502, "vendor-failed"),
    ] {
        let vendor = vendor(move |_| reply.clone()).await;
        let gateway = gateway(&vendor);
        for _ in 0..2 {
            let answer = say(&gateway, "k", "a").await;
            assert_eq!(told(&answer), (status, slug.to_owned()));
            assert_eq!(answer.header("idempotent-replayed"), "");
        }
        assert_eq!(writes(&vendor).len(), 2);
    }
}

#[tokio::test]
async fn a_connection_that_is_refused_is_a_certain_failure() {
    let vendor = vendor(|_| peer::json(SENT)).await;
    let mut reached = vendor_settings(&vendor.base, TIMEOUT);
    reached.biz.as_mut().unwrap().api = Url::parse("http://127.0.0.1:9").unwrap();
    let answer = say(&router(AppState::new(settings_for(reached))), "k", "a").await;
    assert_eq!(told(&answer), (502, "vendor-failed".to_owned()));
}
