//! Fault 10, the half of the ids: the clock an hour back, and after that an hour ahead.

use happytalk_model::RoomId;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use happytalk_gateway::live::{
    clock::Clock,
    store::{Kind, Message, Sqlite, Store as _},
};

use crate::stored::{Directory, text};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

#[test]
fn ids_grow_whatever_the_clock_says() {
    let directory = Directory::new();
    let now = Arc::new(AtomicI64::new(Clock::system().now()));
    let clock = {
        let now = Arc::clone(&now);
        Clock::new(move || now.load(Ordering::Relaxed))
    };
    let room = RoomId::parse("a").unwrap();
    let (mut last, mut ids) = (0, 0);
    // The store is opened anew after each change: a machine whose clock is set is often one that was restarted.
    for (round, change) in [0, -HOUR, 2 * HOUR, -HOUR, 40 * DAY, -40 * DAY].into_iter().enumerate() {
        now.fetch_add(change, Ordering::Relaxed);
        let store = Sqlite::open(&directory.store(), &clock).unwrap();
        for n in 0..100 {
            let payload = text("a", round * 100 + n).into();
            let received_at = clock.now();
            let message =
                Message { room: room.clone(), msgid: None, kind: Kind::Message, ended: false, received_at, payload };
            let rows = store.append(&[message]).unwrap();
            assert!(rows[0].id > last, "{} after {last}", rows[0].id);
            last = rows[0].id;
            ids += 1;
        }
        // Retention, which may delete everything there is.
        while store.prune(clock.now() - 30 * DAY, 50).unwrap() > 0 {}
        assert_eq!(store.newest().unwrap(), last);
    }
    println!("fault 10 clock (ids): an hour back, ahead, 40 days ahead and back: {ids} ids, each above the one before");
}
