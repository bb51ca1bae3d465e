//! What is logged: one record per request, and never a secret.

use std::{
    io,
    sync::{Arc, Mutex, OnceLock},
    time::Duration,
};

use happytalk_gateway::{AppState, router};
use tracing_subscriber::fmt::MakeWriter;

use crate::{
    browser::{TOKEN, get, settings},
    peer::{Peer, Reply, answer, json},
};

/// For a vendor that answers, on a machine that does other things too.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Clone, Default)]
pub struct Lines(Arc<Mutex<Vec<u8>>>);

/// Everything this process logs, at every level. There is one log for all tests: `tracing` remembers for the whole
/// process who wants what, so a subscriber per test would miss records now and then.
pub fn capture() -> &'static Lines {
    static LINES: OnceLock<Lines> = OnceLock::new();
    LINES.get_or_init(|| {
        let lines = Lines::default();
        let log = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false);
        log.with_writer(lines.clone()).init();
        lines
    })
}

impl Lines {
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn every_room_read_is_one_record_without_secrets_at_any_level() {
    let quoting = format!(r#"{{"result":"fail","code":-501,"message":"bad token {TOKEN}"}}"#);
    for (room, reply, outcome) in [
        ("log-success", json(r#"{"result":"success"}"#), "ok"),
        ("log-refusal", json(quoting), "vendor-credentials"),
        ("log-page", json(format!("<p>{TOKEN}")), "vendor-unreadable"),
        ("log-error", answer("500 Oops", "", TOKEN), "vendor-failed"),
        ("log-reset", Reply::Reset(Vec::new()), "vendor-failed"),
        ("log-silence", Reply::Silence(Vec::new()), "vendor-timeout"),
    ] {
        let peer = Peer::start(reply).await;
        let path = format!("/api/rooms/{room}");
        let timeout = if room == "log-silence" { Duration::from_millis(300) } else { PATIENCE };
        get(&router(AppState::new(settings(&peer.base, timeout))), &path).await;

        let log = capture().text();
        assert!(!log.contains(TOKEN), "{room}");
        let records: Vec<_> = log.lines().filter(|line| line.contains(&path)).collect();
        let [record] = records[..] else { panic!("{room}: {records:#?}") };
        assert!(record.contains(&format!("outcome=\"{outcome}\"")), "{record}");
        assert!(record.contains("subject=\"none\""), "{record}");
    }
    // An id needs no escapes, and with them it would be read under a name that the record does not have.
    let peer = Peer::start(json(r#"{"result":"success"}"#)).await;
    let gateway = router(AppState::new(settings(&peer.base, Duration::from_millis(300))));
    for path in ["/api/rooms/%6cog-escaped", "/api/rooms/log-escape%64", "/api/rooms/log%2Descaped?"] {
        assert_eq!(get(&gateway, path).await.status, 400, "{path}");
    }
    assert!(peer.calls().is_empty() && !capture().text().contains("room=\"log-escaped\""));
    get(&gateway, "/api/rooms/log-plain-id").await;
    assert_eq!((peer.calls().len(), capture().text().matches("room=\"log-plain-id\"").count()), (1, 1));
    // What is no room's id may be anything, and a parameter's name too.
    let nowhere = router(AppState::new(settings(&url::Url::parse("http://127.0.0.1:9").unwrap(), PATIENCE)));
    for path in ["/api/rooms/log.bad", "/api/rooms?log.bad", "/api/rooms/a?log.bad", "/api/events?log.bad"] {
        assert_ne!(get(&nowhere, path).await.status, 200, "{path}");
    }
    let log = capture().text();
    assert!(!log.contains("log.bad") && log.contains("a parameter that is none"));
}
