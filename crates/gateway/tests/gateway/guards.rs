//! The guards of `--auth none`, and CORS: who may ask, from which page.

use std::{net::SocketAddr, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo, http::Request};
use happytalk_gateway::{AppState, router};
use tower::ServiceExt as _;

use crate::{
    browser::{HOST, alone, request, send, settings},
    peer::{Peer, json},
};

const ROOM: &str = "/api/rooms/a";
const PAGES: [&str; 4] = [ROOM, "/", "/index.html", "/healthz"];

/// A gateway that lets `https://admin.example` in, and its peer.
async fn open_to_admin() -> (Router, Peer) {
    let peer = Peer::start(json(r#"{"result":"success"}"#)).await;
    let mut settings = settings(&peer.base, Duration::from_secs(5));
    settings.allow_origins = vec!["https://admin.example".parse().unwrap()];
    (router(AppState::new(settings)), peer)
}

#[tokio::test]
async fn only_the_listening_address_and_localhost_are_answered() {
    let gateway = alone();
    for (host, status) in [
        (Some("127.0.0.1:8787"), 200),
        (Some("localhost:8787"), 200),
        (Some("LocalHost:8787"), 200),
        (Some("127.0.0.1"), 403),
        (Some("localhost:80"), 403),
        (Some("evil.example:8787"), 403),
        (Some("127.0.0.1:8787, evil.example"), 403),
        (Some("evil.example@127.0.0.1:8787"), 403),
        (Some(""), 403),
        (None, 403),
    ] {
        for path in ["/healthz", "/", "/nowhere"] {
            let request = axum::http::Request::builder().uri(path);
            let request = host.into_iter().fold(request, |request, host| request.header("host", host));
            let answer = send(&gateway, request.body(Body::empty()).unwrap()).await;
            let expected = if status == 200 && path == "/nowhere" { 404 } else { status };
            assert_eq!(answer.status, expected, "{host:?} {path}");
            if status == 403 {
                assert_eq!(answer.slug(), "forbidden");
            }
        }
    }
}

#[tokio::test]
async fn two_hosts_in_one_request_are_refused() {
    let gateway = alone();
    let twice = request("GET", "/healthz").header("host", HOST).body(Body::empty()).unwrap();
    assert_eq!(send(&gateway, twice).await.status, 403);
    let absolute = request("GET", "http://evil.example/healthz").body(Body::empty()).unwrap();
    assert_eq!(send(&gateway, absolute).await.status, 403);
    let same = request("GET", "http://127.0.0.1:8787/healthz").body(Body::empty()).unwrap();
    assert_eq!(send(&gateway, same).await.status, 200);
}

#[tokio::test]
async fn a_request_through_a_proxy_is_refused() {
    let gateway = alone();
    for header in ["forwarded", "x-forwarded-for", "X-Forwarded-Host", "x-forwarded-proto", "x-forwarded-anything"] {
        for path in PAGES.iter().chain(&["/happytalk.js"]) {
            let answer = send(&gateway, request("GET", path).header(header, "x").body(Body::empty()).unwrap()).await;
            assert_eq!((answer.status.as_u16(), answer.slug().as_str()), (403, "forbidden"), "{header} {path}");
        }
    }
}

#[tokio::test]
async fn a_foreign_origin_gets_no_page_and_no_data() {
    let (gateway, peer) = open_to_admin().await;
    for origin in [
        "https://evil.example",
        "http://127.0.0.1",
        "https://127.0.0.1:8787",
        "null",
        "",
        "https://admin.example.evil.example",
    ] {
        for path in PAGES {
            for method in ["GET", "HEAD", "POST", "OPTIONS"] {
                let request = request(method, path).header("origin", origin).body(Body::empty()).unwrap();
                let answer = send(&gateway, request).await;
                assert_eq!(answer.status, 403, "{origin} {method} {path}");
                assert_eq!(answer.header("access-control-allow-origin"), "", "{origin} {method} {path}");
            }
        }
    }
    assert!(peer.calls().is_empty());
}

#[tokio::test]
async fn its_own_pages_may_name_their_origin() {
    let (gateway, _peer) = open_to_admin().await;
    for origin in ["http://127.0.0.1:8787", "http://localhost:8787"] {
        let request = request("GET", ROOM).header("origin", origin).body(Body::empty()).unwrap();
        assert_eq!(send(&gateway, request).await.status, 200, "{origin}");
    }
}

#[tokio::test]
async fn an_allowed_origin_may_read_rooms_and_frame_the_page() {
    let (gateway, _peer) = open_to_admin().await;
    let origin = "https://admin.example";
    let get = request("GET", ROOM).header("origin", origin).header("sec-fetch-site", "cross-site");
    let answer = send(&gateway, get.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), origin);
    assert_eq!(answer.header("access-control-allow-credentials"), "");
    // What the page's scripts may read besides the body.
    assert_eq!(
        answer.header("access-control-expose-headers"),
        "retry-after,happytalk-can,idempotent-replayed,x-request-id,happytalk-gateway-version"
    );
    // The same id is in the log; the viewer's diagnostics name both.
    assert_ne!(answer.header("x-request-id"), "");
    assert_eq!(answer.header("happytalk-gateway-version"), env!("CARGO_PKG_VERSION"));
    assert!(answer.header("vary").contains("origin"));
    assert!(answer.header("content-security-policy").contains("frame-ancestors 'self' https://admin.example; "));

    let preflight = request("OPTIONS", ROOM)
        .header("origin", origin)
        .header("access-control-request-method", "GET")
        .header("access-control-request-headers", "authorization,x-tenant");
    let answer = send(&gateway, preflight.body(Body::empty()).unwrap()).await;
    assert!(answer.status.is_success());
    assert_eq!(answer.header("access-control-allow-origin"), origin);
    assert_eq!(answer.header("access-control-allow-methods"), "GET,POST");
    assert_eq!(answer.header("access-control-allow-headers"), "authorization,x-tenant");

    // A problem can be read there too, else the viewer could not say what went wrong.
    let bad = request("GET", "/api/rooms/a.b").header("origin", origin).body(Body::empty()).unwrap();
    let answer = send(&gateway, bad).await;
    assert_eq!((answer.status.as_u16(), answer.header("access-control-allow-origin")), (400, origin));
}

#[tokio::test]
async fn a_page_of_an_allowed_origin_is_told_when_to_come_again() {
    let (gateway, _peer) = open_to_admin().await;
    let unread = async |path: &str, count: usize| {
        let mut answers = Vec::new();
        for _ in 0..count {
            let request = request("GET", path).body(Body::empty()).unwrap();
            answers.push(gateway.clone().oneshot(request).await.unwrap());
        }
        answers
    };
    // Files that nobody reads take no place, answers that nobody reads take all of them.
    let _files = unread("/", 1100).await;
    let held = unread("/api/rooms/a.b", 1024).await;
    assert!(held.iter().all(|answer| answer.status() == 400));
    for (origin, allowed) in [("https://admin.example", "https://admin.example"), ("https://evil.example", "")] {
        let get = request("GET", ROOM).header("origin", origin).body(Body::empty()).unwrap();
        let answer = send(&gateway, get).await;
        assert_eq!((answer.status.as_u16(), answer.slug().as_str()), (503, "overloaded"), "{origin}");
        assert_eq!(answer.header("access-control-allow-origin"), allowed);
        assert_eq!(answer.header("retry-after"), "5");
        let exposed = answer.header("access-control-expose-headers");
        assert_eq!(
            (exposed, answer.header("vary")),
            if allowed.is_empty() {
                ("", "")
            } else {
                ("retry-after,x-request-id,happytalk-gateway-version", "origin")
            }
        );
    }
    let get = request("GET", "/").header("origin", "https://admin.example").body(Body::empty()).unwrap();
    assert_eq!(send(&gateway, get).await.header("access-control-allow-origin"), "", "only data is theirs");
    // What a browser asks first, or it would not ask at all.
    let preflight = request("OPTIONS", ROOM)
        .header("origin", "https://admin.example")
        .header("access-control-request-method", "GET")
        .header("access-control-request-headers", "authorization");
    assert!(send(&gateway, preflight.body(Body::empty()).unwrap()).await.status.is_success());
    drop(held);
    // What the layer has been at is not said twice.
    let get = request("GET", ROOM).header("origin", "https://admin.example").body(Body::empty()).unwrap();
    let answer = send(&gateway, get).await;
    assert_eq!(
        (answer.status.as_u16(), answer.headers.get_all("access-control-allow-origin").iter().count()),
        (200, 1)
    );
    // Another refusal that stands outside of it.
    let get = Request::get(ROOM).header("host", "evil.example").header("origin", "https://admin.example");
    let answer = send(&gateway, get.body(Body::empty()).unwrap()).await;
    assert_eq!((answer.status.as_u16(), answer.header("access-control-allow-origin")), (403, "https://admin.example"));
}

#[tokio::test]
async fn a_request_that_another_site_caused_gets_no_data_even_without_an_origin() {
    let (gateway, peer) = open_to_admin().await;
    for site in ["cross-site", "same-site", "nonsense"] {
        let request = request("GET", ROOM).header("sec-fetch-site", site).body(Body::empty()).unwrap();
        assert_eq!(send(&gateway, request).await.status, 403, "{site}");
    }
    assert!(peer.calls().is_empty());
    for site in ["same-origin", "none"] {
        let request = request("GET", ROOM).header("sec-fetch-site", site).body(Body::empty()).unwrap();
        assert_eq!(send(&gateway, request).await.status, 200, "{site}");
    }
    // A link on another site may lead to the viewer.
    let link = request("GET", "/?room=a").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
    assert_eq!(send(&gateway, link).await.status, 200);
}

/// The headers that `trunk serve` sends for a page at this host: its own `Host` has no port.
const FROM_TRUNK: [(&str, &str); 4] = [
    ("host", "127.0.0.1"),
    ("x-forwarded-host", "127.0.0.1:8080"),
    ("x-forwarded-proto", "http"),
    ("sec-fetch-site", "same-origin"),
];

/// Sends a `GET` of a room over a peer's connection.
async fn forwarded(gateway: &Router, peer: &str, headers: &[(&str, &str)]) -> u16 {
    let peer: SocketAddr = peer.parse().unwrap();
    let request = headers.iter().fold(Request::get(ROOM), |request, (name, value)| request.header(*name, *value));
    send(gateway, request.extension(ConnectInfo(peer)).body(Body::empty()).unwrap()).await.status.as_u16()
}

/// The headers of Trunk with one replaced or added.
fn from_trunk_with<'a>(name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let others = FROM_TRUNK.into_iter().filter(|(other, _)| *other != name);
    others.chain([(name, value)]).collect()
}

