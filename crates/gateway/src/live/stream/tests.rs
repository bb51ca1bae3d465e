//! What one client gets, however slow it is and whenever it comes.

use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::BodyDataStream;
use futures_util::StreamExt as _;
use tokio::task::JoinSet;

use super::{
    super::{Limits, Settings, clock::Clock, store::Sqlite},
    *,
};

/// Reached only when something that must come does not.
const NEVER: Duration = Duration::from_secs(30);

fn live() -> Live {
    let store = Sqlite::in_memory(&Clock::system()).unwrap();
    let mut settings = Settings::new(Arc::new(store), "secret".into(), 30);
    settings.limits = Limits { webhooks: 100_000, ..Limits::default() };
    Live::start(settings).unwrap()
}

fn listener(asked: Asked) -> Listener {
    Listener {
        rooms: vec![RoomId::parse("a").unwrap()],
        asked,
        caller: None,
        sees_memos: false,
        until: None,
        key: None,
    }
}

fn stay() -> watch::Receiver<bool> {
    static NEVER_DRAINS: std::sync::LazyLock<watch::Sender<bool>> =
        std::sync::LazyLock::new(|| watch::Sender::new(false));
    NEVER_DRAINS.subscribe()
}

async fn say(live: &Live, n: usize, kind: Kind) {
    let payload = format!(r#"{{"room_id":"a","n":{n}}}"#);
    live.receive(RoomId::parse("a").unwrap(), None, kind, false, payload.into()).await.unwrap();
}

/// The next frame; `None` at the end.
async fn frame(stream: &mut BodyDataStream) -> Option<String> {
    let frame = tokio::time::timeout(NEVER, stream.next()).await.expect("nothing came")?;
    Some(String::from_utf8(frame.unwrap().to_vec()).unwrap())
}

/// Id and number of the next message.
async fn message(stream: &mut BodyDataStream) -> (u64, usize) {
    loop {
        let frame = frame(stream).await.expect("the stream ended");
        let field = |from: &str, to: char| {
            let (_, after) = frame.split_once(from)?;
            after.split(to).next()
        };
        if let (Some(id), Some(n)) = (field("id: ", '\n'), field("\"n\":", ',')) {
            return (id.parse().unwrap(), n.parse().unwrap());
        }
    }
}

#[tokio::test]
async fn it_ends_with_the_token() {
    let live = live();
    // The opening comes before that, on a busy machine too.
    let left = Duration::from_secs(1);
    let mut listener = listener(Asked::Now);
    listener.until = Some(left);
    let start = Instant::now();
    let mut stream = live.stream(listener, stay()).unwrap().into_data_stream();
    assert!(frame(&mut stream).await.unwrap().starts_with("retry: "));
    assert_eq!(frame(&mut stream).await, None);
    assert!(start.elapsed() >= left);
    drop(stream);
    assert_eq!(live.streams(), 0);
}

#[tokio::test]
async fn when_the_gateway_stops_all_are_told_to_come_back_each_at_another_moment() {
    let live = live();
    let stop = watch::Sender::new(false);
    let mut streams: Vec<_> =
        (0..50).map(|_| live.stream(listener(Asked::Now), stop.subscribe()).unwrap().into_data_stream()).collect();
    for stream in &mut streams {
        frame(stream).await.unwrap();
    }
    stop.send_replace(true);
    let mut moments = Vec::new();
    for stream in &mut streams {
        let last = frame(stream).await.unwrap();
        let moment: u32 = last.strip_prefix("retry: ").unwrap().trim().parse().unwrap();
        assert!(COME_BACK.contains(&moment), "{moment}");
        moments.push(moment);
        assert_eq!(frame(stream).await, None);
    }
    moments.sort_unstable();
    moments.dedup();
    assert!(moments.len() > 25, "{moments:?}");
}

#[tokio::test]
async fn memos_are_only_for_those_who_may_see_them() {
    let live = live();
    let start = live.0.store.newest().unwrap();
    let mut sees = listener(Asked::Now);
    sees.sees_memos = true;
    let mut sees = live.stream(sees, stay()).unwrap().into_data_stream();
    let mut does_not = live.stream(listener(Asked::Now), stay()).unwrap().into_data_stream();
    for (n, kind) in [(0, Kind::Message), (1, Kind::Memo), (2, Kind::Message)] {
        say(&live, n, kind).await;
    }
    let mut later = live.stream(listener(Asked::After(start)), stay()).unwrap().into_data_stream();
    assert_eq!([message(&mut sees).await.1, message(&mut sees).await.1, message(&mut sees).await.1], [0, 1, 2]);
    for stream in [&mut does_not, &mut later] {
        assert_eq!([message(stream).await.1, message(stream).await.1], [0, 2]);
    }
}

#[tokio::test]
async fn whoever_reads_late_gets_everything_in_order() {
    let live = live();
    let mut late = live.stream(listener(Asked::Now), stay()).unwrap().into_data_stream();
    for n in 0..1000 {
        say(&live, n, Kind::Message).await;
    }
    for n in 0..1000 {
        assert_eq!(message(&mut late).await.1, n);
    }
    say(&live, 1000, Kind::Message).await;
    assert_eq!(message(&mut late).await.1, 1000);
}

/// Two say, and eight listen, leave and come back as they like, while it goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn there_is_no_gap_and_no_double_whenever_one_leaves_and_comes_back() {
    const MESSAGES: usize = 600;
    let live = live();
    let start = live.0.store.newest().unwrap();
    let next = Arc::new(AtomicUsize::new(0));
    let mut all = JoinSet::new();
    for _ in 0..2 {
        let (live, next) = (live.clone(), Arc::clone(&next));
        all.spawn(async move {
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= MESSAGES {
                    return Vec::new();
                }
                say(&live, n, Kind::Message).await;
            }
        });
    }
    for client in 1..=8 {
        let live = live.clone();
        all.spawn(async move {
            let (mut last, mut heard) = (start, Vec::new());
            while heard.len() < MESSAGES {
                let mut stream = live.stream(listener(Asked::After(last)), stay()).unwrap().into_data_stream();
                // Some stay for one message, some for many.
                for _ in 0..client * client {
                    if heard.len() < MESSAGES {
                        let (id, n) = message(&mut stream).await;
                        assert!(id > last, "{id} after {last}");
                        last = id;
                        heard.push(n);
                    }
                }
            }
            heard
        });
    }
    for mut heard in all.join_all().await.into_iter().filter(|heard| !heard.is_empty()) {
        heard.sort_unstable();
        assert!(heard.iter().copied().eq(0..MESSAGES));
    }
}

#[test]
fn an_id_that_was_never_given_stands_above_all() {
    for (said, asked) in [
        ("", Asked::Now),
        ("  ", Asked::Now),
        ("7", Asked::After(7)),
        (" 7 ", Asked::After(7)),
        ("seven", Asked::After(u64::MAX)),
        ("-1", Asked::After(u64::MAX)),
        ("99999999999999999999999", Asked::After(u64::MAX)),
    ] {
        assert_eq!(Asked::read(said), asked, "{said:?}");
    }
}
