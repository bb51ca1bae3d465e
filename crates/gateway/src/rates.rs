//! How often one may ask: each token, each client address, and apart from both each address that is refused.
//!
//! Counted in memory, per process, by the generic cell rate algorithm (`governor`): a burst, then a steady rate. Who asks
//! too often gets 429 with the seconds to wait. Memory is bounded whatever comes (`counter`).

mod client;
mod counter;

use axum::http::Method;

pub(crate) use client::Client;

use self::counter::Counter;
use crate::{auth::Caller, metrics, problem::Problem};

/// Requests of a token for data: 50 in a second, 200 at once. A page asks every 30 seconds and after each event.
pub const TOKEN_RATE: u32 = 50;
/// Requests from an address: 500 in a second, 2,000 at once. A whole office may stand behind one.
pub const ADDRESS_RATE: u32 = 500;
/// A burst is this many seconds' worth.
const BURST_SECONDS: u32 = 4;
/// Messages of a token: per second, and at once. Nobody types faster.
const SENDS: (u32, u32) = (2, 20);
/// Event streams opened with a token: a page has one, and opens it again when it breaks.
const STREAMS: (u32, u32) = (2, 30);
/// Wrong tokens and wrong secrets from an address.
const REFUSALS: (u32, u32) = (5, 50);

/// What is counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Read,
    Stream,
    Send,
}

impl Kind {
    pub(crate) fn of(method: &Method, path: &str) -> Self {
        match path {
            _ if *method == Method::POST => Self::Send,
            "/api/events" => Self::Stream,
            _ => Self::Read,
        }
    }
}

/// The counters of one gateway.
#[derive(Debug)]
pub struct Rates {
    reads: Option<Counter>,
    streams: Option<Counter>,
    sends: Option<Counter>,
    addresses: Option<Counter>,
    refusals: Option<Counter>,
}

impl Rates {
    /// Nothing is counted: for the demo, and for tests of other things.
    pub fn none() -> Self {
        Self { reads: None, streams: None, sends: None, addresses: None, refusals: None }
    }

    /// Requests per second of a token and of an address, 0 for no limit; the others are fixed.
    pub fn new(token: u32, address: u32) -> Self {
        let of = |(per_second, burst)| Counter::new(per_second, burst);
        let steady = |per_second: u32| Counter::new(per_second, per_second.saturating_mul(BURST_SECONDS));
        Self {
            reads: steady(token),
            streams: of(STREAMS),
            sends: of(SENDS),
            addresses: steady(address),
            refusals: of(REFUSALS),
        }
    }

    /// Counts a request by its address, if its caller is one: whoever is refused takes nothing from those behind the same address.
    pub(crate) fn admit_address(&self, client: Client) -> Result<(), Problem> {
        count("address", self.addresses.as_ref(), client.bucket())
    }

    /// Counts a request by its token, if it came with one.
    pub(crate) fn admit_caller(&self, caller: &Caller, kind: Kind) -> Result<(), Problem> {
        let (limit, counter) = match kind {
            Kind::Read => ("reads", &self.reads),
            Kind::Stream => ("streams", &self.streams),
            Kind::Send => ("sends", &self.sends),
        };
        caller.bucket().map_or(Ok(()), |bucket| count(limit, counter.as_ref(), bucket))
    }

    /// Counts a wrong token or secret; an error when there were too many.
    pub(crate) fn count_refusal(&self, client: Client) -> Result<(), Problem> {
        count("refusals", self.refusals.as_ref(), client.bucket())
    }
}

fn count(limit: &'static str, counter: Option<&Counter>, bucket: u64) -> Result<(), Problem> {
    counter.map_or(Ok(()), |counter| counter.count(bucket)).map_err(|seconds| {
        metrics::rate_limited(limit);
        Problem::TooMany(seconds)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_and_streams_are_counted_apart_from_reads() {
        for (method, path, kind) in [
            (Method::GET, "/api/rooms/a", Kind::Read),
            (Method::GET, "/api/rooms", Kind::Read),
            (Method::GET, "/api/events", Kind::Stream),
            (Method::POST, "/api/rooms/a/messages", Kind::Send),
        ] {
            assert_eq!(Kind::of(&method, path), kind, "{method} {path}");
        }
    }

    #[test]
    fn zero_is_no_limit() {
        let rates = Rates::new(0, 0);
        assert!(rates.reads.is_none() && rates.addresses.is_none());
        assert!(rates.sends.is_some() && rates.refusals.is_some());
    }
}
