//! (d) The gateway as a process of its own, beside a real nginx that forwards the same requests to the same vendor.
//!
//! The vendor is an nginx too, which answers out of memory: what is measured is the forwarding. The catch: vendor, both
//! proxies and the clients share the machine, so each side runs alone and they take turns.

mod load;
mod process;
mod streams;
mod webhook;

use std::{net::SocketAddr, time::Duration};

use super::{median, report::Report};
use crate::{
    Result,
    nginx::{Folder, Nginx, free_ports},
};
use load::{closed, open, percentile};
use process::Gateway;

/// Connections that ask at the same time.
const CLIENTS: usize = 32;
/// Of one measurement.
const BURST: Duration = Duration::from_secs(4);
/// Each side's turns.
const TURNS: usize = 3;
/// What the gateway may add to the vendor's answer, in milliseconds (p95, at half load).
const MOST_ADDED: f64 = 3.0;
/// How many times nginx' time a request may take: half as many in a second.
const MOST_TIMES: f64 = 2.0;

/// Measures all of it.
///
/// # Errors
/// When a part does not start, or an answer is not the expected one.
pub async fn measure(report: &mut Report) -> Result {
    process::build()?;
    let sides = Sides::start().await?;
    let (gateway, vendor) = (sides.gateway.addr, sides.vendor);

    let (mut ours, mut theirs, mut direct) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..TURNS {
        ours.push(closed(gateway, room, CLIENTS, BURST).await?);
        theirs.push(closed(sides.nginx, room, CLIENTS, BURST).await?);
        direct.push(closed(vendor, at_vendor, CLIENTS, BURST).await?);
    }
    let (ours, theirs, direct) = (median(&ours), median(&theirs), median(&direct));
    report.compare(super::report::Line {
        what: format!("(d) one room through the gateway, ms per 100 requests at full load, {CLIENTS} clients"),
        ours: 1e5 / ours,
        theirs: 1e5 / theirs,
        budget: MOST_TIMES,
        binding: true,
    });
    report.note(&format!(
        "(d) requests/s: gateway {ours:.0}, nginx {theirs:.0} ({:.2} × nginx, budget ≥ {:.1}), the vendor itself {direct:.0}",
        ours / theirs,
        1.0 / MOST_TIMES
    ));

    let rate = ours / 2.0;
    let (mut through, mut beside, mut straight) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..TURNS {
        through.extend(open(gateway, room, rate, CLIENTS, BURST).await?);
        beside.extend(open(sides.nginx, room, rate, CLIENTS, BURST).await?);
        straight.extend(open(vendor, at_vendor, rate, CLIENTS, BURST).await?);
    }
    let p95 = |samples: &mut Vec<f64>| percentile(samples, 95);
    let (through, beside, straight) = (p95(&mut through), p95(&mut beside), p95(&mut straight));
    report.bound(
        "(d) latency the gateway adds to the vendor's, p95 at half load",
        through - straight,
        MOST_ADDED,
        "ms",
    );
    report.note(&format!(
        "(d) p95 at {rate:.0} requests/s: gateway {through:.2} ms, nginx {beside:.2} ms, the vendor itself {straight:.2} ms"
    ));
    drop(sides);

    webhook::measure(report).await?;
    streams::measure(report).await
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

const TOKEN: &str = "a-token-of-the-benchmark";

/// Both proxies and the vendor.
struct Sides {
    gateway: Gateway,
    nginx: SocketAddr,
    vendor: SocketAddr,
    _proxy: Nginx,
    _answers: Nginx,
}

impl Sides {
    async fn start() -> Result<Self> {
        let [port, vendor_port] = free_ports()?;
        let vendor = SocketAddr::from(([127, 0, 0, 1], vendor_port));
        let folder = Folder::new()?;
        // A room of 100 messages, as a file in the system's memory.
        std::fs::create_dir_all(folder.path().join("site/user/api/chat_data/format"))?;
        let answer = super::rooms::room(100, "https://cdn.happytalk.io/a.png");
        std::fs::write(folder.path().join("site/user/api/chat_data/format/json"), answer)?;
        let root = folder.path().join("site").display().to_string();
        let answers = format!(
            "sendfile on; tcp_nopush on; keepalive_requests 10000000; open_file_cache max=10;\nserver {{ listen \
             127.0.0.1:{vendor_port} reuseport; root {root}; default_type application/json; location / {{ error_page 405 \
             =200 $uri; }} }}"
        );
        let answers = Nginx::start(folder, &answers, vendor_port).await?;
        let forwards = format!(
            "keepalive_requests 10000000; upstream vendor {{ server {vendor}; keepalive 64; keepalive_requests \
             10000000; }}\nserver {{ listen 127.0.0.1:{port} reuseport; proxy_http_version 1.1; proxy_set_header Connection \
             \"\"; proxy_pass_request_headers off; proxy_set_header Content-Type application/json; proxy_buffers 16 \
             32k; proxy_method POST; location ~ ^/api/rooms/(?<room>[A-Za-z0-9_-]+)$ {{ proxy_set_body \
             '{{\"token\":\"{TOKEN}\",\"room_id\":\"$room\"}}'; proxy_pass \
             http://vendor/user/api/chat_data/format/json$is_args; }} }}"
        );
        let proxy = Nginx::start(Folder::new()?, &forwards, port).await?;
        let gateway = Gateway::start(&["--customer-api", &format!("http://{vendor}")], TOKEN)?;
        Ok(Self { gateway, nginx: SocketAddr::from(([127, 0, 0, 1], port)), vendor, _proxy: proxy, _answers: answers })
    }
}
