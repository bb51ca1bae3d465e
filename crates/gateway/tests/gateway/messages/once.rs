//! One key, one message: however often it comes, and whoever is gone meanwhile.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use tokio::time::{sleep, timeout};

use super::*;
use crate::tokens::{NOW, claims, ed, hs, jwt, with};

#[tokio::test]
async fn the_same_key_and_message_is_answered_as_before_by_one_call() {
    for (said, status) in
        [(SENT, 200), (r#"{"code":-901,"message":"Consulting","content":"지금은 상담 시간이 아닙니다."}"#, 409)]
    {
        let vendor = vendor(move |_| peer::json(said)).await;
        let gateway = gateway(&vendor);
        let first = say(&gateway, "k", "a").await;
        assert_eq!((first.status.as_u16(), first.header("idempotent-replayed")), (status, ""));
        let spaced = r#" { "msg" : "\u0061", "type":"text" } "#;
        let mut differently = message("k", &json!({}));
        *differently.body_mut() = spaced.into();
        for again in [message("k", &json!({ "type": "text", "msg": "a" })), differently] {
            let second = send(&gateway, again).await;
            assert_eq!((second.status, &second.body), (first.status, &first.body));
            assert_eq!(second.header("idempotent-replayed"), "true");
            assert_eq!(second.header("content-type"), first.header("content-type"));
        }
        assert_eq!(writes(&vendor).len(), 1);
        assert_eq!(vendor.calls().len(), 2, "the room is not read again either");
    }
}

#[tokio::test]
async fn the_same_key_with_another_message_is_a_conflict() {
    let vendor = vendor(|_| peer::json(SENT)).await;
    let gateway = gateway(&vendor);
    assert_eq!(say(&gateway, "k", "a").await.status, 200);
    for other in
        [json!({ "msg": "b" }), json!({ "msg": "a " }), json!({ "type": "image", "url": "https://a.example/a" })]
    {
        let answer = send(&gateway, message("k", &other)).await;
        assert_eq!(told(&answer), (409, "key-reused".to_owned()), "{other}");
    }
    assert_eq!(writes(&vendor).len(), 1);
}

#[tokio::test]
async fn another_key_or_room_is_another_message() {
    let room = r#"{"result":"success","data":[{"chat":{"users_id":"lc251001-1"},"message":[]}]}"#;
    let vendor = Peer::answering(move |call| peer::json(if call.is(WRITE) { SENT } else { room })).await;
    let gateway = gateway(&vendor);
    assert_eq!(say(&gateway, "k", "a").await.status, 200);
    assert_eq!(say(&gateway, "K", "a").await.status, 200);
    let mut elsewhere = message("k", &json!({ "msg": "b" }));
    *elsewhere.uri_mut() = "/api/rooms/room-2/messages".parse().unwrap();
    assert_eq!(send(&gateway, elsewhere).await.status, 200);
    assert_eq!(writes(&vendor).len(), 3);
}

#[tokio::test]
async fn a_key_counts_for_the_person_however_often_the_token_is_renewed() {
    let nobody = with(&claims(&json!("*"), "send"), "sub", Value::Null);
    let named = |name: &str| with(&nobody, "sub", json!(name));
    let renewed = |claims: &Value| with(claims, "exp", json!(NOW + 900));
    for (first, second, is_the_same) in [
        ((ed(), nobody.clone()), (ed(), renewed(&nobody)), true),
        ((ed(), nobody.clone()), (hs(), nobody.clone()), true),
        ((ed(), named("1")), (ed(), renewed(&named("1"))), true),
        ((ed(), named("kim@shop.example")), (ed(), renewed(&named("kim@shop.example"))), true),
        ((ed(), named("1")), (hs(), named("1")), false),
        ((ed(), named("1")), (ed(), named("2")), false),
        ((ed(), named("1")), (ed(), nobody.clone()), false),
    ] {
        let vendor = vendor(|_| peer::json(SENT)).await;
        let mut settings = settings(&vendor.base, TIMEOUT);
        settings.auth = jwt();
        let gateway = router(AppState::new(settings));
        let mut replayed = false;
        for (signer, claims) in [&first, &second] {
            let mut request = message("k", &json!({ "msg": "a" }));
            let bearer = format!("Bearer {}", signer.sign(claims));
            request.headers_mut().insert("authorization", bearer.parse().unwrap());
            let answer = send(&gateway, request).await;
            assert_eq!(answer.status, 200, "{claims}");
            replayed = !answer.header("idempotent-replayed").is_empty();
        }
        assert_eq!((replayed, writes(&vendor).len()), (is_the_same, 2 - usize::from(is_the_same)), "{}", second.1);
    }
}

#[tokio::test]
async fn twins_at_the_same_moment_are_one_call() {
    let calls = Arc::new(AtomicUsize::new(0));
    let vendor = vendor(|_| Reply::After(Duration::from_millis(300), SENT.into())).await;
    let gateway = gateway(&vendor);
    let twins = (0..20).map(|_| {
        let (gateway, calls) = (gateway.clone(), Arc::clone(&calls));
        tokio::spawn(async move {
            let answer = say(&gateway, "k", "a").await;
            assert_eq!((answer.status.as_u16(), &answer.body[..]), (200, SENT.as_bytes()));
            calls.fetch_add(usize::from(answer.header("idempotent-replayed").is_empty()), Ordering::Relaxed);
        })
    });
    for twin in twins.collect::<Vec<_>>() {
        twin.await.unwrap();
    }
    assert_eq!((writes(&vendor).len(), calls.load(Ordering::Relaxed)), (1, 1));
}

#[tokio::test]
async fn a_message_under_way_ends_though_its_sender_is_gone() {
    let vendor = vendor(|_| Reply::After(Duration::from_millis(300), SENT.into())).await;
    let gateway = gateway(&vendor);
    let sending = tokio::spawn({
        let gateway = gateway.clone();
        async move { say(&gateway, "k", "a").await }
    });
    let seen = async {
        while writes(&vendor).is_empty() {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(TIMEOUT, seen).await.expect("the vendor hears of it");
    sending.abort();
    let answer = say(&gateway, "k", "a").await;
    assert_eq!((answer.status.as_u16(), answer.header("idempotent-replayed")), (200, "true"));
    assert_eq!(writes(&vendor).len(), 1);
}
