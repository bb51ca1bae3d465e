//! Memos are taken out on the server for tokens without the `memo` right, and only for those.

use std::time::Duration;

use axum::{Router, body::Body};
use happytalk_gateway::{AppState, router};
use serde_json::json;

use crate::{
    browser::{Answer, request, send, settings},
    peer::{Peer, json},
    tokens::{claims, ed, jwt},
};

/// What no one without the right may see.
const SECRET: &str = "고객이 알면 안 되는 메모";

async fn read(body: &str, scope: &str) -> Answer {
    let peer = Peer::start(json(body)).await;
    let mut settings = settings(&peer.base, Duration::from_secs(10));
    settings.auth = jwt();
    let gateway: Router = router(AppState::new(settings));
    let bearer = format!("Bearer {}", ed().sign(&claims(&json!(["a"]), scope)));
    let request = request("GET", "/api/rooms/a").header("authorization", bearer);
    send(&gateway, request.body(Body::empty()).unwrap()).await
}

fn room(rows: &str) -> String {
    format!("{{ \"result\" : \"success\", \"data\":[{{\"chat\":{{\"id\":\"a\"}},\"message\":{rows}}}]}}\n")
}

#[tokio::test]
async fn without_the_right_memos_are_gone_and_every_other_byte_is_the_vendors() {
    let message = r#"{"id" : 1e2,"type":"C","contents":"\ud800\/"}"#;
    for memo in [r#""type":"M""#, r#""type":" m ""#, r#""type":"\u004d""#, r#""type":"X""#, r#""type":{}"#] {
        let memo = format!(r#"{{{memo},"contents":"{SECRET}"}}"#);
        let with = room(&format!("[ {message},{memo} , {message} ]"));
        let without = room(&format!("[ {message} , {message} ]"));
        assert_eq!(read(&with, "read").await.body, without.as_bytes(), "{memo}");
        assert_eq!(read(&with, "read live send list").await.body, without.as_bytes(), "{memo}");
        assert_eq!(read(&with, "read memo").await.body, with.as_bytes(), "{memo}");
    }
}

#[tokio::test]
async fn a_room_without_memos_is_passed_on_as_it_is() {
    let body = room(r#"[{"type":"C"},{"contents":"M"}]"#);
    assert_eq!(read(&body, "read").await.body, body.as_bytes());
}

#[tokio::test]
async fn a_room_in_which_memos_could_hide_is_not_passed_on() {
    for body in [
        room(&format!(r#""[{{\"type\":\"M\",\"contents\":\"{SECRET}\"}}]""#)),
        format!(r#"{{"data":{{"list":[{{"message":[{{"type":"M","contents":"{SECRET}"}}]}}]}}}}"#),
        format!(r#"{{"result":"success","data":[],"memos":[{{"type":"M","contents":"{SECRET}"}}]}}"#),
    ] {
        let answer = read(&body, "read").await;
        assert_eq!((answer.status.as_u16(), answer.slug().as_str()), (502, "vendor-unreadable"), "{body}");
        assert!(!String::from_utf8_lossy(&answer.body).contains(SECRET));
        assert_eq!(read(&body, "read memo").await.body, body.as_bytes());
    }
}

#[tokio::test]
async fn a_large_room_loses_its_memos_too() {
    let rows: Vec<_> = (0..40_000)
        .map(|id| {
            let (kind, contents) = if id % 3 == 0 { ("M", SECRET) } else { ("C", "안녕하세요") };
            format!(r#"{{"id":"{id}","type":"{kind}","contents_type":"text","contents":"{contents}"}}"#)
        })
        .collect();
    let answer = read(&room(&format!("[{}]", rows.join(","))), "read").await;
    let kept: Vec<_> = rows.into_iter().filter(|row| !row.contains(SECRET)).collect();
    assert_eq!(answer.body, room(&format!("[{}]", kept.join(","))).as_bytes());
}
