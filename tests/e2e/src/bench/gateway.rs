//! (d) The gateway as a process, compared with an nginx that forwards the same requests to the same vendor.
//!
//! The vendor is an nginx that responds from memory, so that the forwarding is measured. All processes share the machine:
//! the sides run alone and take turns, and each turn is evaluated by itself. Other load then spoils one turn, not the
//! median of all.

mod load;
mod process;
mod sides;
mod streams;
mod turn;
mod webhook;

use super::{
    budgets::{ADDED_LATENCY_MS, FORWARDING_RATIO},
    median,
    report::{Line, Report},
};
use crate::Result;
use sides::Sides;
use turn::{CLIENTS, Turn};

/// Number of turns of each side.
const TURNS: usize = 5;

/// Runs all measurements of the gateway.
///
/// # Errors
/// Fails when a process does not start, or a response is not the expected one.
pub async fn measure(report: &mut Report) -> Result {
    forwarding(report).await?;
    webhook::measure(report).await?;
    streams::measure(report).await
}

/// Runs only the comparison with nginx.
///
/// # Errors
/// Fails like [`measure`].
pub async fn forwarding(report: &mut Report) -> Result {
    process::build()?;
    let sides = Sides::start().await?;
    // Warm-up.
    Turn::take(&sides).await?;
    let mut turns = Vec::new();
    for _ in 0..TURNS {
        turns.push(Turn::take(&sides).await?);
    }
    let of = |figure: fn(&Turn) -> f64| median(&turns.iter().map(figure).collect::<Vec<_>>());
    let all = |figure: fn(&Turn) -> f64, digits: usize| {
        turns.iter().map(|turn| format!("{:.digits$}", figure(turn))).collect::<Vec<_>>().join(", ")
    };
    // Both values of the line are from the turn with the median ratio.
    let middle = of(Turn::share);
    let (ours, theirs) = turns
        .iter()
        .find(|turn| turn.share().total_cmp(&middle).is_eq())
        .map_or((f64::NAN, f64::NAN), |turn| (turn.gateway.per_second, turn.nginx.per_second));
    report.compare(Line {
        what: format!("(d) one room through the gateway, ms per 100 requests at full load, {CLIENTS} clients"),
        ours: 1e5 / ours,
        theirs: 1e5 / theirs,
        budget: FORWARDING_RATIO,
        binding: true,
    });
    report.note(&format!(
        "(d) requests/s: gateway {ours:.0}, nginx {theirs:.0} ({middle:.2} × nginx, budget ≥ {:.1}; turns {}), the vendor itself \
         {:.0}",
        1.0 / FORWARDING_RATIO,
        all(Turn::share, 2),
        of(|turn| turn.vendor.per_second),
    ));
    report.bound(
        "(d) latency the gateway adds to the vendor's, p95 at half load",
        of(Turn::added),
        ADDED_LATENCY_MS,
        "ms",
    );
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
