//! Every number the gateway counts, by name: one function each, so that a name stands in one place.
//!
//! Labels hold only words of ours (route templates, slugs, call names), never anything a client sent: the number of
//! series is bounded. Without `--metrics-listen` nothing is recorded. The names are documented in `docs/gateway.md`.

mod scrape;

use std::time::Duration;

use metrics::{counter, gauge, histogram};

pub use scrape::{NotMeasured, listen};

const REQUESTS: &str = "happytalk_requests_total";
const REQUEST_SECONDS: &str = "happytalk_request_seconds";
const VENDOR_CALLS: &str = "happytalk_vendor_calls_total";
const VENDOR_SECONDS: &str = "happytalk_vendor_seconds";
const CONNECTIONS: &str = "happytalk_connections";
const REQUESTS_UNDER_WAY: &str = "happytalk_requests_under_way";
const STREAMS: &str = "happytalk_streams";
const EVENTS_STORED: &str = "happytalk_events_stored_total";
const EVENTS_REPEATED: &str = "happytalk_events_repeated_total";
const EVENTS_SENT: &str = "happytalk_events_sent_total";
const STORE_QUEUE: &str = "happytalk_store_queue";
const SHED: &str = "happytalk_shed_total";
const RATE_LIMITED: &str = "happytalk_rate_limited_total";
const AUTH_FAILURES: &str = "happytalk_auth_failures_total";
const READY: &str = "happytalk_ready";
const KEYS_STALE: &str = "happytalk_keys_stale";

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Only grows.
    Counter,
    /// Goes up and down.
    Gauge,
    /// Seconds, in buckets.
    Histogram,
}

/// Name, kind, and what it means.
pub const ALL: [(&str, Kind, &str); 16] = [
    (REQUESTS, Kind::Counter, "Requests answered, by route template, method and status"),
    (REQUEST_SECONDS, Kind::Histogram, "From a request's header to its answer's header, by route template"),
    (VENDOR_CALLS, Kind::Counter, "Calls to the vendor, by call and outcome"),
    (VENDOR_SECONDS, Kind::Histogram, "Whole exchanges with the vendor, by call"),
    (CONNECTIONS, Kind::Gauge, "Open connections, this scrape's included"),
    (REQUESTS_UNDER_WAY, Kind::Gauge, "Requests under way, event streams excluded"),
    (STREAMS, Kind::Gauge, "Open event streams"),
    (EVENTS_STORED, Kind::Counter, "Received messages that were stored"),
    (EVENTS_REPEATED, Kind::Counter, "Received messages that were stored already"),
    (EVENTS_SENT, Kind::Counter, "Events written to event streams"),
    (STORE_QUEUE, Kind::Gauge, "Received messages that wait to be stored"),
    (SHED, Kind::Counter, "Connections and requests refused for overload, by what was full"),
    (RATE_LIMITED, Kind::Counter, "Requests refused for coming too often, by limit"),
    (AUTH_FAILURES, Kind::Counter, "Requests without a token that counts, by class of reason"),
    (READY, Kind::Gauge, "1 while /readyz says so"),
    (KEYS_STALE, Kind::Gauge, "1 while the file of keys for tokens could not be taken"),
];

/// A request was answered; `route` is the template, never the path.
pub(crate) fn request(route: &str, method: &'static str, status: u16, took: Duration) {
    counter!(REQUESTS, "route" => route.to_owned(), "method" => method, "status" => status.to_string()).increment(1);
    histogram!(REQUEST_SECONDS, "route" => route.to_owned()).record(took);
}

/// A call to the vendor ended: `outcome` is `ok` or the problem's slug.
pub fn vendor_call(call: &'static str, outcome: &'static str, took: Duration) {
    counter!(VENDOR_CALLS, "call" => call, "outcome" => outcome).increment(1);
    histogram!(VENDOR_SECONDS, "call" => call).record(took);
}

/// One more of something, for as long as this lives.
#[derive(Debug)]
#[must_use = "it counts only while it lives"]
pub struct Counted(&'static str);

impl Counted {
    fn new(name: &'static str) -> Self {
        gauge!(name).increment(1);
        Self(name)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        gauge!(self.0).decrement(1);
    }
}

/// A connection is open.
pub fn connection() -> Counted {
    Counted::new(CONNECTIONS)
}

/// A request is under way.
pub fn request_under_way() -> Counted {
    Counted::new(REQUESTS_UNDER_WAY)
}

/// An event stream is open.
pub fn stream() -> Counted {
    Counted::new(STREAMS)
}

/// A received message waits to be stored.
pub fn store_queue() -> Counted {
    Counted::new(STORE_QUEUE)
}

/// Received messages were stored.
pub fn events_stored(count: u64) {
    counter!(EVENTS_STORED).increment(count);
}

/// Received messages were stored already.
pub fn events_repeated(count: u64) {
    counter!(EVENTS_REPEATED).increment(count);
}

/// Events were written to event streams.
pub fn events_sent(count: u64) {
    counter!(EVENTS_SENT).increment(count);
}

/// Something was refused because `full` (`connections`, `requests`, `streams`, `store`, `memos`) was.
pub fn shed(full: &'static str) {
    counter!(SHED, "full" => full).increment(1);
}

/// A request came too often for `limit`.
pub fn rate_limited(limit: &'static str) {
    counter!(RATE_LIMITED, "limit" => limit).increment(1);
}

/// A request had no token that counts; `class` is one of a few words.
pub fn auth_failure(class: &'static str) {
    counter!(AUTH_FAILURES, "class" => class).increment(1);
}

/// Whether the keys in use are not those of their file.
pub(crate) fn keys_stale(is: bool) {
    gauge!(KEYS_STALE).set(if is { 1.0 } else { 0.0 });
}

/// What `/readyz` would say.
pub(crate) fn ready(is: bool) {
    gauge!(READY).set(if is { 1.0 } else { 0.0 });
}
