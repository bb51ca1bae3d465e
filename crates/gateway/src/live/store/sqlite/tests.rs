//! The store by itself: what it keeps, what it gives, what it refuses to open.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::PathBuf,
    sync::atomic::{AtomicUsize, Ordering},
};

use super::{super::Kind, *};

const NOW: i64 = 1_759_324_307_000;

fn clock() -> Clock {
    Clock::new(|| NOW)
}

fn room(id: &str) -> RoomId {
    RoomId::parse(id).unwrap()
}

fn message(room_id: &str, payload: &str) -> Message {
    Message {
        room: room(room_id),
        msgid: Some("message_id".to_owned()),
        kind: Kind::Message,
        ended: false,
        received_at: NOW,
        payload: payload.to_owned().into(),
    }
}

/// A file of the test's own; what is left of it does no harm in the system's directory for such things.
fn file() -> PathBuf {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let name = format!("happytalk-store-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let directory = std::env::temp_dir().join(name);
    fs::create_dir_all(&directory).unwrap();
    directory.join("happytalk.db")
}

fn payloads(store: &Sqlite, after: u64, rooms: &[&str]) -> Vec<String> {
    let rooms: Vec<_> = rooms.iter().map(|id| room(id)).collect();
    let rows = store.after(after, &rooms).unwrap().rows;
    rows.into_iter().map(|row| String::from_utf8(row.payload.to_vec()).unwrap()).collect()
}

#[test]
fn rows_come_back_in_order_and_only_those_of_the_rooms() {
    let store = Sqlite::in_memory(&clock()).unwrap();
    let start = store.newest().unwrap();
    let batch = [message("a", "1"), message("b", "2"), message("c", "3"), message("a", "4")];
    let rows = store.append(&batch).unwrap();
    assert!(rows.is_sorted_by(|one, next| one.id < next.id) && rows[0].id > start, "{rows:?}");
    assert_eq!(store.newest().unwrap(), rows[3].id);
    assert_eq!(payloads(&store, start, &["a", "b"]), ["1", "2", "4"]);
    assert_eq!(payloads(&store, rows[0].id, &["a"]), ["4"]);
    let page = store.after(start, &[room("a")]).unwrap();
    assert_eq!((&page.rows[0], page.is_last), (&rows[0], true), "as they were when they were stored");
    assert_eq!(payloads(&store, rows[3].id, &["a"]), [""; 0]);
}

#[test]
fn the_same_payload_is_kept_once_and_another_of_the_same_id_too() {
    let store = Sqlite::in_memory(&clock()).unwrap();
    assert_eq!(store.append(&[message("a", "x"), message("a", "x")]).unwrap().len(), 1, "in one batch");
    assert_eq!(store.append(&[message("a", "x")]).unwrap().len(), 0, "in the next");
    assert_eq!(store.append(&[message("a", "y")]).unwrap().len(), 1, "the same id with other content");
    assert_eq!(payloads(&store, 0, &["a"]), ["x", "y"]);
}

#[test]
fn without_an_id_only_what_comes_again_within_ten_minutes_is_the_same_message() {
    let store = Sqlite::in_memory(&clock()).unwrap();
    let minutes = |minutes: i64| NOW + minutes * 60_000;
    let nameless = |at| Message { msgid: None, received_at: minutes(at), ..message("a", "네") };
    assert_eq!(store.append(&[nameless(0)]).unwrap().len(), 1);
    assert_eq!(store.append(&[nameless(0), nameless(9)]).unwrap().len(), 0, "sent again");
    assert_eq!(store.append(&[nameless(11), nameless(12)]).unwrap().len(), 1, "said again, and that sent again");
    assert_eq!(store.append(&[nameless(-11)]).unwrap().len(), 1, "by a clock that was set back");
    // An id makes it one message whenever it comes.
    let named = |at| Message { received_at: minutes(at), ..message("a", "named") };
    assert_eq!(store.append(&[named(0), named(60 * 24 * 20)]).unwrap().len(), 1);
}

#[test]
fn the_end_of_a_room_is_the_row_behind_its_last_message_and_not_repeated() {
    let store = Sqlite::in_memory(&clock()).unwrap();
    let last = Message { ended: true, ..message("a", "bye") };
    let rows = store.append(&[last.clone(), message("a", "later")]).unwrap();
    assert_eq!(rows.iter().map(|row| row.kind).collect::<Vec<_>>(), [Kind::Message, Kind::Ended, Kind::Message]);
    assert_eq!(rows[1].payload.len(), 0);
    assert_eq!(store.append(&[last]).unwrap(), []);
}

#[test]
fn a_memo_stays_one() {
    let store = Sqlite::in_memory(&clock()).unwrap();
    store.append(&[Message { kind: Kind::Memo, ..message("a", "m") }]).unwrap();
    assert_eq!(store.after(0, &[room("a")]).unwrap().rows[0].kind, Kind::Memo);
}

#[test]
fn pages_are_bounded_in_rows_and_bytes_and_lose_nothing() {
    let store = Sqlite::in_memory(&clock()).unwrap();
    let small = (0..300).map(|n| message(["a", "b"][n % 2], &n.to_string()));
    let large = (0..5).map(|n| message("a", &format!("{n}{}", "x".repeat(200_000))));
    let all: Vec<_> = small.chain(large).collect();
    store.append(&all).unwrap();
    let (mut last, mut read, mut pages) = (0, Vec::new(), 0);
    loop {
        let page = store.after(last, &[room("b"), room("a")]).unwrap();
        let bytes: usize = page.rows.iter().map(|row| row.payload.len()).sum();
        assert!(
            page.rows.len() <= 128 && (bytes <= 32 * 1024 || page.rows.len() == 1),
            "{} rows, {bytes} bytes",
            page.rows.len()
        );
        last = page.rows.last().unwrap().id;
        read.extend(page.rows.into_iter().map(|row| row.payload));
        pages += 1;
        if page.is_last {
            break;
        }
    }
    assert!(read.iter().eq(all.iter().map(|message| &message.payload)), "{}", read.len());
    assert_eq!(pages, 3 + 5, "what is larger than a page is one alone");
}

#[test]
fn what_is_old_is_forgotten_a_little_at_a_time_and_ids_go_on() {
    let store = Sqlite::in_memory(&clock()).unwrap();
    let old: Vec<_> = (0..10).map(|n| Message { received_at: NOW - 1000, ..message("a", &n.to_string()) }).collect();
    let rows = store.append(&old).unwrap();
    let young = store.append(&[message("a", "young")]).unwrap();
    assert_eq!(store.prune(NOW, 4).unwrap(), 4);
    assert_eq!(store.after(0, &[room("a")]).unwrap().forgotten, rows[3].id);
    assert_eq!((store.prune(NOW, 100).unwrap(), store.prune(NOW, 100).unwrap()), (6, 0));
    assert_eq!(payloads(&store, 0, &["a"]), ["young"]);
    // All of it, and then there is a next id all the same.
    assert_eq!(store.prune(NOW + 1, 100).unwrap(), 1);
    let newest = store.newest().unwrap();
    assert_eq!(newest, young[0].id);
    assert!(store.append(&[message("a", "next")]).unwrap()[0].id > newest);
    assert_eq!(store.after(newest, &[room("a")]).unwrap().forgotten, newest);
}

#[test]
fn a_store_is_opened_again_as_it_was_left() {
    let path = file();
    let store = Sqlite::open(&path, &clock()).unwrap();
    let rows = store.append(&[message("a", "1")]).unwrap();
    assert!(matches!(Sqlite::open(&path, &clock()), Err(StoreError::InUse(_))), "by two at once");
    drop(store);
    // With a clock that was set back.
    let store = Sqlite::open(&path, &Clock::new(|| 0)).unwrap();
    assert_eq!(store.after(0, &[room("a")]).unwrap().rows, rows);
    assert!(store.append(&[message("a", "2")]).unwrap()[0].id > rows[0].id);
}

#[test]
fn a_copy_can_be_taken_beside_it_and_put_in_its_place() {
    let (path, copy) = (file(), file());
    let store = Sqlite::open(&path, &clock()).unwrap();
    let rows = store.append(&[message("a", "1")]).unwrap();
    // As `sqlite3` would, from another process.
    let beside = Connection::open(&path).unwrap();
    beside.execute("VACUUM INTO ?1", [copy.to_str().unwrap()]).unwrap();
    store.append(&[message("a", "2")]).unwrap();
    let restored = Sqlite::open(&copy, &clock()).unwrap();
    assert_eq!(restored.after(0, &[room("a")]).unwrap().rows, rows);
    assert_eq!(restored.newest().unwrap(), rows[0].id);
}

#[test]
fn after_a_restore_no_id_is_given_twice_and_every_viewer_reads_again() {
    let (path, copy) = (file(), file());
    let store = Sqlite::open(&path, &clock()).unwrap();
    store.append(&[message("a", "in the copy")]).unwrap();
    Connection::open(&path).unwrap().execute("VACUUM INTO ?1", [copy.to_str().unwrap()]).unwrap();
    let lost = store.append(&[message("a", "lost 1"), message("a", "lost 2")]).unwrap();
    // What the operator's page says to do with the copy.
    let page = include_str!("../../../../../../docs/gateway.md");
    let sql = page.split("sqlite3 restored.db \"").nth(1).unwrap().split('"').next().unwrap();
    Connection::open(&copy).unwrap().execute_batch(sql).unwrap();
    let restored = Sqlite::open(&copy, &clock()).unwrap();
    let next = restored.append(&[message("a", "next")]).unwrap();
    assert!(next[0].id > lost[1].id, "{next:?} {lost:?}");
    for seen in lost {
        assert!(restored.after(seen.id, &[room("a")]).unwrap().forgotten > seen.id);
    }
    let newest = restored.newest().unwrap();
    assert!(restored.after(newest, &[room("a")]).unwrap().forgotten <= newest, "and from now on none is told to");
    assert_eq!(payloads(&restored, 0, &["a"]), ["in the copy", "next"]);
}

#[test]
fn ids_of_another_file_are_known_to_be_none_of_this() {
    let old = Sqlite::in_memory(&Clock::new(|| NOW - 60_000)).unwrap();
    let id = old.append(&[message("a", "1")]).unwrap()[0].id;
    let new = Sqlite::in_memory(&clock()).unwrap();
    new.append(&[message("a", "2")]).unwrap();
    assert!(new.after(id, &[room("a")]).unwrap().forgotten > id);
}

#[test]
fn only_its_owner_may_read_the_files() {
    let path = file();
    fs::write(&path, "").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let store = Sqlite::open(&path, &clock()).unwrap();
    store.append(&[message("a", "1")]).unwrap();
    let files: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().map(|file| file.unwrap()).collect();
    // The database, its log, the log's index, the lock.
    assert_eq!(files.len(), 4, "{files:?}");
    for file in files {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{file:?}");
    }
}

#[test]
fn a_file_of_something_else_is_not_touched() {
    let other = file();
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    let bytes = fs::read(&other).unwrap();
    let mode = fs::metadata(&other).unwrap().permissions().mode();
    assert!(matches!(Sqlite::open(&other, &clock()), Err(StoreError::Foreign(_))));
    assert_eq!(fs::read(&other).unwrap(), bytes);
    assert_eq!(fs::metadata(&other).unwrap().permissions().mode(), mode);

    let text = file();
    fs::write(&text, "no database at all, and longer than the header of one: ".repeat(40)).unwrap();
    let why = Sqlite::open(&text, &clock()).unwrap_err();
    assert!(why.to_string().contains("not a database"), "{why}");

    let nowhere = file().join("below-a-file");
    assert!(matches!(Sqlite::open(&nowhere, &clock()), Err(StoreError::File(..))));
}

#[test]
fn a_store_of_a_later_version_is_left_alone() {
    let path = file();
    drop(Sqlite::open(&path, &clock()).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    match Sqlite::open(&path, &clock()) {
        Err(StoreError::Newer(_, 99)) => {}
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_cannot_be_written_is_not_there_and_what_can_again_is() {
    let store = Sqlite::in_memory(&clock()).unwrap();
    store.append(&[message("a", "before")]).unwrap();
    store.limit_pages(1).unwrap();
    let long = "x".repeat(100_000);
    let refused = store.append(&[message("a", "short"), message("a", &long)]);
    assert!(matches!(refused, Err(StoreError::Sqlite(_))));
    assert!(store.probe().is_err());
    assert_eq!(payloads(&store, 0, &["a"]), ["before"], "neither of the two");
    store.limit_pages(10_000).unwrap();
    store.probe().unwrap();
    assert_eq!(store.append(&[message("a", "short"), message("a", &long)]).unwrap().len(), 2);
    let first = store.after(0, &[room("a")]).unwrap();
    // The long one is a page of its own.
    let rest = store.after(first.rows.last().unwrap().id, &[room("a")]).unwrap();
    assert_eq!((first.rows.len(), rest.rows.len(), rest.is_last), (2, 1, true), "nothing of the trials is left");
}
