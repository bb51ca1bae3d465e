//! Internal memos, taken out of a room for callers without the right to them.
//!
//! The model decides what a memo is and cuts it out; every other byte stays the vendor's. A document in which it can't
//! tell for certain is not passed on at all.

use axum::body::Bytes;
use happytalk_model::transcript::without_memos;

use crate::{problem::Problem, vendor::VendorError};

/// Beyond this many bytes reading takes longer than other requests should wait.
const SMALL: usize = 64 * 1024;

/// The room without its memos.
///
/// # Errors
/// [`VendorError::Unreadable`] when it can't be told where they are.
pub(crate) async fn removed(body: Bytes) -> Result<Bytes, Problem> {
    if body.len() <= SMALL {
        return remove(body);
    }
    match tokio::task::spawn_blocking(move || remove(body)).await {
        Ok(removed) => removed,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

fn remove(body: Bytes) -> Result<Bytes, Problem> {
    let cut = match without_memos(&body) {
        Ok(std::borrow::Cow::Borrowed(_)) => None,
        Ok(std::borrow::Cow::Owned(cut)) => Some(cut),
        Err(unclear) => return Err(VendorError::Unreadable(unclear.to_string()).into()),
    };
    Ok(cut.map_or(body, Bytes::from))
}
