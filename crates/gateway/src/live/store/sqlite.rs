//! The store in one `SQLite` file, or in memory.
//!
//! Write-ahead log with `synchronous=FULL`: what was committed survives the process and the machine. One connection
//! writes, others read beside it. The catch: two gateways on one file would not tell each other's clients, so a lock
//! file beside it keeps the second one out.

mod file;
mod rows;
mod schema;

use happytalk_model::RoomId;
use std::{
    fmt,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use rusqlite::{Connection, TransactionBehavior};

use super::{Message, Page, Row, Store, StoreError};
use crate::live::clock::Clock;
use file::Files;

/// What `--store` says for a store that lasts as long as the process.
const MEMORY: &str = ":memory:";

/// See the module.
pub struct Sqlite {
    writer: Mutex<Connection>,
    /// Connections that nobody reads with right now; `None` in memory, where there is only the writer's.
    readers: Option<Mutex<Vec<Connection>>>,
    /// Dropped last: the lock goes when the connections are closed.
    files: Option<Files>,
}

impl Sqlite {
    /// Opens the store at `path`, or makes it; `:memory:` is one without a file.
    ///
    /// # Errors
    /// When it is in use, made by something else, or can't be opened.
    pub fn open(path: &Path, clock: &Clock) -> Result<Self, StoreError> {
        if path == Path::new(MEMORY) {
            return Self::in_memory(clock);
        }
        let files = Files::claim(path)?;
        let mut writer = files.connect()?;
        let version = schema::version(&writer, path)?;
        files.make_private()?;
        schema::prepare(&mut writer, version, clock)?;
        Ok(Self { writer: Mutex::new(writer), readers: Some(Mutex::default()), files: Some(files) })
    }

    /// A store without a file.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn in_memory(clock: &Clock) -> Result<Self, StoreError> {
        let mut writer = Connection::open_in_memory()?;
        schema::prepare(&mut writer, 0, clock)?;
        Ok(Self { writer: Mutex::new(writer), readers: None, files: None })
    }

    /// Lets the file have at most so many pages (of 4 KB): a disk that is full, for tests.
    ///
    /// # Errors
    /// The database's.
    pub fn limit_pages(&self, pages: u32) -> Result<(), StoreError> {
        self.writer().pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
        Ok(())
    }

    fn writer(&self) -> MutexGuard<'_, Connection> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads with a connection of its own, beside the writer.
    fn read<T>(&self, read: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let (Some(readers), Some(files)) = (&self.readers, &self.files) else { return Ok(read(&mut self.writer())?) };
        let idle = || readers.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = idle().pop();
        let mut connection = match kept {
            Some(connection) => connection,
            None => files.connect()?,
        };
        let read = read(&mut connection)?;
        idle().push(connection);
        Ok(read)
    }
}

impl Store for Sqlite {
    fn append(&self, batch: &[Message]) -> Result<Vec<Row>, StoreError> {
        let mut writer = self.writer();
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let rows = rows::append(&transaction, batch)?;
        transaction.commit()?;
        Ok(rows)
    }

    fn after(&self, id: u64, rooms: &[RoomId]) -> Result<Page, StoreError> {
        // One moment for all of it: rows that are pruned in between would be a hole.
        self.read(|connection| rows::after(&connection.transaction()?, id, rooms))
    }

    fn newest(&self) -> Result<u64, StoreError> {
        self.read(|connection| rows::newest(connection))
    }

    fn prune(&self, before: i64, at_most: usize) -> Result<usize, StoreError> {
        let mut writer = self.writer();
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let deleted = rows::prune(&transaction, before, at_most)?;
        transaction.commit()?;
        Ok(deleted)
    }

    fn probe(&self) -> Result<(), StoreError> {
        Ok(rows::probe(&self.writer())?)
    }
}

impl fmt::Debug for Sqlite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sqlite").field("files", &self.files).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
