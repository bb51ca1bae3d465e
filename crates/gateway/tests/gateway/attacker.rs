//! A scripted attacker on real sockets: everything he sends is refused, nothing of it reaches the vendor, and no answer
//! holds a secret or a header of his making.
//!
//! Two gateways stand before the same vendor: one with tokens, as it would stand in a network, and one without on this
//! machine. Live and sending are on in both, so that every route is there to be attacked.

mod requests;
mod tokens;
mod wire;

use std::{net::SocketAddr, time::Duration};

use futures_util::future::join_all;
use happytalk_gateway::{
    AppState,
    auth::Auth,
    router,
    serve::{Limits, serve},
};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    time::timeout,
};

use crate::{
    browser::{CLIENT_SECRET, TOKEN, settings},
    live,
    peer::{Peer, json},
    tokens::{SECRET, claims, ed, jwt},
};

/// Far more than any answer takes on a busy machine.
const NEVER: Duration = Duration::from_secs(30);

/// Which of the two gateways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    /// `--auth jwt`.
    Tokens,
    /// `--auth none`.
    Local,
}

/// Bytes on a connection.
struct Attempt {
    target: Target,
    bytes: Vec<u8>,
}

/// A class of attacks, and its attempts.
type Class = (&'static str, Vec<Attempt>);

/// What every request is made of.
struct Gateways {
    tokens: SocketAddr,
    local: SocketAddr,
}

impl Gateways {
    fn of(&self, target: Target) -> SocketAddr {
        match target {
            Target::Tokens => self.tokens,
            Target::Local => self.local,
        }
    }

    /// A request with the right host and these headers; the connection ends after it.
    fn request(&self, target: Target, line: &str, headers: &[(&str, &str)], body: &str) -> Attempt {
        let own: String = headers.iter().flat_map(|(name, value)| [name, ": ", value, "\r\n"]).collect();
        let length = if body.is_empty() { String::new() } else { format!("content-length: {}\r\n", body.len()) };
        let host = self.of(target);
        let text = format!("{line} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{own}{length}\r\n{body}");
        Attempt { target, bytes: text.into_bytes() }
    }

    fn get(&self, path: &str, headers: &[(&str, &str)]) -> Attempt {
        self.request(Target::Tokens, &format!("GET {path}"), headers, "")
    }

    /// With a token for everything.
    fn get_as_root(&self, path: &str) -> Attempt {
        self.get(path, &[("authorization", &root())])
    }
}

/// A token that may do everything: what it is refused is refused to all.
fn root() -> String {
    format!("Bearer {}", ed().sign(&claims(&json!("*"), "read list live send memo")))
}

/// Every route of data, with a token's room `a` where there is one.
const ROUTES: [&str; 5] =
    ["GET /api/rooms/a", "HEAD /api/rooms/a", "GET /api/rooms", "GET /api/events?room=a", "POST /api/rooms/a/messages"];

/// What a page sends with its message.
const MESSAGE: [(&str, &str); 2] = [("content-type", "application/json"), ("idempotency-key", "1")];

async fn start(auth: Auth, peer: &Peer) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let mut settings = settings(&peer.base, Duration::from_secs(5));
    settings.listen = addr;
    settings.auth = auth;
    settings.live = Some(live::running());
    let state = AppState::new(settings);
    let drain = state.drain();
    // Half a request is waited for, but not as long as usual.
    let limits = Limits { header: Duration::from_secs(1), body: Duration::from_secs(1), ..Limits::default() };
    tokio::spawn(serve(listener, router(state), limits, drain, std::future::pending()));
    addr
}

