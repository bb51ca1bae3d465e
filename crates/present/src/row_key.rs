//! Row keys, which identify rows across fetches of a room.

use std::{
    collections::{HashMap, hash_map::DefaultHasher},
    hash::{Hash, Hasher as _},
    num::NonZeroU32,
    sync::Arc,
};

use happytalk_model::Row;

/// Key of a row, stable across fetches of a room.
///
/// Message ids are not unique and may be missing, so each key also counts the earlier rows with the same id or hash. A
/// pending message keeps its [`RowKey::Pending`] after a fetched transcript contains it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RowKey {
    /// Message id, and the number of earlier rows with the same id.
    Id(Arc<str>, u32),
    /// Hash of sender, time and type of a row without an id, and the number of earlier rows with the same hash.
    Head(u64, u32),
    /// Number of a pending message.
    Pending(NonZeroU32),
}

/// Returns the keys of `rows`. `pending` returns the number of the pending message that the row at an index matches.
pub fn row_keys(rows: &[Row], pending: impl Fn(usize) -> Option<NonZeroU32>) -> Vec<RowKey> {
    let mut ids: HashMap<&str, u32> = HashMap::new();
    let mut heads: HashMap<u64, u32> = HashMap::new();
    let mut keys = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        keys.push(if let Some(number) = row.number().or_else(|| pending(at)) {
            RowKey::Pending(number)
        } else if let Some(id) = row.head().id.as_deref() {
            RowKey::Id(id.into(), count(&mut ids, id))
        } else {
            let hash = head_hash(row);
            RowKey::Head(hash, count(&mut heads, hash))
        });
    }
    keys
}

/// Increments the count of `key` and returns the previous count.
fn count<K: Hash + Eq>(counts: &mut HashMap<K, u32>, key: K) -> u32 {
    let count = counts.entry(key).or_default();
    *count += 1;
    *count - 1
}

fn head_hash(row: &Row) -> u64 {
    let head = row.head();
    let mut hasher = DefaultHasher::new();
    (head.sender.slug(), head.sent_at.map(|sent_at| sent_at.epoch_millis()), head.memo).hash(&mut hasher);
    hasher.finish()
}
