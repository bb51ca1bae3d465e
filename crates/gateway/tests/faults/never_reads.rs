//! Fault 6: readers that never read, while much is said.

use std::time::Duration;

use crate::{
    events::Events,
    process::{Client, Gateway, vendor},
    size::scale,
    stored::{Directory, text},
};

const READERS: usize = 10;
/// Of each message, near the most that is taken.
const LENGTH: usize = 200_000;
/// What the gateway may grow by, whatever is said.
const MOST: usize = 32 * 1024 * 1024;

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_never_reads_takes_little_memory_and_holds_up_nobody() {
    let messages = scale(150, 1000);
    let (directory, vendor) = (Directory::new(), vendor(Duration::ZERO).await);
    let gateway = Gateway::start(vendor, &["--store", directory.store().to_str().unwrap()]);
    let mut silent = Vec::new();
    for _ in 0..READERS {
        silent.push(Events::open(gateway.addr, "a", None).await.unwrap().into_inner());
    }
    let mut reader = Events::open(gateway.addr, "a", None).await.unwrap();
    let mut connection = Client::connect(gateway.addr).await.unwrap();

    let before = gateway.memory();
    let (mut peak, filler) = (before, "가".repeat(LENGTH / 3));
    for n in 0..messages {
        let long = text("a", n).replace("내일", &filler);
        assert_eq!(connection.webhook(&long).await.unwrap().status, 200);
        assert_eq!(reader.number().await.unwrap(), n, "the one who reads misses nothing");
        peak = peak.max(gateway.memory());
    }
    let grown = peak - before;
    println!(
        "fault 6 readers that never read: {READERS} of them, {messages} messages of {} KB; the gateway grew by {} KB at \
         most ({} MB were said to each)",
        LENGTH / 1000,
        grown / 1000,
        messages * LENGTH / 1_000_000
    );
    drop(silent);
    assert!(grown < MOST, "{grown}");
}
