//! Fault 9: the same webhook again and again, at the same moment.

use std::time::Duration;

use tokio::task::JoinSet;

use crate::{
    events::Events,
    process::{Client, Gateway, vendor},
    stored::{Directory, payloads, text},
};

const TIMES: usize = 100;

#[tokio::test(flavor = "multi_thread")]
async fn the_same_webhook_a_hundred_times_is_one_row_and_one_event() {
    let (directory, vendor) = (Directory::new(), vendor(Duration::ZERO).await);
    let gateway = Gateway::start(vendor, &["--store", directory.store().to_str().unwrap()]);
    let addr = gateway.addr;
    let mut events = Events::open(addr, "a", None).await.unwrap();

    let mut posts = JoinSet::new();
    for _ in 0..TIMES {
        posts.spawn(async move { Client::connect(addr).await.unwrap().webhook(&text("a", 1)).await.unwrap().status });
    }
    let acknowledged = posts.join_all().await.into_iter().filter(|status| *status == 200).count();
    // The same id with other content is another message.
    let other = text("a", 1).replace("내일", "모레");
    assert_eq!(Client::connect(addr).await.unwrap().webhook(&other).await.unwrap().status, 200);
    let first = events.message().await.unwrap();
    let second = events.message().await.unwrap();
    assert!(first.contains("내일") && second.contains("모레"), "{first} {second}");

    drop(gateway);
    let stored = payloads(&directory.store(), "a");
    let rows = stored[&text("a", 1)];
    println!("fault 9 repeated webhook: {TIMES} times at once, {acknowledged} acknowledged, {rows} row, 1 event");
    assert_eq!((acknowledged, rows, stored.len()), (TIMES, 1, 2));
}
