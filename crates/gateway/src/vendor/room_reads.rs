//! Equal reads of a room at the same moment share one call, its answer and its failure alike.
//!
//! The call belongs to all who wait for it: it goes on while one of them is left, and ends with the last. What a caller may
//! see of the room is looked at after this, for each of them.

use happytalk_model::RoomId;
use std::{
    collections::HashMap,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
};

use futures_util::{
    FutureExt as _,
    future::{Shared, WeakShared},
};

use super::{Vendor, VendorBody, VendorError};

type Answer = Result<VendorBody, VendorError>;
type Reading = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// The reads under way.
pub(crate) struct RoomReads {
    vendor: Arc<dyn Vendor>,
    under_way: Mutex<HashMap<RoomId, WeakShared<Reading>>>,
}

impl RoomReads {
    pub(crate) fn new(vendor: Arc<dyn Vendor>) -> Self {
        Self { vendor, under_way: Mutex::default() }
    }

    /// The vendor's answer to `chat_data` (000), from a call that had not ended when this one was made.
    pub(crate) async fn read(&self, room_id: &RoomId) -> Answer {
        let reading = self.join(room_id);
        reading.await
    }

    fn join(&self, room_id: &RoomId) -> Shared<Reading> {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reading) = under_way.get(room_id).and_then(WeakShared::upgrade) {
            return reading;
        }
        let (vendor, id) = (Arc::clone(&self.vendor), room_id.clone());
        let reading: Reading = Box::pin(async move { vendor.chat_data(&id).await });
        let reading = reading.shared();
        // Those that ended leave their keys behind; there are never many, as calls under way are limited.
        under_way.retain(|_, reading| reading.upgrade().is_some());
        if let Some(weak) = reading.downgrade() {
            under_way.insert(room_id.clone(), weak);
        }
        reading
    }
}
