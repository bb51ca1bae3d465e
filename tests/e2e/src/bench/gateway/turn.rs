//! One turn of each side: as fast as it can, then at half of what the gateway managed in this turn.

use std::{net::SocketAddr, time::Duration};

use super::{
    load::{Request, closed, open, percentile},
    sides::{Sides, TOKEN},
};
use crate::Result;

/// Connections that ask at the same time.
pub(super) const CLIENTS: usize = 32;
/// Of one measurement.
const BURST: Duration = Duration::from_millis(2500);

/// What one side managed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side {
    /// Answers, as fast as it can.
    pub(super) per_second: f64,
    /// Milliseconds at half load.
    pub(super) p95: f64,
}

/// All three, one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn {
    pub(super) gateway: Side,
    pub(super) nginx: Side,
    /// Asked directly.
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

    /// The gateway's requests per second, of nginx'.
    pub(super) fn share(&self) -> f64 {
        self.gateway.per_second / self.nginx.per_second
    }

    /// Milliseconds that the gateway adds to the vendor's.
    pub(super) fn added(&self) -> f64 {
        self.gateway.p95 - self.vendor.p95
    }
}

/// Each request another room: equal reads at the same moment would share one call.
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
