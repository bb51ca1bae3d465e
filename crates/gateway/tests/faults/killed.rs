//! Fault 1: killed at any moment while messages arrive.

use std::{
    collections::HashSet,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::task::JoinSet;

use crate::{
    process::{Client, Gateway, vendor},
    size::{ALONE, scale},
    stored::{Directory, fill, payloads, text},
};

const ROOM: &str = "killed";
/// Together 200 messages each second.
const SENDERS: usize = 20;
const PAUSE: Duration = Duration::from_millis(100);

/// What was sent, and what was said to be stored.
#[derive(Default)]
struct Sent {
    next: AtomicUsize,
    acknowledged: Mutex<HashSet<usize>>,
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_messages_arrive_it_keeps_all_it_acknowledged() {
    let _alone = ALONE.lock().await;
    let (times, rows) = (scale(10, 100), scale(10_000, 100_000));
    let (directory, vendor) = (Directory::new(), vendor(Duration::ZERO).await);
    let store = directory.store();
    fill(&store, "before", rows);
    let sent = Arc::new(Sent::default());
    let mut slowest = Duration::ZERO;
    let mut again = 0;
    for time in 0..times {
        // What was not acknowledged is sent again, as the vendor would.
        let unknown: Vec<_> = (0..sent.next.load(Ordering::Relaxed))
            .filter(|n| !sent.acknowledged.lock().unwrap().contains(n))
            .chain([sent.next.fetch_add(1, Ordering::Relaxed)])
            .collect();
        again += unknown.len() - 1;
        let start = Instant::now();
        let gateway = Gateway::start(vendor, &["--store", store.to_str().unwrap()]);
        let mut connection = Client::connect(gateway.addr).await.unwrap();
        let mut opened = None;
        for n in unknown {
            assert_eq!(connection.webhook(&text(ROOM, n)).await.unwrap().status, 200);
            // The first answer is the end of opening: how many follow is no matter of the store's.
            opened.get_or_insert_with(|| start.elapsed());
            sent.acknowledged.lock().unwrap().insert(n);
        }
        slowest = slowest.max(opened.unwrap());

        let mut load = JoinSet::new();
        for _ in 0..SENDERS {
            load.spawn(send(gateway.addr, Arc::clone(&sent)));
        }
        // Another moment each time, spread over the load.
        tokio::time::sleep(Duration::from_millis(150 + (time as u64 * 7919) % 500)).await;
        drop(gateway);
        load.join_all().await;
    }

    let stored = payloads(&store, ROOM);
    let acknowledged = sent.acknowledged.lock().unwrap();
    let missing = acknowledged.iter().filter(|n| !stored.contains_key(&text(ROOM, **n))).count();
    let twice = stored.values().filter(|count| **count > 1).count();
    println!(
        "fault 1 kill -9: {times} times at 200 webhooks/s, {} acknowledged, {missing} missing, {twice} twice ({again} sent \
         again); reopening with {rows} rows took at most {:.2} s",
        acknowledged.len(),
        slowest.as_secs_f64()
    );
    assert!(acknowledged.len() > times * 20, "there was no load");
    assert!(again > 0, "no kill met a message on its way");
    assert_eq!((missing, twice), (0, 0));
    assert_eq!(payloads(&store, "before").len(), rows);
    assert!(slowest < Duration::from_secs(2), "{slowest:?}");
}

/// Sends until nobody is there.
async fn send(addr: SocketAddr, sent: Arc<Sent>) {
    let Ok(mut connection) = Client::connect(addr).await else { return };
    let mut tick = tokio::time::interval(PAUSE);
    loop {
        tick.tick().await;
        let n = sent.next.fetch_add(1, Ordering::Relaxed);
        match connection.webhook(&text(ROOM, n)).await {
            Ok(answer) => {
                assert_eq!(answer.status, 200);
                sent.acknowledged.lock().unwrap().insert(n);
            }
            Err(_) => return,
        }
    }
}
