//! The identity of a row: what stays the same from one reading of a room to the next.

use std::{
    collections::{HashMap, hash_map::DefaultHasher},
    hash::{Hash, Hasher as _},
    num::NonZeroU32,
    sync::Arc,
};

use happytalk_model::Row;

/// Identifies a row of a room across readings.
///
/// Message ids are not unique, and some rows have none, so each key also counts the earlier rows that look alike. A message that was received
/// or sent from this page keeps its [`RowKey::Pending`] after a reading contains it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RowKey {
    /// Message id, and the number of earlier rows with the same id.
    Id(Arc<str>, u32),
    /// For rows without an id: a hash of sender, time and type, and the number of earlier rows with the same hash.
    Head(u64, u32),
    /// Number of a message that was received or sent outside readings.
    Pending(NonZeroU32),
}

/// Returns the keys of `rows`; `pending` gives the number of the pending message that became the row at an index.
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

/// Returns how often `key` was counted before.
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