/// Everything the gateway says to these bytes.
async fn answer(gateways: &Gateways, attempt: &Attempt) -> String {
    let mut stream = TcpStream::connect(gateways.of(attempt.target)).await.unwrap();
    // Refused while still being written is refused.
    let _ = stream.write_all(&attempt.bytes).await;
    let mut bytes = Vec::new();
    let _ = timeout(NEVER, stream.read_to_end(&mut bytes)).await.expect("the gateway neither answers nor closes");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Why an answer is no refusal; nothing said at all is one too.
fn not_refused(answer: &str) -> Option<&'static str> {
    let statuses: Vec<_> =
        answer.match_indices("HTTP/1.").filter_map(|(at, _)| answer.as_bytes().get(at + 9)).collect();
    let head = answer.split("\r\n\r\n").next().unwrap_or_default().to_ascii_lowercase();
    if statuses.iter().any(|status| !matches!(status, b'4' | b'5')) {
        return Some("it was answered");
    }
    if head.contains("set-cookie") || head.contains("x-injected") || head.contains("evil") {
        return Some("it got into the headers");
    }
    let secrets = [TOKEN, CLIENT_SECRET, live::SECRET, std::str::from_utf8(SECRET).unwrap()];
    secrets.iter().any(|secret| answer.contains(secret)).then_some("it was told a secret")
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::print_stdout, reason = "the counts are what is asked of it")]
async fn the_scripted_attacker_gets_only_refusals() {
    let peer =
        Peer::start(json(r#"{"result":"success","data":[{"chat":{"users_id":"customer"},"message":[]}]}"#)).await;
    let gateways = Gateways { tokens: start(jwt(), &peer).await, local: start(Auth::None, &peer).await };

    // That the attacker knows how to ask: with the right token and the right host he is answered.
    for good in [gateways.get_as_root("/api/rooms/a"), gateways.request(Target::Local, "GET /api/rooms/a", &[], "")] {
        let answer = answer(&gateways, &good).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    }
    let before = peer.calls().len();
    assert_eq!(before, 2);

    let tables = [tokens::classes(&gateways), requests::classes(&gateways), wire::classes(&gateways)];
    let classes: Vec<Class> = tables.into_iter().flatten().collect();
    let mut attempts = 0;
    let mut counts = Vec::new();
    let mut answered = Vec::new();
    for (class, tried) in &classes {
        for (attempt, answer) in
            tried.iter().zip(join_all(tried.iter().map(|attempt| answer(&gateways, attempt))).await)
        {
            if let Some(why) = not_refused(&answer) {
                let sent = String::from_utf8_lossy(&attempt.bytes[..attempt.bytes.len().min(600)]).into_owned();
                answered.push(format!("{class}: {why}\n{sent}\n->\n{}", answer.chars().take(600).collect::<String>()));
            }
        }
        attempts += tried.len();
        counts.push(format!("{class} {}", tried.len()));
    }
    let calls = peer.calls().len() - before;
    println!(
        "attacker: {attempts} attempts in {} classes, {} refused, {calls} vendor calls ({})",
        classes.len(),
        attempts - answered.len(),
        counts.join(", ")
    );
    assert!(answered.is_empty(), "{}", answered.join("\n\n"));
    assert_eq!(calls, 0, "{:#?}", &peer.calls()[before..]);
    assert!(classes.iter().all(|(_, tried)| !tried.is_empty()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_with_two_lengths_is_the_last_of_its_connection() {
    let peer =
        Peer::start(json(r#"{"result":"success","data":[{"chat":{"users_id":"customer"},"message":[]}]}"#)).await;
    let gateways = Gateways { tokens: start(jwt(), &peer).await, local: start(Auth::None, &peer).await };
    let (host, root) = (gateways.tokens, root());
    let second = format!("GET /api/rooms/smuggled HTTP/1.1\r\nhost: {host}\r\nauthorization: {root}\r\n\r\n");
    let chunked = "transfer-encoding: chunked\r\n";
    let say = async |key: &str, lengths: &str| {
        let first = format!(
            "POST /api/rooms/a/messages HTTP/1.1\r\nhost: {host}\r\nauthorization: {root}\r\ncontent-type: \
             application/json\r\nidempotency-key: {key}\r\n{lengths}\r\n19\r\n{{\"type\":\"text\",\"msg\":\"a\"}}\r\n0\r\n\r\n"
        );
        let bytes = (first + &second).into_bytes();
        let answer = answer(&gateways, &Attempt { target: Target::Tokens, bytes }).await;
        let is_smuggled = peer.calls().iter().any(|call| call.body.contains("smuggled"));
        (
            answer.matches("HTTP/1.1 ").count(),
            answer.to_ascii_lowercase().contains("\r\nconnection: close\r\n"),
            is_smuggled,
        )
    };
    for (key, length) in [("1", 4), ("2", 25), ("3", 35), ("4", 35 + second.len())] {
        let length = format!("content-length: {length}\r\n");
        for (order, lengths) in [format!("{length}{chunked}"), format!("{chunked}{length}")].iter().enumerate() {
            assert_eq!(say(&format!("{key}{order}"), lengths).await, (1, true, false), "{lengths}");
        }
    }
    // That it would be answered otherwise: with one length there may be a next request.
    assert_eq!(say("one", chunked).await, (2, false, true));
}
