//! What is in a store, looked at when no gateway has it open; and what is sent to get it there.

use happytalk_model::RoomId;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use happytalk_gateway::live::{
    clock::Clock,
    store::{Kind, Message, Sqlite, Store as _},
};

/// A directory of the test's own, gone with it.
pub struct Directory(PathBuf);

impl Directory {
    pub fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("happytalk-faults-{}-{number}", std::process::id()));
        // A run that was killed may have left one, and the system gives its process's number again.
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Where the store is.
    pub fn store(&self) -> PathBuf {
        self.0.join("happytalk.db")
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        // What is left in the system's directory for such things does no harm.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A text message; `n` tells it from others.
pub fn text(room: &str, n: usize) -> String {
    format!(
        r#"{{"uuid":"test-user","room_id":"{room}","type":"text","content":"주문하신 상품은 내일 도착합니다. ({n})","image":{{}},"msgid":"{n}","auto_end":"N"}}"#
    )
}

/// Puts so many messages of a room into the store.
pub fn fill(path: &Path, room: &str, count: usize) {
    let store = Sqlite::open(path, &Clock::system()).unwrap();
    let message = |n: usize| Message {
        room: RoomId::parse(room).unwrap(),
        msgid: Some(n.to_string()),
        kind: Kind::Message,
        ended: false,
        received_at: Clock::system().now(),
        payload: text(room, n).into(),
    };
    let all: Vec<_> = (0..count).map(message).collect();
    for batch in all.chunks(1000) {
        store.append(batch).unwrap();
    }
}

/// How often each payload of a room is there. Fails when ids don't grow.
pub fn payloads(path: &Path, room: &str) -> BTreeMap<String, usize> {
    let store = Sqlite::open(path, &Clock::system()).unwrap();
    let rooms = [RoomId::parse(room).unwrap()];
    let (mut last, mut found) = (0, BTreeMap::new());
    loop {
        let page = store.after(last, &rooms).unwrap();
        for row in page.rows {
            assert!(row.id > last);
            last = row.id;
            *found.entry(String::from_utf8(row.payload.to_vec()).unwrap()).or_default() += 1;
        }
        if page.is_last {
            return found;
        }
    }
}
