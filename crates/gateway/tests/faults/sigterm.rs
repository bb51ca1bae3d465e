//! Fault 8: told to stop while it has much to do.

use std::{
    net::SocketAddr,
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use happytalk_gateway::serve::Limits;
use tokio::task::JoinSet;

use crate::{
    process::{Client, Gateway, vendor},
    size::{ALONE, scale},
};

/// How the exchanges of a run ended.
#[derive(Default)]
struct Ends {
    answered: AtomicUsize,
    /// Taken by the gateway and then left without an answer: must not be.
    reset: AtomicUsize,
}

static ENDS: Ends = Ends { answered: AtomicUsize::new(0), reset: AtomicUsize::new(0) };

#[tokio::test(flavor = "multi_thread")]
async fn told_to_stop_under_load_every_accepted_request_is_answered() {
    let _alone = ALONE.lock().await;
    let vendor = vendor(Duration::from_millis(30)).await;
    let (times, clients) = (scale(2, 10), scale(16, 48));
    let mut slowest = Duration::ZERO;
    let mut after = 0;
    for _ in 0..times {
        let mut gateway = Gateway::start(vendor, &[]);
        let mut load = JoinSet::new();
        for number in 0..clients {
            load.spawn(client(gateway.addr, number % 2 == 0));
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
        let before = ENDS.answered.load(Ordering::Relaxed);
        let told = Instant::now();
        gateway.terminate();
        not_ready(gateway.addr).await;
        // While it still listens: later a load balancer would send others to where nobody is.
        assert!(told.elapsed() < Limits::default().linger, "/readyz said it late: {:?}", told.elapsed());
        load.join_all().await;
        after += ENDS.answered.load(Ordering::Relaxed) - before;
        assert_eq!(gateway.ended(Duration::from_secs(20)).await, Some(0));
        slowest = slowest.max(told.elapsed());
    }
    let (answered, reset) = (ENDS.answered.load(Ordering::Relaxed), ENDS.reset.load(Ordering::Relaxed));
    println!(
        "fault 8 SIGTERM under load: {times} times, {answered} requests answered ({after} of them after the signal), \
         {reset} reset; the slowest stop took {:.1} s",
        slowest.as_secs_f64()
    );
    assert!(after > times * clients, "there was no load after the signal: {after}");
    assert_eq!(reset, 0);
}

/// Asks until nobody listens any more: on one connection for as long as it may, or on a new one each time.
async fn client(addr: SocketAddr, keeps: bool) {
    let mut kept: Option<Client> = None;
    loop {
        let mut connection = match kept.take() {
            Some(kept) => kept,
            None => match Client::connect(addr).await {
                Ok(new) => new,
                Err(_) => return,
            },
        };
        match connection.get("/api/rooms/a").await {
            Ok(answer) => {
                assert_eq!(answer.status, 200);
                ENDS.answered.fetch_add(1, Ordering::Relaxed);
                kept = Some(connection).filter(|_| keeps && !answer.closes);
            }
            Err(_) => {
                ENDS.reset.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}

/// Until `/readyz` says 503.
async fn not_ready(addr: SocketAddr) {
    loop {
        let mut client = Client::connect(addr).await.unwrap();
        if client.get("/readyz").await.unwrap().status == 503 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
