//! Fault 5: all event streams broken at once, and the gateway killed while nobody listens.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use happytalk_gateway::start::raise_file_limit;
use tokio::task::JoinSet;

use crate::{
    events::Events,
    process::{Client, Gateway, vendor},
    size::scale,
    stored::{Directory, text},
};

const ROOMS: usize = 20;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_dropped_gets_exactly_what_was_missed() {
    raise_file_limit();
    let clients = scale(200, 2000);
    let (directory, vendor) = (Directory::new(), vendor(Duration::ZERO).await);
    let store = directory.store();
    let start = || Gateway::start(vendor, &["--store", store.to_str().unwrap()]);
    let gateway = start();

    let mut opening = JoinSet::new();
    for client in 0..clients {
        opening.spawn(hear(gateway.addr, client, None, 0..0));
    }
    let open = opening.join_all().await;
    post(gateway.addr, 0..2).await;
    let mut hearing = JoinSet::new();
    for (client, mut events) in open {
        hearing.spawn(async move {
            assert_eq!([events.number().await.unwrap(), events.number().await.unwrap()], [0, 1]);
            (client, events)
        });
    }
    let heard = hearing.join_all().await;
    let seen: Vec<_> = heard.iter().map(|(client, events)| (*client, events.last_id)).collect();
    // All at once.
    drop(heard);

    post(gateway.addr, 2..5).await;
    drop(gateway);
    let gateway = start();
    post(gateway.addr, 5..7).await;
    let again = Instant::now();
    let mut returning = JoinSet::new();
    for (client, last_id) in seen {
        returning.spawn(hear(gateway.addr, client, Some(last_id), 2..7));
    }
    let back = returning.join_all().await;
    let took = again.elapsed();

    // And nothing twice, nothing between.
    post(gateway.addr, 7..8).await;
    let mut hearing = JoinSet::new();
    for (_, mut events) in back {
        hearing.spawn(async move { events.number().await.unwrap() });
    }
    let next = hearing.join_all().await;
    let exact = next.iter().filter(|n| **n == 7).count();
    println!(
        "fault 5 dropped streams: {clients} at once, the gateway killed meanwhile; {exact} got exactly their gap of 5, all \
         within {:.2} s",
        took.as_secs_f64()
    );
    assert_eq!(exact, clients);
}

/// Opens a stream and hears exactly these numbers.
async fn hear(
    addr: SocketAddr,
    client: usize,
    last_id: Option<u64>,
    expected: std::ops::Range<usize>,
) -> (usize, Events) {
    let mut events = Events::open(addr, &room(client), last_id).await.unwrap();
    for n in expected {
        assert_eq!(events.number().await.unwrap(), n);
    }
    (client, events)
}

fn room(client: usize) -> String {
    format!("room-{}", client % ROOMS)
}

/// These numbers, in every room.
async fn post(addr: SocketAddr, numbers: std::ops::Range<usize>) {
    let mut connection = Client::connect(addr).await.unwrap();
    for n in numbers {
        for number in 0..ROOMS {
            assert_eq!(connection.webhook(&text(&room(number), n)).await.unwrap().status, 200);
        }
    }
}
