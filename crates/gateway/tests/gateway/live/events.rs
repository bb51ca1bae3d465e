//! The stream: what comes, in which order, from where on, and when it ends.

use std::time::Duration;

use axum::body::Body;
use happytalk_gateway::{live::Limits, serve};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    time::timeout,
};

use super::{Stream, gateway, live_settings, post, text};
use crate::browser::{HOST, alone, get, request, send};

#[tokio::test]
async fn a_stream_says_what_it_is_and_is_kept_by_nobody() {
    let (router, _) = gateway(live_settings());
    let stream = Stream::open(&router, "room=a", None).await;
    assert_eq!(stream.headers["content-type"], "text/event-stream");
    assert_eq!(stream.headers["cache-control"], "no-store");
    assert_eq!(stream.headers["x-accel-buffering"], "no");
    assert_eq!(stream.headers["x-content-type-options"], "nosniff");
    assert_eq!(stream.retry, Some(3000));
}

#[tokio::test]
async fn each_gets_the_messages_of_its_rooms_in_order() {
    let (router, _) = gateway(live_settings());
    let mut first = Stream::open(&router, "room=a", None).await;
    let mut both = Stream::open(&router, "room=a&room=b", None).await;
    for (n, room) in ["a", "b", "c", "a"].into_iter().enumerate() {
        assert_eq!(post(&router, text(room, n)).await.status, 200);
    }
    let ids =
        |events: &[super::stream::Event]| events.iter().map(|e| e.json()["msgid"].to_string()).collect::<Vec<_>>();
    assert_eq!(ids(&first.take(2).await), ["\"0\"", "\"3\""]);
    assert_eq!(ids(&both.take(3).await), ["\"0\"", "\"1\"", "\"3\""]);
}

#[tokio::test]
async fn whoever_comes_back_gets_exactly_what_was_missed() {
    let (router, _) = gateway(live_settings());
    let mut stream = Stream::open(&router, "room=a", None).await;
    // Even before the first message a client knows where it is.
    let before = stream.last_id.unwrap();
    post(&router, text("a", 0)).await;
    let seen = stream.next().await.unwrap().id;
    drop(stream);
    for n in 1..400 {
        post(&router, text(if n % 4 == 0 { "b" } else { "a" }, n)).await;
    }
    for (asked, from) in [(seen, 1), (before, 0)] {
        let expected: Vec<_> = (from..400).filter(|n| *n == 0 || n % 4 != 0).map(|n| n.to_string()).collect();
        let id = asked.to_string();
        for (query, header) in [
            ("room=a".to_owned(), Some(&*id)),
            (format!("room=a&last_event_id={id}"), None),
            ("room=a&last_event_id=1".to_owned(), Some(&*id)),
        ] {
            let mut stream = Stream::open(&router, &query, header).await;
            let mut got: Vec<_> = stream.take(expected.len()).await;
            // And then it goes on.
            post(&router, text("a", 1000 + usize::try_from(asked % 7).unwrap())).await;
            assert!(got.iter().all(|event| event.name == "message"));
            let got: Vec<_> = got.drain(..).map(|event| event.json()["msgid"].as_str().unwrap().to_owned()).collect();
            assert_eq!(got, expected, "{query} {header:?}");
        }
    }
}

#[tokio::test]
async fn an_id_that_is_none_of_this_store_is_told_to_begin_anew() {
    let (router, _) = gateway(live_settings());
    post(&router, text("a", 0)).await;
    for id in ["0", "1", "12345", "9999999999999999", "99999999999999999999999", "-1", "abc", "1e3", "0x10"] {
        let mut stream = Stream::open(&router, "room=a", Some(id)).await;
        let reset = stream.next().await.unwrap();
        assert_eq!((reset.name.as_str(), reset.data.as_str()), ("reset", "{}"), "{id}");
        post(&router, text("a", id.len() * 100 + usize::from(id.as_bytes()[0]))).await;
        let next = stream.next().await.unwrap();
        assert!(next.name == "message" && next.id > reset.id, "{id}: {next:?}");
    }
}

