//! `X-Request-Id`: one name for a request, in the log and in the answer's header, so that the two are found together.
//!
//! A proxy that is trusted may bring its own; anybody else's is ignored, since it could forge a line of another request.

use std::{
    net::SocketAddr,
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::{
    extract::{ConnectInfo, Request},
    http::{HeaderMap, HeaderValue},
};

use crate::{security::X_REQUEST_ID, state::AppState};

/// Longer ones are no ids.
const LONGEST: usize = 64;

/// The name of one request.
#[derive(Debug)]
pub(super) struct RequestId(String);

impl RequestId {
    /// The trusted proxy's, else a new one.
    pub(super) fn of(request: &Request, state: &AppState) -> Self {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        let trusted = peer.is_some_and(|ConnectInfo(peer)| state.trusts(peer.ip()));
        let brought = request.headers().get(X_REQUEST_ID).filter(|_| trusted);
        let brought = brought.and_then(|id| id.to_str().ok()).filter(|id| is_sane(id));
        Self(brought.map_or_else(new, str::to_owned))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn put(self, headers: &mut HeaderMap) {
        if let Ok(value) = HeaderValue::try_from(self.0) {
            headers.insert(X_REQUEST_ID, value);
        }
    }
}

fn is_sane(id: &str) -> bool {
    (1..=LONGEST).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// Unique: a part for this start, and a number.
fn new() -> String {
    static START: OnceLock<u64> = OnceLock::new();
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let start = START.get_or_init(|| {
        let mut bytes = [0; 8];
        // Without randomness ids of two starts may be alike; nothing depends on it but the comfort of a search.
        let _ = getrandom::fill(&mut bytes);
        u64::from_ne_bytes(bytes)
    });
    format!("{start:016x}-{:x}", NUMBER.fetch_add(1, Ordering::Relaxed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_looks_like_an_id_is_taken() {
        assert!(is_sane("4bf92f3577b34da6a3ce929d0e0e4736") && is_sane("a-b_C"));
        for bad in ["", "a b", "a\"b", "가", "a.b", &"a".repeat(65)] {
            assert!(!is_sane(bad), "{bad}");
        }
    }

    #[test]
    fn no_two_are_alike() {
        assert_ne!(new(), new());
        assert!(is_sane(&new()));
    }
}
