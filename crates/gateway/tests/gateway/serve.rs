//! The accept loop on a real socket: nobody stays for ever.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use axum::{Router, body::Bytes, routing::get};
use happytalk_gateway::{
    drain::Drain,
    serve::{Limits, serve},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
    time::timeout,
};

/// Far beyond every limit below: reached only when a limit does not hold.
const NEVER: Duration = Duration::from_secs(20);
const SHORT: Duration = Duration::from_millis(300);
const LARGE: usize = 32 * 1024 * 1024;

struct Server {
    addr: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

async fn start(limits: Limits) -> Server {
    let router = Router::new()
        .route("/", get(|| async { "hello" }).post(|body: Bytes| async move { body.len().to_string() }))
        .route(
            "/slow",
            get(|| async {
                tokio::time::sleep(SHORT).await;
                "slow"
            }),
        )
        .route("/large", get(|| async { Bytes::from(vec![b'x'; LARGE]) }));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let task = tokio::spawn(serve(listener, router, limits, Drain::new(), async { drop(stopped.await) }));
    Server { addr, stop, task }
}

async fn connect(server: &Server, bytes: &[u8]) -> TcpStream {
    connect_to(server.addr, bytes).await
}

async fn connect_to(addr: SocketAddr, bytes: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(addr).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    stream
}

/// Everything until the server closes; fails when it never does.
async fn until_closed(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // A reset is a way of closing too.
    let _ = timeout(NEVER, stream.read_to_end(&mut bytes)).await.expect("the connection was never closed");
    String::from_utf8_lossy(&bytes).into_owned()
}

fn limits() -> Limits {
    Limits {
        header: NEVER * 2,
        body: NEVER * 2,
        idle: NEVER * 2,
        connections: 100,
        linger: Duration::ZERO,
        drain: NEVER * 2,
        threads: 2,
    }
}

#[tokio::test]
async fn half_a_header_is_closed() {
    let server = start(Limits { header: SHORT, ..limits() }).await;
    for half in ["", "G", "GET / HTTP/1.1\r\nhost: x\r\n"] {
        let start = Instant::now();
        until_closed(&mut connect(&server, half.as_bytes()).await).await;
        assert!(start.elapsed() >= SHORT, "{half:?} was closed at once");
    }
}

#[tokio::test]
async fn a_header_that_drips_is_closed() {
    let server = start(Limits { header: SHORT, ..limits() }).await;
    let mut stream = connect(&server, b"GET / HTTP/1.1\r\n").await;
    let start = Instant::now();
    while stream.write_all(b"a: b\r\n").await.is_ok() {
        assert!(start.elapsed() < NEVER, "never closed");
        tokio::time::sleep(SHORT / 10).await;
    }
}

#[tokio::test]
async fn a_connection_kept_alive_without_a_request_is_closed() {
    let server = start(Limits { header: SHORT, ..limits() }).await;
    let mut stream = connect(&server, b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await;
    assert!(until_closed(&mut stream).await.ends_with("hello"));
}

#[tokio::test]
async fn a_body_that_drips_is_cut() {
    let server = start(Limits { body: SHORT, ..limits() }).await;
    let mut stream = connect(&server, b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n").await;
    let start = Instant::now();
    while stream.write_all(b"a").await.is_ok() {
        assert!(start.elapsed() < NEVER, "never closed");
        tokio::time::sleep(SHORT / 10).await;
    }
}

#[tokio::test]
async fn a_reader_that_stops_reading_is_cut() {
    let server = start(Limits { idle: SHORT, ..limits() }).await;
    let mut stream = connect(&server, b"GET /large HTTP/1.1\r\nhost: x\r\n\r\n").await;
    tokio::time::sleep(SHORT * 4).await;
    assert!(until_closed(&mut stream).await.len() < LARGE);
}

#[tokio::test]
async fn a_reader_that_is_slow_gets_everything() {
    // No pause comes near the limit, however busy the machine is; all of them together are longer.
    let (idle, pause, part) = (SHORT * 10, Duration::from_millis(250), LARGE / 16);
    let server = start(Limits { idle, ..limits() }).await;
    let start = Instant::now();
    let mut stream = connect(&server, b"GET /large HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    let (mut read, mut chunk) = (0, vec![0; part]);
    loop {
        let length = stream.read(&mut chunk).await.unwrap();
        if length == 0 {
            break;
        }
        let parts = read / part;
        read += length;
        if read / part > parts {
            tokio::time::sleep(pause).await;
        }
    }
    assert!(read > LARGE, "{read}");
    assert!(start.elapsed() > idle, "it was not slow: {:?}", start.elapsed());
}

#[tokio::test]
async fn beyond_the_cap_a_connection_is_told_at_once_and_served_when_one_has_ended() {
    let server = start(Limits { connections: 2, ..limits() }).await;
    let silent = [connect(&server, b"").await, connect(&server, b"").await];
    let request = b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let start = Instant::now();
    let answer = until_closed(&mut connect(&server, request).await).await;
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    assert!(answer.contains("\r\nretry-after: 5\r\n") && answer.contains("problem:overloaded"), "{answer}");
    assert!(start.elapsed() < NEVER / 2, "it waited");
    drop(silent);
    let start = Instant::now();
    while !until_closed(&mut connect(&server, request).await).await.ends_with("hello") {
        assert!(start.elapsed() < NEVER, "the places were never given back");
        tokio::time::sleep(SHORT / 10).await;
    }
}

#[tokio::test]
async fn a_header_too_long_is_refused() {
    let server = start(limits()).await;
    let request = format!("GET / HTTP/1.1\r\nhost: x\r\na: {}\r\n\r\n", "b".repeat(1_000_000));
    let mut stream = connect(&server, request.as_bytes()).await;
    assert!(until_closed(&mut stream).await.starts_with("HTTP/1.1 431 "));
}

#[tokio::test]
async fn stopping_lets_answers_under_way_end_and_accepts_no_more() {
    let server = start(limits()).await;
    let mut slow = connect(&server, b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").await;
    let mut silent = connect(&server, b"").await;
    tokio::time::sleep(SHORT / 3).await;
    server.stop.send(()).unwrap();
    assert!(until_closed(&mut slow).await.ends_with("slow"));
    until_closed(&mut silent).await;
    timeout(NEVER, server.task).await.expect("never ended").unwrap();
    assert!(TcpStream::connect(server.addr).await.is_err());
}

#[tokio::test]
async fn stopping_does_not_wait_for_ever() {
    let server = start(Limits { drain: SHORT, ..limits() }).await;
    let _reader = connect(&server, b"GET /large HTTP/1.1\r\nhost: x\r\n\r\n").await;
    tokio::time::sleep(SHORT / 3).await;
    server.stop.send(()).unwrap();
    timeout(NEVER, server.task).await.expect("never ended").unwrap();
}

#[tokio::test]
async fn told_to_stop_it_listens_a_little_longer_and_closes_what_was_kept_alive() {
    let server = start(Limits { linger: SHORT * 4, ..limits() }).await;
    let mut kept = connect(&server, b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await;
    let mut first = vec![0; 4096];
    let length = kept.read(&mut first).await.unwrap();
    assert!(first[..length].ends_with(b"hello"));
    server.stop.send(()).unwrap();
    tokio::time::sleep(SHORT).await;
    // The connection that stood, and a new one: both served, both closed by the answer.
    kept.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let mut new = connect_to(server.addr, b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await;
    for stream in [&mut kept, &mut new] {
        let answer = until_closed(stream).await;
        assert!(answer.ends_with("hello") && answer.contains("connection: close"), "{answer}");
    }
    timeout(NEVER, server.task).await.expect("never ended").unwrap();
}