#[tokio::test]
async fn the_end_of_a_room_is_an_event_of_its_own() {
    let (router, _) = gateway(live_settings());
    let mut stream = Stream::open(&router, "room=a", None).await;
    let last = text("a", 1).replace(r#""auto_end":"N""#, r#""auto_end":"Y""#);
    post(&router, last).await;
    let [message, ended] = <[_; 2]>::try_from(stream.take(2).await).unwrap();
    assert_eq!(
        (message.name.as_str(), ended.name.as_str(), ended.data.as_str()),
        ("message", "ended", r#"{"room_id":"a"}"#)
    );
    // Between the two, too.
    let mut again = Stream::open(&router, "room=a", Some(&message.id.to_string())).await;
    assert_eq!(again.next().await.unwrap(), ended);
}

#[tokio::test]
async fn a_comment_comes_now_and_then() {
    let mut live = live_settings();
    live.limits = Limits { comment: Duration::from_millis(50), ..Limits::default() };
    let (router, _) = gateway(live);
    let mut stream = Stream::open(&router, "room=a", None).await;
    stream.comment().await;
    stream.comment().await;
}

#[tokio::test]
async fn parameters_are_checked_before_anything_is_opened() {
    let (router, state) = gateway(live_settings());
    for (query, parameter) in
        [("", "room"), ("?room=a%20b", "room"), ("?room=a&since=1", "since"), ("?room=a&token=x", "token")]
    {
        let answer = get(&router, &format!("/api/events{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert_eq!(answer.problem()["parameter"], parameter);
    }
    let posted = send(&router, request("POST", "/api/events?room=a").body(Body::empty()).unwrap()).await;
    assert_eq!(posted.status, 405);
    assert_eq!(state.live().unwrap().streams(), 0);
    assert_eq!(get(&alone(), "/api/events?room=a").await.status, 404, "without a webhook there is nothing to hear");
}

#[tokio::test]
async fn open_streams_do_not_hold_up_a_stop() {
    let (router, state) = gateway(live_settings());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let limits = serve::Limits { linger: Duration::ZERO, drain: Duration::from_secs(30), ..serve::Limits::default() };
    let serving = tokio::spawn(serve::serve(listener, router, limits, state.drain(), async { drop(stopped.await) }));
    let mut client = TcpStream::connect(addr).await.unwrap();
    client.write_all(format!("GET /api/events?room=a HTTP/1.1\r\nhost: {HOST}\r\n\r\n").as_bytes()).await.unwrap();
    let mut read = Vec::new();
    while !String::from_utf8_lossy(&read).contains("retry: 3000") {
        assert_ne!(client.read_buf(&mut read).await.unwrap(), 0);
    }
    drop(stop);
    let ended = timeout(limits.drain / 2, async {
        client.read_to_end(&mut read).await.unwrap();
        serving.await.unwrap();
    });
    ended.await.expect("it waited for the stream");
    let read = String::from_utf8(read).unwrap();
    assert!(read.ends_with("\r\n0\r\n\r\n"), "the stream ends in order: {read}");
    assert_eq!(read.matches("retry: ").count(), 2, "{read}");
}

#[tokio::test]
async fn when_all_places_are_taken_the_next_is_told_to_wait() {
    let mut live = live_settings();
    live.limits = Limits { streams: 2, ..Limits::default() };
    let (router, _) = gateway(live);
    let held = [Stream::open(&router, "room=a", None).await, Stream::open(&router, "room=b", None).await];
    let answer = get(&router, "/api/events?room=a").await;
    assert_eq!((answer.status.as_u16(), answer.slug().as_str()), (503, "overloaded"));
    assert!(!answer.header("retry-after").is_empty());
    drop(held);
    Stream::open(&router, "room=a", None).await;
}
