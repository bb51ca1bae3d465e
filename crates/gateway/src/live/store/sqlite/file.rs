//! The file, its lock and its connections. Conversations are in it: only its owner may read it.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io,
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};

use super::super::StoreError;

/// Read and written by its owner alone.
const PRIVATE: u32 = 0o600;
/// For a lock that another process holds for a moment, such as `sqlite3`'s `.backup`.
const PATIENCE: Duration = Duration::from_secs(5);
/// Prepared statements that a connection keeps.
const STATEMENTS: usize = 32;

/// A store's file while this process has it.
#[derive(Debug)]
pub(super) struct Files {
    path: PathBuf,
    /// Locked while it is open.
    _lock: File,
}

impl Files {
    /// Locks the store, and makes its file if there is none.
    pub(super) fn claim(path: &Path) -> Result<Self, StoreError> {
        let failed = |error| StoreError::File(path.to_owned(), error);
        let mut beside = path.as_os_str().to_owned();
        beside.push(".lock");
        let lock = private(Path::new(&beside)).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::InUse(path.to_owned())),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        // Before any connection: closing a file drops the locks that the database has on it.
        drop(private(path).map_err(failed)?);
        Ok(Self { path: path.to_owned(), _lock: lock })
    }

    /// Takes the store from all but its owner, in case it came from elsewhere. What the database puts beside it is as
    /// private as the file.
    pub(super) fn make_private(&self) -> Result<(), StoreError> {
        let private = fs::Permissions::from_mode(PRIVATE);
        fs::set_permissions(&self.path, private).map_err(|error| StoreError::File(self.path.clone(), error))
    }

    /// One more connection.
    pub(super) fn connect(&self) -> Result<Connection, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(connection)
    }
}

/// The file, made private if there is none.
fn private(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(PRIVATE).open(path)
}
