//! Fault 4: clients that take connections and don't use them.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    task::JoinSet,
};

use crate::{
    process::{Client, Gateway, WEBHOOK_SECRET, percentile, vendor},
    size::{ALONE, scale},
};

/// How long anybody may keep a connection without having asked for something.
const MOST: Duration = Duration::from_secs(15);
/// Far beyond: only to end a test of a server that never closes.
const NEVER: Duration = Duration::from_secs(40);

#[tokio::test(flavor = "multi_thread")]
async fn clients_that_send_nothing_half_a_header_or_a_body_byte_by_byte_are_closed_and_others_served() {
    let _alone = ALONE.lock().await;
    let gateway = Gateway::start(vendor(Duration::ZERO).await, &[]);
    let count = scale(100, 1000);
    let start = Instant::now();
    let mut silent = JoinSet::new();
    for number in 0..count {
        silent.spawn(until_closed(gateway.addr, number % 3));
    }
    let mut others = Vec::new();
    let mut times = Vec::new();
    let mut open = count;
    while open > 0 {
        let sent = Instant::now();
        let mut client = Client::connect(gateway.addr).await.unwrap();
        assert_eq!(client.get("/api/rooms/a").await.unwrap().status, 200);
        others.push(sent.elapsed());
        while let Some(closed) = silent.try_join_next() {
            times.push(closed.unwrap());
            open -= 1;
        }
        assert!(start.elapsed() < NEVER, "{open} are still open");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let (longest, p99) = (times.iter().max().unwrap(), percentile(&mut others, 99));
    println!(
        "fault 4 silent clients: {count} connections, all closed within {:.1} s; {} others served meanwhile, p99 {} ms",
        longest.as_secs_f64(),
        others.len(),
        p99.as_millis()
    );
    assert!(*longest <= MOST, "{longest:?}");
    assert!(p99 < Duration::from_secs(1), "{p99:?}");
}

/// How long the server keeps the connection, from the moment it stands.
async fn until_closed(addr: SocketAddr, kind: usize) -> Duration {
    let mut stream = TcpStream::connect(addr).await.unwrap();
    let start = Instant::now();
    let begin = match kind {
        0 => String::new(),
        1 => format!("GET /api/rooms/a HTTP/1.1\r\nhost: {addr}\r\nx-half: "),
        _ => format!(
            "POST /hooks/{WEBHOOK_SECRET}/message/u1234 HTTP/1.1\r\nhost: {addr}\r\ncontent-type: application/json\r\n\
             content-length: 5000\r\n\r\n"
        ),
    };
    let mut chunk = [0; 1024];
    if stream.write_all(begin.as_bytes()).await.is_err() {
        return start.elapsed();
    }
    loop {
        tokio::select! {
            read = stream.read(&mut chunk) => match read {
                Ok(1..) => {}
                Ok(0) | Err(_) => return start.elapsed(),
            },
            () = tokio::time::sleep(Duration::from_millis(500)) => {
                if kind > 0 && stream.write_all(b" ").await.is_err() {
                    return start.elapsed();
                }
            }
        }
    }
}
