//! The SQL of [`super::Sqlite`]: every statement that touches a row.

use axum::body::Bytes;
use happytalk_model::RoomId;
use rusqlite::{Connection, Result, Transaction, params};

use super::super::{Kind, Message, PAGE_BYTES, PAGE_ROWS, Page, Row, fingerprint};

const IS_THERE: &str = "SELECT 1 FROM received WHERE fingerprint = ?1 AND payload = ?2 \
                        AND (?3 IS NOT NULL OR abs(received_at - ?4) <= ?5)";
const INSERT: &str = "INSERT INTO received (room_id, msgid, kind, fingerprint, received_at, payload) \
                      VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
const IDS_AFTER: &str = "SELECT id FROM received WHERE room_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3";
const ROW: &str = "SELECT room_id, kind, received_at, payload FROM received WHERE id = ?1";
const NEWEST: &str = "SELECT seq FROM sqlite_sequence WHERE name = 'received'";
const FORGOTTEN: &str = "SELECT forgotten FROM kept";
const OLD: &str = "SELECT id FROM received WHERE received_at < ?1 ORDER BY received_at LIMIT ?2";
const DELETE: &str = "DELETE FROM received WHERE id = ?1";
const FORGET: &str = "UPDATE kept SET forgotten = max(forgotten, ?1)";

/// Milliseconds for which a payload without a message's id is taken for the same message, sent again; after that it is a
/// message that says the same.
const SENT_AGAIN: i64 = 10 * 60 * 1000;

/// No room has it, so nobody hears of what is there for a moment; retention deletes it if need be.
const NO_ROOM: &str = "";
/// More than an ordinary message takes.
const PROBE_BYTES: usize = 8192;

/// Inserts what is not there yet; the room's end is a row of its own, right behind.
pub(super) fn append(transaction: &Transaction<'_>, batch: &[Message]) -> Result<Vec<Row>> {
    let mut is_there = transaction.prepare_cached(IS_THERE)?;
    let mut insert = transaction.prepare_cached(INSERT)?;
    let mut rows = Vec::with_capacity(batch.len());
    for message in batch {
        let fingerprint = fingerprint::of(&message.payload);
        let Message { msgid, received_at, .. } = message;
        if is_there.exists(params![fingerprint, &*message.payload, msgid, received_at, SENT_AGAIN])? {
            continue;
        }
        let mut put = |kind: Kind, fingerprint: Option<i64>, payload: Bytes| {
            let room = &message.room;
            let id = insert.insert(params![room.as_str(), msgid, code(kind), fingerprint, received_at, &*payload])?;
            let row =
                Row { id: unsigned(id), room: room.as_str().to_owned(), kind, received_at: *received_at, payload };
            rows.push(row);
            Ok::<_, rusqlite::Error>(())
        };
        put(message.kind, Some(fingerprint), message.payload.clone())?;
        if message.ended {
            put(Kind::Ended, None, Bytes::new())?;
        }
    }
    Ok(rows)
}

/// Looks only at ids until it is clear which rows make the page: rooms may have long histories.
pub(super) fn after(transaction: &Transaction<'_>, id: u64, rooms: &[RoomId]) -> Result<Page> {
    let (forgotten, newest) = (forgotten(transaction)?, newest(transaction)?);
    let mut ids_after = transaction.prepare_cached(IDS_AFTER)?;
    let mut ids = Vec::new();
    for room in rooms {
        for found in
            ids_after.query_map(params![room.as_str(), signed(id), signed_count(PAGE_ROWS + 1)], |row| row.get(0))?
        {
            ids.push(found?);
        }
    }
    ids.sort_unstable();
    let mut row_of = transaction.prepare_cached(ROW)?;
    let (mut found, mut bytes) = (Vec::new(), 0);
    for id in ids.iter().take(PAGE_ROWS) {
        let row = row_of.query_row([id], |row| read(*id, row))?;
        bytes += row.payload.len();
        if bytes > PAGE_BYTES && !found.is_empty() {
            break;
        }
        found.push(row);
    }
    let is_last = found.len() == ids.len();
    Ok(Page { rows: found, is_last, forgotten, newest })
}

fn read(id: i64, row: &rusqlite::Row<'_>) -> Result<Row> {
    let payload: Vec<u8> = row.get(3)?;
    let kind = match row.get::<_, i64>(1)? {
        0 => Kind::Message,
        1 => Kind::Ended,
        // Whatever it is, it is not for everyone.
        _ => Kind::Memo,
    };
    Ok(Row { id: unsigned(id), room: row.get(0)?, kind, received_at: row.get(2)?, payload: payload.into() })
}

pub(super) fn newest(connection: &Connection) -> Result<u64> {
    connection.prepare_cached(NEWEST)?.query_row([], |row| row.get(0)).map(unsigned)
}

fn forgotten(connection: &Connection) -> Result<u64> {
    connection.prepare_cached(FORGOTTEN)?.query_row([], |row| row.get(0)).map(unsigned)
}

/// The oldest by time, which are not the lowest ids when the clock was set.
pub(super) fn prune(transaction: &Transaction<'_>, before: i64, at_most: usize) -> Result<usize> {
    let mut old = transaction.prepare_cached(OLD)?;
    let ids: Vec<i64> =
        old.query_map(params![before, signed_count(at_most)], |row| row.get(0))?.collect::<Result<_>>()?;
    let mut delete = transaction.prepare_cached(DELETE)?;
    for id in &ids {
        delete.execute([id])?;
    }
    if let Some(highest) = ids.iter().max() {
        transaction.prepare_cached(FORGET)?.execute([highest])?;
    }
    Ok(ids.len())
}

/// Makes a row like any other and deletes it: what finds place where there was a row before proves nothing.
pub(super) fn probe(writer: &Connection) -> Result<()> {
    let row = params![NO_ROOM, None::<&str>, code(Kind::Ended), None::<i64>, 0, &[0_u8; PROBE_BYTES][..]];
    let id = writer.prepare_cached(INSERT)?.insert(row)?;
    writer.prepare_cached(DELETE)?.execute([id]).map(drop)
}

fn code(kind: Kind) -> i64 {
    match kind {
        Kind::Message => 0,
        Kind::Ended => 1,
        Kind::Memo => 2,
    }
}

/// Ids are positive and far below the end of either type.
fn unsigned(id: i64) -> u64 {
    u64::try_from(id).unwrap_or(0)
}

fn signed(id: u64) -> i64 {
    i64::try_from(id).unwrap_or(i64::MAX)
}

fn signed_count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
