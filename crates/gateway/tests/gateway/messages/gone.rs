//! Senders who are gone before they are answered: their message has its record all the same, and a stop waits for it.

use happytalk_gateway::{drain::Drain, serve};
use tokio::{
    io::AsyncWriteExt as _,
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
    time::{sleep, timeout},
};

use super::*;
use crate::{
    browser::HOST,
    logs::capture,
    tokens::{claims, ed, jwt},
};

const SLOW: Duration = Duration::from_millis(800);
/// A room of whatever id it is asked by.
const ROOM: &str = r#"{"result":"success","data":[{"chat":{"users_id":"lc251001-1"},"message":[]}]}"#;
const TEXT: &str = "words-of-the-customer";

/// A vendor that takes its time to answer `chat/write` so.
async fn slow(answer: &'static str) -> Peer {
    let write = Reply::After(SLOW, answer.to_owned());
    Peer::answering(move |call| if call.is(WRITE) { write.clone() } else { peer::json(ROOM) }).await
}

/// A gateway on a socket, as the binary runs it.
struct Running {
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

/// Begins a message, and goes as soon as the vendor hears of it.
async fn say_and_go(vendor: &Peer, room: &str) -> Running {
    let mut settings = settings(&vendor.base, TIMEOUT);
    settings.auth = jwt();
    let state = AppState::new(settings);
    let drain: Drain = state.drain();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let limits = serve::Limits { linger: Duration::ZERO, drain: TIMEOUT, threads: 2, ..serve::Limits::default() };
    let serving = serve::serve(listener, router(state), limits, drain, async { drop(stopped.await) });
    let running = Running { address, stop, serving: tokio::spawn(serving) };

    let token = ed().sign(&claims(&json!("*"), "send"));
    let body = json!({ "msg": TEXT }).to_string();
    let mut client = TcpStream::connect(running.address).await.unwrap();
    let head = format!(
        "POST /api/rooms/{room}/messages HTTP/1.1\r\nhost: {HOST}\r\nauthorization: Bearer {token}\r\n\
         content-type: application/json\r\nidempotency-key: k\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    client.write_all((head + &body).as_bytes()).await.unwrap();
    let asked = async {
        while writes(vendor).is_empty() {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(TIMEOUT, asked).await.expect("the vendor hears of it");
    running
}

/// The records of messages into a room.
fn records(room: &str) -> Vec<String> {
    let log = capture().text();
    assert!(!log.contains(TEXT), "no text is logged");
    let of = format!("room=\"{room}\"");
    log.lines().filter(|line| line.contains(" message ") && line.contains(&of)).map(str::to_owned).collect()
}

#[tokio::test]
async fn a_message_has_its_record_though_its_sender_is_gone() {
    for (room, answer, outcome) in [
        ("gone-sent", SENT, "ok"),
        ("gone-refused", r#"{"code":-901,"message":"Consulting"}"#, "room-state"),
        ("gone-garbled", "{", "outcome-unknown"),
    ] {
        let vendor = slow(answer).await;
        let running = say_and_go(&vendor, room).await;
        let recorded = async {
            while records(room).is_empty() {
                sleep(Duration::from_millis(10)).await;
            }
        };
        timeout(TIMEOUT, recorded).await.expect("a record");
        let [record] = &records(room)[..] else { panic!("{:?}", records(room)) };
        assert!(record.contains(&format!("outcome=\"{outcome}\"")), "{record}");
        assert!(record.contains("subject=\"qa-7\""), "{record}");
        drop(running.stop);
        timeout(TIMEOUT, running.serving).await.expect("it stops").unwrap();
    }
}

#[tokio::test]
async fn a_stop_waits_for_a_message_whose_sender_is_gone() {
    let vendor = slow(SENT).await;
    let running = say_and_go(&vendor, "gone-stopped").await;
    drop(running.stop);
    timeout(TIMEOUT, running.serving).await.expect("it stops").unwrap();
    let [record] = &records("gone-stopped")[..] else { panic!("{:?}", records("gone-stopped")) };
    assert!(record.contains("outcome=\"ok\""), "{record}");
}
