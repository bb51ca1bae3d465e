//! `--auth jwt`: which tokens count, and what each may do. Refusals never reach the vendor.

use std::time::Duration;

use axum::{Router, body::Body};
use happytalk_gateway::{AppState, router};
use serde_json::{Value, json};

use crate::{
    browser::{Answer, request, send, settings, settings_for, vendor_settings},
    logs::capture,
    peer::{Peer, json},
    tokens::{NOW, PUBLIC, Signer, base64url, claims, ed, hs, jwk, jwt, jwt_at, with},
};

const ROOM: &str = "/api/rooms/a";

async fn gateway() -> (Router, Peer) {
    let peer = Peer::start(json(r#"{"result":"success","data":[]}"#)).await;
    let mut settings = settings(&peer.base, Duration::from_secs(5));
    settings.auth = jwt();
    (router(AppState::new(settings)), peer)
}

async fn ask(gateway: &Router, path: &str, token: &str) -> Answer {
    let request = request("GET", path).header("authorization", format!("Bearer {token}"));
    send(gateway, request.body(Body::empty()).unwrap()).await
}

fn all() -> Value {
    claims(&json!("*"), "read")
}

#[tokio::test]
async fn a_good_token_of_either_kind_reads_its_room() {
    let (gateway, peer) = gateway().await;
    let mut expected = 0;
    for signer in [ed(), hs()] {
        for good in [
            all(),
            claims(&json!(["a"]), "read"),
            claims(&json!(["b", "a"]), "list  read unknown"),
            with(&all(), "scope", json!(["read", "live"])),
            with(&all(), "aud", json!(["other", "happytalk-gateway"])),
            with(&all(), "exp", json!(NOW + 3600)),
            with(&all(), "exp", json!(NOW + 3605)),
            with(&all(), "exp", json!(NOW - 4)),
            with(&all(), "nbf", json!(NOW + 5)),
            with(&all(), "iat", json!(NOW)),
            with(&all(), "sub", Value::Null),
            with(&all(), "other", json!({ "is": "ignored" })),
        ] {
            let answer = ask(&gateway, ROOM, &signer.sign(&good)).await;
            assert_eq!(answer.status, 200, "{good}");
            expected += 1;
        }
    }
    assert_eq!(peer.calls().len(), expected);
}

#[tokio::test]
async fn claims_that_are_not_the_contracts_do_not_count() {
    let (gateway, peer) = gateway().await;
    for (name, value) in [
        ("aud", Value::Null),
        ("aud", json!("")),
        ("aud", json!("happytalk-gateway ")),
        ("aud", json!("Happytalk-Gateway")),
        ("aud", json!("https://happytalk-gateway")),
        ("aud", json!(["other"])),
        ("aud", json!({ "happytalk-gateway": 1 })),
        ("exp", Value::Null),
        ("exp", json!(NOW - 5)),
        ("exp", json!(NOW - 3600)),
        ("exp", json!(0)),
        ("exp", json!(-1)),
        ("exp", json!(NOW + 3606)),
        ("exp", json!(NOW * 1000)),
        ("exp", json!(1e300)),
        ("exp", json!((NOW + 600).to_string())),
        ("exp", json!([NOW + 600])),
        ("nbf", json!(NOW + 6)),
        ("nbf", json!("soon")),
        ("iat", json!(NOW + 6)),
        ("rooms", Value::Null),
        ("rooms", json!("a")),
        ("rooms", json!("**")),
        ("rooms", json!(["*"])),
        ("rooms", json!(["a", "../b"])),
        ("rooms", json!(["a", 1])),
        ("rooms", json!({ "a": true })),
        ("rooms", json!(true)),
        ("scope", json!(7)),
        ("scope", json!({ "read": true })),
        ("scope", json!(["read", 1])),
        ("sub", json!(7)),
    ] {
        let bad = with(&all(), name, value);
        refused(&ask(&gateway, ROOM, &ed().sign(&bad)).await, &bad.to_string());
    }
    assert!(peer.calls().is_empty());
}

#[tokio::test]
async fn a_header_that_is_not_the_keys_does_not_count() {
    let (gateway, peer) = gateway().await;
    let own_key = json!({ "kty": "oct", "k": base64url(b"attacker-attacker-attacker-attac") });
    let attacker = Signer::hs256("ed", b"attacker-attacker-attacker-attac");
    let public = Signer::hs256("ed", PUBLIC.as_bytes());
    let good = all();
    for (name, token) in [
        ("alg none", ed().sign_as(&json!({ "alg": "none", "kid": "ed" }), &good)),
        ("alg None", ed().sign_as(&json!({ "alg": "None", "kid": "ed" }), &good)),
        ("alg none, unsigned", unsigned(&json!({ "alg": "none", "kid": "ed" }), &good)),
        ("no alg", ed().sign_as(&json!({ "kid": "ed" }), &good)),
        ("HS256 by the public key's text", public.sign(&good)),
        ("HS256 by another secret, kid of the Ed25519 key", attacker.sign(&good)),
        ("HS512 by the right secret", hs().sign_as(&json!({ "alg": "HS512", "kid": "hs" }), &good)),
        ("EdDSA said, HS256 signed", hs().sign_as(&json!({ "alg": "EdDSA", "kid": "hs" }), &good)),
        ("HS256 said, EdDSA signed", ed().sign_as(&json!({ "alg": "HS256", "kid": "hs" }), &good)),
        ("RS256", ed().sign_as(&json!({ "alg": "RS256", "kid": "ed" }), &good)),
        ("no kid", ed().sign_as(&json!({ "alg": "EdDSA" }), &good)),
        ("empty kid", ed().sign_as(&json!({ "alg": "EdDSA", "kid": "" }), &good)),
        ("kid of the other key", ed().sign_as(&json!({ "alg": "EdDSA", "kid": "hs" }), &good)),
        ("kid in another case", ed().sign_as(&json!({ "alg": "EdDSA", "kid": "ED" }), &good)),
        ("kid as a path", ed().sign_as(&json!({ "alg": "EdDSA", "kid": "../../dev/null" }), &good)),
        ("kid as SQL", ed().sign_as(&json!({ "alg": "EdDSA", "kid": "ed' OR '1'='1" }), &good)),
        ("kid as a list", ed().sign_as(&json!({ "alg": "EdDSA", "kid": ["ed"] }), &good)),
        ("kid as a number", ed().sign_as(&json!({ "alg": "EdDSA", "kid": 0 }), &good)),
        ("two kids", ed().sign_text(r#"{"alg":"EdDSA","kid":"x","kid":"ed"}"#, &good.to_string())),
        ("crit", ed().sign_as(&json!({ "alg": "EdDSA", "kid": "ed", "crit": ["exp"] }), &good)),
        ("b64 by crit", ed().sign_as(&json!({ "alg": "EdDSA", "kid": "ed", "b64": false, "crit": ["b64"] }), &good)),
        ("own key in the header", attacker.sign_as(&json!({ "alg": "HS256", "kid": "x", "jwk": own_key }), &good)),
        ("own key at a URL", attacker.sign_as(&json!({ "alg": "HS256", "jku": "https://evil.example/k" }), &good)),
        (
            "own certificate",
            attacker.sign_as(&json!({ "alg": "HS256", "kid": "ed", "x5u": "https://evil.example" }), &good),
        ),
        ("two exp", ed().sign_text(&ed().header().to_string(), &doubled(&good))),
        ("claims no object", ed().sign_text(&ed().header().to_string(), "[]")),
        ("claims no JSON", ed().sign_text(&ed().header().to_string(), "{")),
        ("header no JSON", ed().sign_text("{", &good.to_string())),
    ] {
        refused(&ask(&gateway, ROOM, &token).await, name);
    }
    assert!(peer.calls().is_empty());
}

#[tokio::test]
async fn a_key_in_the_header_changes_nothing() {
    let (gateway, _peer) = gateway().await;
    let header = json!({ "alg": "EdDSA", "kid": "ed", "jku": "https://evil.example/k", "jwk": jwk(&ed()) });
    assert_eq!(ask(&gateway, ROOM, &ed().sign_as(&header, &all())).await.status, 200);
}

#[tokio::test]
async fn a_token_that_was_touched_does_not_count() {
    let (gateway, peer) = gateway().await;
    for signer in [ed(), hs()] {
        let token = signer.sign(&claims(&json!(["b"]), "read"));
        let parts: Vec<_> = token.split('.').collect();
        let [header, payload, signature] = parts[..] else { panic!("{token}") };
        let other = base64url(all().to_string().as_bytes());
        for touched in [
            format!("{header}.{other}.{signature}"),
            format!("{header}.{payload}."),
            format!("{header}.{payload}"),
            format!("{header}.{payload}.{}", &signature[1..]),
            format!("{header}.{payload}.{}", "A".repeat(signature.len())),
            format!("{header}.{payload}.{signature}.{signature}"),
            format!("{header}.{payload}.{signature}="),
            format!(".{payload}.{signature}"),
            format!("{header}..{signature}"),
            String::from(".."),
            String::new(),
            "x".repeat(9000),
            format!("{token}{}", "A".repeat(9000)),
        ] {
            refused(&ask(&gateway, "/api/rooms/b", &touched).await, &touched);
        }
        // Each byte of it by itself.
        for at in (0..token.len()).step_by(7) {
            let mut bytes = token.clone().into_bytes();
            bytes[at] = if bytes[at] == b'B' { b'C' } else { b'B' };
            let touched = String::from_utf8(bytes).unwrap();
            refused(&ask(&gateway, "/api/rooms/b", &touched).await, &touched);
        }
    }
    assert!(peer.calls().is_empty());
}

#[tokio::test]
async fn a_token_stands_in_one_authorization_header_and_nowhere_else() {
    let (gateway, peer) = gateway().await;
    let token = ed().sign(&all());
    let bearer = format!("Bearer {token}");
    for headers in [
        &[][..],
        &[("authorization", "")],
        &[("authorization", "Bearer")],
        &[("authorization", "Bearer ")],
        &[("authorization", &token)],
        &[("authorization", "Basic dXNlcjpwYXNz")],
        &[("authorization", &bearer), ("authorization", &bearer)],
        &[("proxy-authorization", &bearer)],
        &[("x-authorization", &bearer)],
        &[("token", &token)],
        &[("cookie", &format!("token={token}"))],
    ] {
        let request = headers.iter().fold(request("GET", ROOM), |request, (name, value)| request.header(*name, *value));
        refused(&send(&gateway, request.body(Body::empty()).unwrap()).await, &format!("{headers:?}"));
    }
    for query in ["token", "access_token", "authorization", "jwt"] {
        refused(&ask(&gateway, &format!("{ROOM}?{query}={token}"), "x").await, query);
        // With a good one in its place, the query is refused by name.
        let answer = ask(&gateway, &format!("{ROOM}?{query}={token}"), &token).await;
        assert_eq!((answer.status.as_u16(), answer.problem()["parameter"].as_str()), (400, Some(query)));
    }
    assert!(peer.calls().is_empty());
}

#[tokio::test]
async fn a_good_token_is_good_for_its_rooms_and_rights_alone() {
    let (gateway, peer) = gateway().await;
    for (rooms, scope, room) in [
        (json!(["b"]), "read", "a"),
        (json!(["A"]), "read", "a"),
        (json!(["aa", "b"]), "read", "a"),
        (json!([]), "read", "a"),
        (json!("*"), "", "a"),
        (json!("*"), "list live send memo", "a"),
        (json!("*"), "READ", "a"),
        (json!("*"), "read,list", "a"),
        (json!("*"), "reader", "a"),
    ] {
        let answer = ask(&gateway, &format!("/api/rooms/{room}"), &ed().sign(&claims(&rooms, scope))).await;
        assert_eq!((answer.status.as_u16(), answer.slug().as_str()), (403, "forbidden"), "{rooms} {scope}");
    }
    let nothing = with(&all(), "scope", Value::Null);
    assert_eq!(ask(&gateway, ROOM, &ed().sign(&nothing)).await.status, 403);
    assert!(peer.calls().is_empty());
}

#[tokio::test]
async fn a_clock_that_is_an_hour_off_refuses_tokens() {
    let peer = Peer::start(json(r#"{"result":"success"}"#)).await;
    for (off, status) in [(-3600, 401), (-606, 200), (0, 200), (594, 200), (605, 401), (3600, 401)] {
        let mut settings = settings(&peer.base, Duration::from_secs(5));
        settings.auth = jwt_at(NOW.checked_add_signed(off).unwrap());
        // Like any real issuer, this one says when it issued.
        let issued = if off == -606 { all() } else { with(&all(), "iat", json!(NOW)) };
        let answer = ask(&router(AppState::new(settings)), ROOM, &ed().sign(&issued)).await;
        assert_eq!(answer.status, status, "{off}");
    }
}

#[tokio::test]
async fn a_room_says_what_the_caller_can_do_there() {
    let peer = Peer::start(json(r#"{"result":"success","data":[]}"#)).await;
    for (live, sends, scope, can) in [
        (true, true, "read list live send memo", "live send memo"),
        (true, true, "read", ""),
        (false, true, "read live send", "send"),
        (true, false, "memo read live send", "live memo"),
        (false, false, "read live send memo", "memo"),
    ] {
        let mut vendor = vendor_settings(&peer.base, Duration::from_secs(5));
        vendor.biz = vendor.biz.filter(|_| sends);
        let mut settings = settings_for(vendor);
        settings.auth = jwt();
        settings.live = live.then(crate::live::running);
        let answer = ask(&router(AppState::new(settings)), ROOM, &ed().sign(&claims(&json!("*"), scope))).await;
        assert_eq!((answer.status.as_u16(), answer.header("happytalk-can")), (200, can), "{scope}");
    }
}

#[tokio::test]
async fn the_viewer_and_health_need_no_token_and_unknown_paths_tell_nothing() {
    let (gateway, _peer) = gateway().await;
    for (path, status) in [("/healthz", 200), ("/", 200), ("/api/nothing", 404), ("/nothing", 404)] {
        let answer = send(&gateway, request("GET", path).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, status, "{path}");
    }
}

#[tokio::test]
async fn behind_a_tls_front_its_own_pages_may_ask_and_others_may_not() {
    let peer = Peer::start(json(r#"{"result":"success"}"#)).await;
    let mut settings = settings(&peer.base, Duration::from_secs(5));
    settings.auth = jwt();
    settings.allow_origins = vec!["https://admin.example".parse().unwrap()];
    let gateway = router(AppState::new(settings));
    let bearer = format!("Bearer {}", ed().sign(&all()));
    for (origin, site, status) in [
        (None, None, 200),
        (Some("https://chat.example"), Some("same-origin"), 200),
        (Some("https://admin.example"), Some("cross-site"), 200),
        (Some("https://evil.example"), Some("cross-site"), 403),
        (Some("https://chat.example.evil.example"), Some("cross-site"), 403),
        (Some("null"), Some("cross-site"), 403),
        (None, Some("cross-site"), 403),
        (None, Some("same-site"), 403),
    ] {
        let request = axum::http::Request::builder().uri(ROOM).header("host", "chat.example");
        let request = request.header("x-forwarded-for", "198.51.100.7").header("x-forwarded-proto", "https");
        let request = origin.into_iter().fold(request, |request, origin| request.header("origin", origin));
        let request = site.into_iter().fold(request, |request, site| request.header("sec-fetch-site", site));
        let answer = send(&gateway, request.header("authorization", &bearer).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, status, "{origin:?} {site:?}");
    }
    // A page that may ask can also read why it was refused.
    let get = request("GET", ROOM).header("origin", "https://admin.example").body(Body::empty()).unwrap();
    let answer = send(&gateway, get).await;
    assert_eq!((answer.status.as_u16(), answer.header("access-control-allow-origin")), (401, "https://admin.example"));
    let preflight = request("OPTIONS", "/api/rooms/a")
        .header("origin", "https://admin.example")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization,content-type,idempotency-key,last-event-id,x-tenant");
    let answer = send(&gateway, preflight.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.header("access-control-allow-methods"), "GET,POST");
    assert_eq!(
        answer.header("access-control-allow-headers"),
        "authorization,content-type,idempotency-key,last-event-id,x-tenant"
    );
}

#[tokio::test]
async fn the_log_names_the_subject_and_never_a_person_or_a_token() {
    let (gateway, _peer) = gateway().await;
    for (room, sub, shown) in [
        ("log-plain", json!("qa-7"), "subject=\"qa-7\""),
        ("log-mail", json!("kim@shop.example"), "subject=\"#"),
        ("log-none", Value::Null, "subject=\"ed#"),
        ("log-line", json!("a\nINFO b"), "subject=\"#"),
    ] {
        let token = ed().sign(&with(&all(), "sub", sub));
        assert_eq!(ask(&gateway, &format!("/api/rooms/{room}"), &token).await.status, 200);
        let log = capture().text();
        let record = log.lines().find(|line| line.contains(&format!("/api/rooms/{room}"))).unwrap();
        assert!(record.contains(shown), "{record}");
        assert!(!log.contains("kim@shop") && !log.contains(&token), "{room}");
    }
    let expired = ed().sign(&with(&all(), "exp", json!(NOW - 60)));
    let answer = ask(&gateway, "/api/rooms/log-expired", &expired).await;
    refused(&answer, "expired");
    let log = capture().text();
    let record = log.lines().find(|line| line.contains("/api/rooms/log-expired")).unwrap();
    assert!(record.contains("why=token: expired"), "{record}");
    assert!(!String::from_utf8_lossy(&answer.body).contains("expired"));
    assert!(!log.contains(&expired));
}

/// The one answer to every token that does not count.
fn refused(answer: &Answer, name: &str) {
    assert_eq!((answer.status.as_u16(), answer.slug().as_str()), (401, "unauthorized"), "{name}");
    assert_eq!(answer.header("www-authenticate"), "Bearer error=\"invalid_token\"", "{name}");
    let detail = "A valid token is needed: Authorization: Bearer and an embed token.";
    assert_eq!(answer.problem()["detail"], detail, "{name}");
}

fn unsigned(header: &Value, claims: &Value) -> String {
    format!("{}.{}.", base64url(header.to_string().as_bytes()), base64url(claims.to_string().as_bytes()))
}

/// The claims with `exp` said twice.
fn doubled(claims: &Value) -> String {
    claims.to_string().replacen('{', &format!("{{\"exp\":{},", NOW + 600), 1)
}