#[tokio::test]
async fn the_demo_accepts_a_development_server_on_loopback() {
    let vendor = Peer::start(json(r#"{"result":"success"}"#)).await;
    let demo = router(AppState::for_demo(settings(&vendor.base, Duration::from_secs(5))));
    for peer in ["127.0.0.1:50000", "[::1]:50000", "[::ffff:127.0.0.1]:50000"] {
        assert_eq!(forwarded(&demo, peer, &FROM_TRUNK).await, 200, "{peer}");
    }
    for (name, value) in [
        ("origin", "http://127.0.0.1:8080"),
        ("origin", "http://localhost:3000"),
        ("x-forwarded-host", "localhost:8080"),
        ("host", "localhost:8787"),
        ("x-forwarded-for", "127.0.0.1"),
    ] {
        assert_eq!(forwarded(&demo, "127.0.0.1:50000", &from_trunk_with(name, value)).await, 200, "{name}: {value}");
    }
}

#[tokio::test]
async fn the_demo_refuses_other_proxies_and_foreign_names() {
    let vendor = Peer::start(json(r#"{"result":"success"}"#)).await;
    let demo = router(AppState::for_demo(settings(&vendor.base, Duration::from_secs(5))));
    for peer in ["192.0.2.1:50000", "[2001:db8::1]:50000"] {
        assert_eq!(forwarded(&demo, peer, &FROM_TRUNK).await, 403, "{peer}");
    }
    for (name, value) in [
        ("host", "evil.example"),
        ("host", "192.0.2.1:8787"),
        ("x-forwarded-host", "evil.example:8080"),
        ("x-forwarded-host", "127.0.0.1, evil.example"),
        ("origin", "http://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("forwarded", "host=127.0.0.1"),
    ] {
        assert_eq!(forwarded(&demo, "127.0.0.1:50000", &from_trunk_with(name, value)).await, 403, "{name}: {value}");
    }
    // Without forwarding headers the rules are those of `--auth none`.
    assert_eq!(forwarded(&demo, "127.0.0.1:50000", &[("host", "127.0.0.1:8080")]).await, 403);
    assert!(vendor.calls().is_empty());
}

#[tokio::test]
async fn without_the_demo_a_development_server_is_refused() {
    let gateway = alone();
    assert_eq!(forwarded(&gateway, "127.0.0.1:50000", &FROM_TRUNK).await, 403);
    assert_eq!(forwarded(&gateway, "127.0.0.1:50000", &from_trunk_with("host", HOST)).await, 403);
}
