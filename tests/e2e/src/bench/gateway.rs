//! (d) The gateway as a process of its own, beside a real nginx that forwards the same requests to the same vendor.
//!
//! The vendor is an nginx too, which answers out of memory: what is measured is the forwarding. The catch: vendor, both
//! proxies and the clients share the machine, so each side runs alone, they take turns, and a turn is judged by itself:
//! what else the machine did meanwhile spoils one turn and not the median of them.

mod load;
mod process;
mod sides;
mod streams;
mod turn;
mod webhook;

use super::{
    median,
    report::{Line, Report},
};
use crate::Result;
use sides::Sides;
use turn::{CLIENTS, Turn};

/// Each side's turns.
const TURNS: usize = 5;
/// What the gateway may add to the vendor's answer, in milliseconds (p95, at half load).
const MOST_ADDED: f64 = 3.0;
/// How many times nginx' time a request may take: half as many in a second.
const MOST_TIMES: f64 = 2.0;

/// Measures all of it.
///
/// # Errors
/// When a part does not start, or an answer is not the expected one.
pub async fn measure(report: &mut Report) -> Result {
    forwarding(report).await?;
    webhook::measure(report).await?;
    streams::measure(report).await
}

/// Only what stands beside nginx.
///
/// # Errors
/// As [`measure`].
pub async fn forwarding(report: &mut Report) -> Result {
    process::build()?;
    let sides = Sides::start().await?;
    // Nobody is measured cold.
    Turn::take(&sides).await?;
    let mut turns = Vec::new();
    for _ in 0..TURNS {
        turns.push(Turn::take(&sides).await?);
    }
    let of = |figure: fn(&Turn) -> f64| median(&turns.iter().map(figure).collect::<Vec<_>>());
    let all = |figure: fn(&Turn) -> f64, digits: usize| {
        turns.iter().map(|turn| format!("{:.digits$}", figure(turn))).collect::<Vec<_>>().join(", ")
    };
    // Of the turn whose ratio is the middle one: both figures of the line are from the same moment.
    let middle = of(Turn::share);
    let (ours, theirs) = turns
        .iter()
        .find(|turn| turn.share().total_cmp(&middle).is_eq())
        .map_or((f64::NAN, f64::NAN), |turn| (turn.gateway.per_second, turn.nginx.per_second));
    report.compare(Line {
        what: format!("(d) one room through the gateway, ms per 100 requests at full load, {CLIENTS} clients"),
        ours: 1e5 / ours,
        theirs: 1e5 / theirs,
        budget: MOST_TIMES,
        binding: true,
    });
    report.note(&format!(
        "(d) requests/s: gateway {ours:.0}, nginx {theirs:.0} ({middle:.2} × nginx, budget ≥ {:.1}; turns {}), the vendor itself \
         {:.0}",
        1.0 / MOST_TIMES,
        all(Turn::share, 2),
        of(|turn| turn.vendor.per_second),
    ));
    report.bound("(d) latency the gateway adds to the vendor's, p95 at half load", of(Turn::added), MOST_ADDED, "ms");
    report.note(&format!(
        "(d) p95 at {:.0} requests/s: gateway {:.2} ms, nginx {:.2} ms, the vendor itself {:.2} ms; added in each turn: {} ms",
        of(|turn| turn.gateway.per_second / 2.0),
        of(|turn| turn.gateway.p95),
        of(|turn| turn.nginx.p95),
        of(|turn| turn.vendor.p95),
        all(Turn::added, 2),
    ));
    let (gateway, nginx) = sides.logged()?;
    report.note(&format!("(d) access records written meanwhile: gateway {gateway}, nginx {nginx}"));
    Ok(())
}
