//! `GET /api/rooms`: what may be asked, what the vendor is asked then, and what it answers.

use std::time::Duration;

use axum::{Router, body::Body};
use happytalk_gateway::{AppState, router};
use serde_json::{Value, json};

use crate::{
    browser::{TOKEN, get, request, send, settings},
    peer::{Peer, Reply, answer, json},
};

const PAGE: &str = "{\"result\":\"success\", \"data\":{\"page\":\"1\",\"chat_list\":[{\"id\":1e2}]}}\n";

async fn vendor(reply: Reply) -> (Peer, Router) {
    let peer = Peer::start(reply).await;
    let gateway = router(AppState::new(settings(&peer.base, Duration::from_secs(5))));
    (peer, gateway)
}

#[tokio::test]
async fn every_parameter_is_told_to_the_vendor_in_its_own_name() {
    let asked = |more: Value| {
        let mut body = json!({
            "token": TOKEN, "status": 99, "sort_key": "reg_date", "sort_value": "desc", "limit": 10, "page": 1,
        });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    for (query, more) in [
        ("", json!({})),
        ("?", json!({})),
        ("?date=2025-10-01", json!({ "ndate": "2025-10-01" })),
        ("?date=2024-02-29", json!({ "ndate": "2024-02-29" })),
        ("?from=2025-09-01&to=2025-09-01", json!({ "sdate": "2025-09-01", "edate": "2025-09-01" })),
        ("?to=2025-10-01&date=2022-05-26&from=2025-09-01", json!({ "sdate": "2025-09-01", "edate": "2025-10-01" })),
        ("?status=-2", json!({ "status": -2 })),
        (
            "?status=0&sort=complate_date&order=asc",
            json!({
                "status": 0, "sort_key": "complate_date", "sort_value": "asc",
            }),
        ),
        ("?limit=50&page=4294967295", json!({ "limit": 50, "page": 4_294_967_295_u32 })),
        ("?limit=1&page=1", json!({ "limit": 1 })),
        ("?%73tatus=%31", json!({ "status": 1 })),
    ] {
        let (peer, gateway) = vendor(json(PAGE)).await;
        let answer = get(&gateway, &format!("/api/rooms{query}")).await;
        assert_eq!((answer.status.as_u16(), &answer.body[..]), (200, PAGE.as_bytes()), "{query}");
        assert_eq!(answer.header("content-type"), "application/json");
        let [call] = &peer.calls()[..] else { panic!("{query}: {:?}", peer.calls()) };
        assert!(call.head.starts_with("POST /user/api/chat_room_lists/format/json HTTP/1.1\r\n"), "{}", call.head);
        assert_eq!(serde_json::from_str::<Value>(&call.body).unwrap(), asked(more), "{query}");
    }
}

#[tokio::test]
async fn what_the_contract_does_not_allow_is_named_and_never_reaches_the_vendor() {
    let (peer, gateway) = vendor(json(PAGE)).await;
    for (query, name) in [
        ("date=", "date"),
        ("date", "date"),
        ("date=2025-02-29", "date"),
        ("date=2025-2-9", "date"),
        ("date=20250209", "date"),
        ("date=2025-10-01%20", "date"),
        ("date=2025-10-01&date=2025-10-01", "date"),
        ("from=2025-10-01", "to"),
        ("to=2025-10-01", "from"),
        ("from=2025-10-01&to=2025-13-01", "to"),
        ("from=yesterday&to=2025-10-01", "from"),
        ("from=2025-10-02&to=2025-10-01", "to"),
        ("from=2025-10-01&to=2025-10-02&date=x", "date"),
        ("status=4", "status"),
        ("status=all", "status"),
        ("status=%2B1", "status"),
        ("status=01", "status"),
        ("status=", "status"),
        ("status=1&status=1", "status"),
        ("sort=complete_date", "sort"),
        ("sort=REG_DATE", "sort"),
        ("order=ASC", "order"),
        ("order=asc;limit=5", "order"),
        ("limit=0", "limit"),
        ("limit=51", "limit"),
        ("limit=-1", "limit"),
        ("limit=1e1", "limit"),
        ("limit=%2B5", "limit"),
        ("limit=266", "limit"),
        ("limit=", "limit"),
        ("page=0", "page"),
        ("page=4294967296", "page"),
        ("page=1.0", "page"),
        ("page=%EF%BC%91", "page"),
        ("token=x", "token"),
        ("sdate=2025-10-01", "sdate"),
        ("FROM=2025-10-01", "FROM"),
        ("room_id=a", "room_id"),
        ("%ED%95%9C=1", "한"),
        ("=1", ""),
        ("limit=5&&nothing", "nothing"),
    ] {
        let answer = get(&gateway, &format!("/api/rooms?{query}")).await;
        assert_eq!((answer.status.as_u16(), answer.slug().as_str()), (400, "bad-parameter"), "{query}");
        assert_eq!(answer.problem()["parameter"], name, "{query}");
    }
    let long = "x".repeat(5000);
    let named = get(&gateway, &format!("/api/rooms?{long}=1")).await.problem()["parameter"].clone();
    assert_eq!(named, "x".repeat(64), "a name is told, not echoed at length");
    assert_eq!(peer.calls().len(), 0);
}

#[tokio::test]
async fn a_period_too_long_names_the_parameter_and_the_vendors_code() {
    for (query, name) in [("?from=2025-01-01&to=2025-10-01", "from"), ("?date=2025-10-01", "date"), ("", "date")] {
        let (_peer, gateway) = vendor(json(r#"{"result":"fail","code":-504,"message":"overDate"}"#)).await;
        let answer = get(&gateway, &format!("/api/rooms{query}")).await;
        assert_eq!((answer.status.as_u16(), answer.slug().as_str()), (400, "bad-parameter"), "{query}");
        let problem = answer.problem();
        assert_eq!(problem["parameter"], name);
        assert_eq!((&problem["vendor_code"], &problem["vendor_message"]), (&json!(-504), &json!("overDate")));
    }
}

#[tokio::test]
async fn every_other_failure_is_told_as_a_rooms_is() {
    for (reply, status, slug) in [
        (json(r#"{"result":"fail","code":-501,"message":"token"}"#), 502, "vendor-credentials"),
        (json(r#"{"result":"fail","code":-502,"message":"unAuthorized"}"#), 502, "vendor-credentials"),
        (json(r#"{"result":"fail","code":-599}"#), 502, "vendor-failed"),
        (json("<!doctype html>"), 502, "vendor-unreadable"),
        (json(""), 502, "vendor-unreadable"),
        (answer("500 Oops", "", "trace"), 502, "vendor-failed"),
        (answer("429 Too Many Requests", "retry-after: 7\r\n", ""), 429, "too-many"),
        (Reply::Reset(Vec::new()), 502, "vendor-failed"),
    ] {
        let (_peer, gateway) = vendor(reply).await;
        let answer = get(&gateway, "/api/rooms").await;
        assert_eq!((answer.status.as_u16(), answer.slug().as_str()), (status, slug));
    }
    let peer = Peer::start(Reply::Silence(Vec::new())).await;
    let answer = get(&router(AppState::new(settings(&peer.base, Duration::from_millis(300)))), "/api/rooms").await;
    assert_eq!((answer.status.as_u16(), answer.slug().as_str()), (504, "vendor-timeout"));
}

#[tokio::test]
async fn other_methods_are_not_allowed_and_never_reach_the_vendor() {
    let (peer, gateway) = vendor(json(PAGE)).await;
    for method in ["POST", "PUT", "DELETE"] {
        let answer = send(&gateway, request(method, "/api/rooms").body(Body::empty()).unwrap()).await;
        assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "GET,HEAD"), "{method}");
    }
    assert_eq!(peer.calls().len(), 0);
}
