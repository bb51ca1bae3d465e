//! The tables, and how those of an earlier version become these: one step of SQL per version, in one transaction.
//!
//! `user_version` is the number of steps taken, `application_id` tells the file from other databases.

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::super::StoreError;
use crate::live::clock::Clock;

/// "htgw".
const APPLICATION: i64 = 0x6874_6777;

/// Pages of 4 KB after which the log goes into the file. That costs a commit several waits for the disk, and 500 messages
/// a second write a thousand pages: so it happens a few times a minute, and the log stays quick to read after a kill.
const LOG_PAGES: i64 = 4000;

/// A step to the next version.
type Step = fn(&Transaction<'_>, &Clock) -> rusqlite::Result<()>;

/// All of them, the first from nothing.
const STEPS: [Step; 1] = [first];
const VERSION: i64 = 1;

/// `received`: see `Row`. `fingerprint` is that of the payload, and null where there is none.
/// `kept`: one row; `forgotten` as in `Page`.
const FIRST: &str = "
    CREATE TABLE received (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        room_id TEXT NOT NULL,
        msgid TEXT,
        kind INTEGER NOT NULL,
        fingerprint INTEGER,
        received_at INTEGER NOT NULL,
        payload BLOB NOT NULL
    ) STRICT;
    CREATE INDEX received_by_room ON received (room_id, id);
    CREATE INDEX received_by_fingerprint ON received (fingerprint) WHERE fingerprint IS NOT NULL;
    CREATE INDEX received_by_time ON received (received_at);
    CREATE TABLE kept (one INTEGER PRIMARY KEY CHECK (one = 1), forgotten INTEGER NOT NULL) STRICT;
";

/// Ids begin at the milliseconds since 1970, so that an id of an earlier file, which was deleted or lived in memory, is
/// known to be none of this one: its owner is told to read everything again.
fn first(transaction: &Transaction<'_>, clock: &Clock) -> rusqlite::Result<()> {
    transaction.execute_batch(FIRST)?;
    let start = clock.now().max(0);
    transaction.execute("INSERT INTO kept VALUES (1, ?1)", [start])?;
    transaction.execute("INSERT INTO sqlite_sequence VALUES ('received', ?1)", [start])?;
    Ok(())
}

/// How many steps the database has behind it; looks only.
///
/// # Errors
/// When it is none of ours, or a later version's.
pub(super) fn version(connection: &Connection, path: &Path) -> Result<usize, StoreError> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let version = pragma("user_version")?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let is_new = version == 0 && tables == 0;
    if !is_new && pragma("application_id")? != APPLICATION {
        return Err(StoreError::Foreign(path.to_owned()));
    }
    match usize::try_from(version) {
        Ok(steps) if steps <= STEPS.len() => Ok(steps),
        _ => Err(StoreError::Newer(path.to_owned(), version)),
    }
}

/// Makes the connection the writer, and the tables those of this version.
pub(super) fn prepare(writer: &mut Connection, version: usize, clock: &Clock) -> rusqlite::Result<()> {
    // In memory it stays as it is.
    writer.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    writer.pragma_update(None, "synchronous", "full")?;
    writer.pragma_update_and_check(None, "wal_autocheckpoint", LOG_PAGES, |_| Ok(()))?;
    // What retention deletes is not to be found in the file any more.
    writer.pragma_update(None, "secure_delete", true)?;
    if version == STEPS.len() {
        return Ok(());
    }
    let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for step in &STEPS[version..] {
        step(&transaction, clock)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()
}
