//! How many calls reads cost: equal ones at the same moment one, and one more where a connection broke.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use axum::Router;
use happytalk_gateway::{AppState, router};
use tokio::{
    task::JoinHandle,
    time::{sleep, timeout},
};

use crate::{
    browser::{Answer, get, settings},
    peer::{Peer, Reply, answer, json},
};

const ROOM: &str = r#"{"result":"success","data":[]}"#;
const PAUSE: Duration = Duration::from_millis(500);
/// Far more than anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

fn gateway(peer: &Peer) -> Router {
    router(AppState::new(settings(&peer.base, PATIENCE)))
}

fn read(gateway: &Router, path: &'static str) -> JoinHandle<Answer> {
    let gateway = gateway.clone();
    tokio::spawn(async move { get(&gateway, path).await })
}

/// Waits until the vendor was asked.
async fn asked(peer: &Peer) {
    let wait = async {
        while peer.calls().is_empty() {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, wait).await.expect("the vendor is asked");
}

#[tokio::test]
async fn equal_reads_at_the_same_moment_are_one_call() {
    let peer = Peer::start(Reply::After(PAUSE, ROOM.into())).await;
    let gateway = gateway(&peer);
    let first = read(&gateway, "/api/rooms/a");
    asked(&peer).await;
    let others: Vec<_> = (0..30).map(|_| read(&gateway, "/api/rooms/a")).collect();
    let elsewhere = read(&gateway, "/api/rooms/b");
    for reading in others.into_iter().chain([first]) {
        let answer = reading.await.unwrap();
        assert_eq!((answer.status.as_u16(), &answer.body[..]), (200, ROOM.as_bytes()));
    }
    assert_eq!(elsewhere.await.unwrap().status, 200);
    assert_eq!(peer.calls().len(), 2, "one for each room");
    assert_eq!(get(&gateway, "/api/rooms/a").await.status, 200);
    assert_eq!(peer.calls().len(), 3, "nothing is kept for later");
}

#[tokio::test]
async fn whoever_asked_first_and_left_takes_nobody_along() {
    let peer = Peer::start(Reply::After(PAUSE, ROOM.into())).await;
    let gateway = gateway(&peer);
    let first = read(&gateway, "/api/rooms/a");
    asked(&peer).await;
    let second = read(&gateway, "/api/rooms/a");
    sleep(PAUSE / 5).await;
    first.abort();
    assert_eq!(second.await.unwrap().status, 200);
    assert_eq!(peer.calls().len(), 1);
}

#[tokio::test]
async fn a_failure_is_shared_as_an_answer_is() {
    let failure = r#"{"result":"fail","code":-503,"message":"room"}"#;
    let peer = Peer::start(Reply::After(PAUSE, failure.into())).await;
    let gateway = gateway(&peer);
    let first = read(&gateway, "/api/rooms/a");
    asked(&peer).await;
    let second = read(&gateway, "/api/rooms/a");
    for reading in [first, second] {
        let answer = reading.await.unwrap();
        assert_eq!((answer.status.as_u16(), answer.slug().as_str()), (404, "no-such-room"));
        assert_eq!(answer.problem()["vendor_code"], -503);
    }
    assert_eq!(peer.calls().len(), 1);
}

/// A peer that replies so to its first calls, and as it should to later ones.
async fn at_first(replies: Vec<Reply>) -> Peer {
    let count = AtomicUsize::new(0);
    Peer::answering(move |_| {
        let number = count.fetch_add(1, Ordering::Relaxed);
        replies.get(number).cloned().unwrap_or_else(|| json(ROOM))
    })
    .await
}

#[tokio::test]
async fn a_read_whose_connection_broke_before_an_answer_is_tried_once_more() {
    for path in ["/api/rooms/a", "/api/rooms"] {
        for broken in [Reply::Reset(Vec::new()), Reply::Bytes(Vec::new())] {
            let peer = at_first(vec![broken.clone()]).await;
            assert_eq!(get(&gateway(&peer), path).await.status, 200, "{path}");
            assert_eq!(peer.calls().len(), 2, "{path}");

            let peer = at_first(vec![broken.clone(), broken]).await;
            let answer = get(&gateway(&peer), path).await;
            assert_eq!((answer.status.as_u16(), answer.slug().as_str()), (502, "vendor-failed"), "{path}");
            assert_eq!(peer.calls().len(), 2, "{path}: not a third time");
        }
    }
}

#[tokio::test]
async fn whatever_was_answered_is_not_asked_again() {
    let half = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"result\"".to_vec();
    for reply in [
        json("<!doctype html>"),
        json(r#"{"result":"fail","code":-501,"message":"token"}"#),
        answer("500 Oops", "", ""),
        answer("503 Busy", "", ""),
        answer("429 Too Many Requests", "", ""),
        Reply::Bytes(b"220 smtp.example ESMTP\r\n".to_vec()),
        Reply::Bytes(half.clone()),
        Reply::Reset(half),
    ] {
        let peer = at_first(vec![reply]).await;
        assert_ne!(get(&gateway(&peer), "/api/rooms/a").await.status, 200);
        assert_eq!(peer.calls().len(), 1);
    }
}

#[tokio::test]
async fn the_second_try_has_what_the_first_left_of_the_time() {
    let silent = Reply::Silence(Vec::new());
    for (replies, calls) in [(vec![silent.clone()], 1), (vec![Reply::Reset(Vec::new()), silent], 2)] {
        let peer = at_first(replies).await;
        // Long enough for the connection that is reset, and the one after it, on a busy machine.
        let gateway = router(AppState::new(settings(&peer.base, Duration::from_secs(3))));
        let answer = timeout(PATIENCE, get(&gateway, "/api/rooms/a")).await.expect("it ends");
        assert_eq!((answer.status.as_u16(), answer.slug().as_str()), (504, "vendor-timeout"));
        assert_eq!(peer.calls().len(), calls);
    }
}
