//! `GET /metrics` on a listener of its own (`--metrics-listen`), in Prometheus' text format.
//!
//! A listener of its own, because numbers are for the operator: it has no authentication and belongs on an address that
//! only the monitoring reaches.

use std::{error::Error, fmt, io, net::SocketAddr, time::Duration};

use axum::{Router, http::header, routing::get};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};
use tokio::{net::TcpListener, task::JoinHandle};

use super::{ALL, Kind, ready};
use crate::{
    drain::Drain,
    serve::{Limits, serve},
    state::AppState,
};

/// Upper ends of the buckets, in seconds: from a file out of memory to the vendor's timeout.
const BUCKETS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
/// Samples are kept until they are sorted into buckets, by a scrape or after so long.
const UPKEEP: Duration = Duration::from_secs(5);

/// Begins to count, and serves the numbers until the process ends; gives the address it really has. Whether it is ready is
/// asked of `state` at each scrape, so that an alarm needs nobody who asks `/readyz`.
///
/// # Errors
/// [`NotMeasured`] when the address is taken, or this process counts already.
pub async fn listen(addr: SocketAddr, state: AppState) -> Result<(SocketAddr, JoinHandle<()>), NotMeasured> {
    let listener = TcpListener::bind(addr).await.map_err(|error| NotMeasured::Listen(addr, error))?;
    let addr = listener.local_addr().map_err(|error| NotMeasured::Listen(addr, error))?;
    let buckets = PrometheusBuilder::new().set_buckets(&BUCKETS).map_err(NotMeasured::Recorder)?;
    let numbers = buckets.install_recorder().map_err(NotMeasured::Recorder)?;
    describe();
    let shown = numbers.clone();
    let text =
        [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    let router = Router::new().route(
        "/metrics",
        get(move || async move {
            ready(state.is_ready());
            (text, shown.render())
        }),
    );
    let limits = Limits { connections: 64, ..Limits::default() };
    let serving = tokio::spawn(async move {
        tokio::select! {
            () = serve(listener, router, limits, Drain::new(), std::future::pending()) => {}
            () = keep_up(numbers) => {}
        }
    });
    Ok((addr, serving))
}

/// Every name with its meaning, and a zero where nothing has happened yet: a missing series can't be alarmed on.
fn describe() {
    for (name, kind, meaning) in ALL {
        match kind {
            Kind::Counter => metrics::describe_counter!(name, meaning),
            Kind::Gauge => {
                metrics::describe_gauge!(name, meaning);
                metrics::gauge!(name).set(0.0);
            }
            Kind::Histogram => metrics::describe_histogram!(name, metrics::Unit::Seconds, meaning),
        }
    }
    super::events_stored(0);
    super::events_repeated(0);
    super::events_sent(0);
}

async fn keep_up(numbers: PrometheusHandle) {
    let mut ticks = tokio::time::interval(UPKEEP);
    loop {
        ticks.tick().await;
        numbers.run_upkeep();
    }
}

/// Why nothing is counted.
#[derive(Debug)]
pub enum NotMeasured {
    /// The socket.
    Listen(SocketAddr, io::Error),
    /// Counted already, or not countable.
    Recorder(BuildError),
}

impl fmt::Display for NotMeasured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Listen(addr, error) => write!(f, "cannot listen on {addr} for metrics: {error}"),
            Self::Recorder(error) => write!(f, "cannot measure: {error}"),
        }
    }
}

impl Error for NotMeasured {}
