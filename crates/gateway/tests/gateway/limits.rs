//! How often one may ask: per token, per address, and apart from both for who is refused.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use axum::{Router, body::Body, extract::ConnectInfo};
use happytalk_gateway::{
    AppState,
    rates::{ADDRESS_RATE, Rates, TOKEN_RATE},
    router,
};
use serde_json::{Value, json};

use crate::{
    browser::{Answer, request, send, settings},
    logs::capture,
    peer::{Peer, json},
    tokens::{Signer, claims, ed, jwt, with},
};

async fn gateway(rates: Rates) -> (Router, Peer) {
    let peer = Peer::start(json(r#"{"result":"success"}"#)).await;
    let mut settings = settings(&peer.base, Duration::from_secs(5));
    settings.auth = jwt();
    settings.rates = rates;
    settings.trusted_proxies = vec!["10.0.0.0/8".parse().unwrap()];
    (router(AppState::new(settings)), peer)
}

/// Asks from an address; `forwarded` is what a proxy there says.
async fn ask(gateway: &Router, token: &str, from: &str, forwarded: Option<&str>) -> Answer {
    let request = request("GET", "/api/rooms/a").header("authorization", format!("Bearer {token}"));
    let request = forwarded.into_iter().fold(request, |request, address| request.header("x-forwarded-for", address));
    let peer: SocketAddr = format!("{from}:4711").parse().unwrap();
    send(gateway, request.extension(ConnectInfo(peer)).body(Body::empty()).unwrap()).await
}

fn token(sub: &Value) -> String {
    ed().sign(&with(&claims(&json!("*"), "read"), "sub", sub.clone()))
}

/// How many of this many are let through; the others must say when to come again.
async fn let_through(gateway: &Router, count: usize, token: &str, from: &str, forwarded: Option<&str>) -> usize {
    let mut passed = 0;
    for _ in 0..count {
        let answer = ask(gateway, token, from, forwarded).await;
        if answer.status == 429 {
            assert_eq!(answer.slug(), "too-many");
            let seconds: u32 = answer.header("retry-after").parse().unwrap();
            assert!((1..=60).contains(&seconds), "{seconds}");
        } else {
            passed += 1;
        }
    }
    passed
}

/// How many are let through at most, since then: a burst of four seconds' worth and one for each second, of which a busy
/// machine may need many.
fn most(since: Instant) -> usize {
    4 + 1 + usize::try_from(since.elapsed().as_secs()).unwrap()
}

#[tokio::test]
async fn a_token_may_ask_so_often_wherever_it_is_used_and_others_go_on() {
    let (gateway, peer) = gateway(Rates::new(1, 0)).await;
    let kim = token(&json!("kim"));
    let start = Instant::now();
    let passed = let_through(&gateway, 10, &kim, "203.0.113.1", None).await
        + let_through(&gateway, 10, &kim, "203.0.113.2", None).await;
    assert!((4..=most(start)).contains(&passed), "{passed}");
    assert_eq!(peer.calls().len(), passed, "what is refused never reaches the vendor");
    // The same person with a new token is the same person.
    let renewed = ed().sign(&with(&with(&claims(&json!("*"), "read"), "sub", json!("kim")), "jti", json!("2")));
    let passed = passed + let_through(&gateway, 5, &renewed, "203.0.113.1", None).await;
    assert!(passed <= most(start), "{passed}");
    assert_eq!(let_through(&gateway, 3, &token(&json!("lee")), "203.0.113.1", None).await, 3);
    // Without a subject each token is counted by itself.
    assert_eq!(let_through(&gateway, 3, &token(&Value::Null), "203.0.113.1", None).await, 3);
}

#[tokio::test]
async fn the_log_is_not_filled_by_who_is_stopped_at_the_door() {
    let (gateway, _peer) = gateway(Rates::new(1, 0)).await;
    let kim = token(&json!("kim"));
    let (mut known, mut stopped) = (0, 0);
    for bearer in [&kim; 20].into_iter().chain([&"wrong.wrong.wrong".to_owned(); 60]) {
        let request = request("GET", "/api/rooms/log-flood").header("authorization", format!("Bearer {bearer}"));
        match send(&gateway, request.body(Body::empty()).unwrap()).await.status.as_u16() {
            200 | 429 if *bearer == kim => known += 1,
            401 | 429 => stopped += 1,
            other => panic!("{other}"),
        }
    }
    let log = capture().text();
    let at = |level: &str| {
        log.lines().filter(|line| line.contains("/api/rooms/log-flood") && line.contains(&format!(" {level} "))).count()
    };
    assert_eq!((known, stopped), (20, 60));
    assert_eq!((at("INFO"), at("DEBUG")), (known, stopped));
    // Who asks too often with a good token is somebody.
    let is_kims = |line: &str| ["/api/rooms/log-flood", "status=429", "kim"].iter().all(|part| line.contains(part));
    assert!(log.lines().any(is_kims), "{log}");
    // Of who is stopped by a guard, or only asks whether they may ask, nothing is known.
    let foreign = request("GET", "/api/rooms/log-guards").header("origin", "https://evil.example");
    let twice = request("GET", "/api/rooms/log-guards").header("host", "a").header("host", "b");
    let before = request("OPTIONS", "/api/rooms/log-guards").header("access-control-request-method", "GET");
    for stopped in [foreign, twice, before] {
        let answer = send(&gateway, stopped.body(Body::empty()).unwrap()).await;
        assert!((200..500).contains(&answer.status.as_u16()), "{}", answer.status);
    }
    let log = capture().text();
    let mut records = log.lines().filter(|line| line.contains("/api/rooms/log-guards")).peekable();
    assert!(records.peek().is_some() && records.all(|line| line.contains(" DEBUG ")), "{log}");
    // What somebody with a token is refused is a record like any other.
    let other = ed().sign(&claims(&json!(["a"]), "read"));
    let request = request("GET", "/api/rooms/log-other").header("authorization", format!("Bearer {other}"));
    assert_eq!(send(&gateway, request.body(Body::empty()).unwrap()).await.status, 403);
    let log = capture().text();
    let record = log.lines().find(|line| line.contains("/api/rooms/log-other")).unwrap();
    assert!(record.contains(" INFO "), "{record}");
}

#[tokio::test]
async fn an_address_may_ask_so_often_whatever_its_tokens() {
    let (gateway, _peer) = gateway(Rates::new(0, 1)).await;
    let (start, mut passed) = (Instant::now(), 0);
    for person in 0..10 {
        passed += let_through(&gateway, 2, &token(&json!(format!("p{person}"))), "203.0.113.1", None).await;
    }
    assert!((4..=most(start)).contains(&passed), "{passed}");
    // What others write into the header counts for nothing, what a trusted proxy writes counts.
    passed += let_through(&gateway, 5, &token(&json!("x")), "203.0.113.1", Some("198.51.100.1")).await;
    assert!(passed <= most(start), "{passed}");
    for client in 1..10 {
        let forwarded = format!("6.6.6.6, 198.51.100.{client}");
        assert_eq!(let_through(&gateway, 2, &token(&json!("x")), "10.0.0.1", Some(&forwarded)).await, 2);
    }
    // IPv6 customers have whole networks.
    let (start, mut passed) = (Instant::now(), 0);
    for host in 1..20 {
        passed += let_through(&gateway, 1, &token(&json!("x")), &format!("[2001:db8::{host}]"), None).await;
    }
    assert!((4..=most(start)).contains(&passed), "{passed}");
}

#[tokio::test]
async fn guessing_tokens_gets_slow_and_stops_nobody_else() {
    let (gateway, peer) = gateway(Rates::new(TOKEN_RATE, ADDRESS_RATE)).await;
    // Wrong from the first look, or only by its signature.
    let guesses = ["guess.guess.guess".to_owned(), Signer::hs256("hs", b"guessed").sign(&claims(&json!("*"), "read"))];
    let (mut asked, mut slowed) = (0, 0);
    for guess in guesses.iter().cycle().take(500) {
        let answer = ask(&gateway, guess, "203.0.113.1", None).await;
        assert!(matches!(answer.status.as_u16(), 401 | 429), "{answer:?}");
        slowed += usize::from(answer.status == 429);
    }
    assert!(slowed > 100, "{slowed}");
    assert!(peer.calls().is_empty());
    // Behind the same address a good token still counts, however many guesses there are, and elsewhere a wrong one is told so.
    let kim = token(&json!("kim"));
    for good in 0..20 {
        while asked < (ADDRESS_RATE + good) * 8 {
            ask(&gateway, &guesses[0], "203.0.113.1", None).await;
            asked += 1;
        }
        assert_eq!(let_through(&gateway, 1, &kim, "203.0.113.1", None).await, 1, "after {asked} guesses");
    }
    assert_eq!(ask(&gateway, "guess.guess.guess", "203.0.113.2", None).await.status, 401);
}
