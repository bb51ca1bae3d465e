//! What an operator relies on: readiness, request ids, logs that machines read.

use std::{net::SocketAddr, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Request, StatusCode},
};
use happytalk_gateway::{
    AppState, Settings, router,
    serve::{Limits, serve},
};
use tokio::{net::TcpListener, sync::oneshot};
use url::Url;

use crate::{
    binary::{gateway, get as ask, started, stop},
    browser::{HOST, TOKEN, alone, get, request, send, settings},
};

fn nowhere() -> Url {
    Url::parse("http://127.0.0.1:9").unwrap()
}

#[tokio::test]
async fn it_is_ready_and_says_of_which_parts() {
    let answer = get(&alone(), "/readyz").await;
    assert_eq!(answer.status, StatusCode::OK);
    let body: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!((&body["ready"], &body["parts"]["serving"]), (&true.into(), &"ok".into()));
}

#[tokio::test]
async fn told_to_stop_it_is_not_ready_but_serves() {
    let state =
        AppState::new(Settings { listen: HOST.parse().unwrap(), ..settings(&nowhere(), Duration::from_secs(5)) });
    let router = router(state.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let mut streams = state.draining();
    let limits = Limits { linger: Duration::from_millis(300), ..Limits::default() };
    let serving = tokio::spawn(serve(listener, router.clone(), limits, state.drain(), async { drop(stopped.await) }));
    assert_eq!(get(&router, "/readyz").await.status, StatusCode::OK);
    stop.send(()).unwrap();
    while !state.drain().has_begun() {
        tokio::task::yield_now().await;
    }
    let answer = get(&router, "/readyz").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(String::from_utf8_lossy(&answer.body).contains(r#""serving":"stopping""#));
    assert_eq!(get(&router, "/healthz").await.status, StatusCode::OK);
    serving.await.unwrap();
    assert!(*streams.borrow_and_update(), "streams were not told");
}

async fn request_id(router: &Router, peer: &str, brought: &str) -> String {
    let peer: SocketAddr = peer.parse().unwrap();
    let mut request: Request<Body> =
        request("GET", "/healthz").header("x-request-id", brought).body(Body::empty()).unwrap();
    request.extensions_mut().insert(ConnectInfo(peer));
    send(router, request).await.header("x-request-id").to_owned()
}

#[tokio::test]
async fn a_request_id_is_taken_from_a_trusted_proxy_alone() {
    let trusting = Settings {
        trusted_proxies: vec!["10.0.0.0/8".parse().unwrap()],
        ..settings(&nowhere(), Duration::from_secs(5))
    };
    let router = router(AppState::new(trusting));
    assert_eq!(request_id(&router, "10.1.2.3:4", "the-proxys-own").await, "the-proxys-own");
    for (peer, brought) in [("192.0.2.1:4", "forged"), ("10.1.2.3:4", "forged line"), ("10.1.2.3:4", "")] {
        let id = request_id(&router, peer, brought).await;
        assert!(id != brought && id.len() > 16, "{id}");
    }
    let (one, other) = (get(&router, "/").await, get(&router, "/nothing").await);
    assert_ne!(one.header("x-request-id"), other.header("x-request-id"));
}

#[test]
fn the_log_is_json_lines_with_the_answers_request_id_and_names_neither_query_nor_unknown_paths() {
    let said = ["serve", "--auth", "none", "--listen", "127.0.0.1:0", "--customer-api", "http://127.0.0.1:9"];
    let (child, addr) =
        started(gateway(&said).env("HAPPYTALK_CUSTOMER_TOKEN", TOKEN).env("HAPPYTALK_LOG", "happytalk_gateway=debug"));
    let answer = ask(&addr, "/api/rooms/room-1?x=kim@example.com");
    let id = answer.lines().find_map(|line| line.strip_prefix("x-request-id: ")).unwrap().to_owned();
    ask(&addr, "/hooks/0123456789abcdef/message/kim?kim@example.com");
    let (_, log) = stop(child, "-TERM");
    let records: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let record = records.iter().find(|record| record["id"] == id.as_str()).unwrap();
    assert_eq!((&record["room"], &record["outcome"]), (&"room-1".into(), &"bad-parameter".into()), "{record}");
    assert!(record["timestamp"].is_string() && record["subject"] == "none", "{record}");
    for personal in ["kim", "0123456789abcdef", TOKEN] {
        assert!(!log.contains(personal), "{personal}: {log}");
    }
}

#[test]
fn the_second_signal_stops_at_once() {
    let said = ["serve", "--auth", "none", "--listen", "127.0.0.1:0", "--customer-api", "http://127.0.0.1:9"];
    let (mut child, addr) = started(gateway(&said).env("HAPPYTALK_CUSTOMER_TOKEN", TOKEN));
    let send = || {
        let sent = std::process::Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    };
    send();
    while ask(&addr, "/readyz").starts_with("HTTP/1.1 200") {
        std::thread::sleep(Duration::from_millis(10));
    }
    let second = std::time::Instant::now();
    send();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(second.elapsed() < Limits::default().linger, "it lingered");
}
