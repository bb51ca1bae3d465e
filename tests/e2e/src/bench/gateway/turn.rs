//! One turn of all sides: at full load, then at half of the gateway's rate of this turn.

use std::{net::SocketAddr, time::Duration};

use super::{
    load::{Request, closed, open, percentile},
    sides::{Sides, TOKEN},
};
use crate::Result;

/// Number of concurrent connections.
pub(super) const CLIENTS: usize = 32;
/// Duration of one measurement.
const BURST: Duration = Duration::from_millis(2500);

/// Result of one side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side {
    /// Responses per second at full load.
    pub(super) per_second: f64,
    /// Latency at half load in milliseconds.
    pub(super) p95: f64,
}

/// Results of all sides.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn {
    pub(super) gateway: Side,
    pub(super) nginx: Side,
    /// The vendor without a proxy.
    pub(super) vendor: Side,
}

impl Turn {
    pub(super) async fn take(sides: &Sides) -> Result<Self> {
        let of: [(SocketAddr, Request); 3] =
            [(sides.gateway.addr, room), (sides.nginx, room), (sides.vendor, at_vendor)];
        let mut found = [Side { per_second: f64::NAN, p95: f64::NAN }; 3];
        for (side, (addr, request)) in found.iter_mut().zip(of) {
            side.per_second = closed(addr, request, CLIENTS, BURST).await?;
        }
        let rate = found[0].per_second / 2.0;
        for (side, (addr, request)) in found.iter_mut().zip(of) {
            side.p95 = percentile(&mut open(addr, request, rate, CLIENTS, BURST).await?, 95);
        }
        let [gateway, nginx, vendor] = found;
        Ok(Self { gateway, nginx, vendor })
    }

    /// Returns the gateway's requests per second, relative to nginx.
    pub(super) fn share(&self) -> f64 {
        self.gateway.per_second / self.nginx.per_second
    }

    /// Returns the latency in milliseconds that the gateway adds to the vendor's.
    pub(super) fn added(&self) -> f64 {
        self.gateway.p95 - self.vendor.p95
    }
}

/// Returns a request for another room each time, since concurrent equal reads share one call.
fn room(number: u64, host: SocketAddr) -> String {
    format!("GET /api/rooms/bench-{number} HTTP/1.1\r\nhost: {host}\r\n\r\n")
}

fn at_vendor(number: u64, host: SocketAddr) -> String {
    let body = format!(r#"{{"token":"{TOKEN}","room_id":"bench-{number}"}}"#);
    format!(
        "POST /user/api/chat_data/format/json HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\ncontent-length: \
         {}\r\n\r\n{body}",
        body.len()
    )
}
