//! The accept loop: what a client may not do is wait for ever, nor keep the others from being served.
//!
//! `axum::serve` has no timeout for a half-sent header and no cap on connections, so a thousand silent clients would
//! stay for good. Here every state of a connection has an end: header, body, a reader that stopped, silence; and who
//! comes when all places are taken is told so at once (`shed`).

mod closing;
mod deaf;
mod idle;
mod shed;
mod threads;

use std::{
    io,
    net::SocketAddr,
    pin::pin,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{Extension, Router, extract::ConnectInfo, response::Response};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tower::{Layer as _, util::MapResponseLayer};
use tower_http::timeout::RequestBodyDeadlineLayer;
use tracing::{debug, info};

use crate::{drain::Drain, metrics, vendor::TURN};
use idle::Idle;
use shed::Shed;
use threads::Threads;
pub use threads::a_thread_per_processor;
pub(crate) use threads::number as thread;

/// After how long, or how many.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// From the start of a connection, or the end of the answer before, to the end of the request's header.
    pub header: Duration,
    /// From the end of the header to the end of the request's body.
    pub body: Duration,
    /// Without a byte in either direction; longer than the vendor may take.
    pub idle: Duration,
    /// Connections at the same time, event streams included; whoever comes then gets a 503.
    pub connections: usize,
    /// From being told to stop to the end of listening: the time a load balancer has to turn away.
    pub linger: Duration,
    /// For answers under way after that.
    pub drain: Duration,
    /// Threads that serve connections, each for itself; none: the caller's runtime does.
    pub threads: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // Together below 15 s: longer nobody holds a place without having asked for something.
            header: Duration::from_secs(7),
            body: Duration::from_secs(7),
            idle: Duration::from_mins(1),
            connections: 12_000,
            linger: Duration::from_secs(3),
            drain: Duration::from_secs(10),
            threads: 0,
        }
    }
}

impl Limits {
    /// Wide enough for a vendor that may take so long for a call.
    #[must_use]
    pub fn for_vendor(self, timeout: Duration) -> Self {
        // A message asks twice, for the room and to send, and while the vendor thinks nothing moves on the client's connection.
        let message = (TURN + timeout) * 2;
        Self {
            idle: self.idle.max(message + Duration::from_secs(6)),
            drain: self.drain.max(message + Duration::from_secs(2)),
            ..self
        }
    }
}

/// About the longest request header (`hyper` looks after reading): enough for a page's cookies, no burden.
const LONGEST_HEADER: usize = 64 * 1024;
/// After an accept that failed for want of file descriptors; trying at once would only burn the processor.
const PAUSE: Duration = Duration::from_millis(100);

/// For connections that have begun when listening ends.
const LAST: Duration = Duration::from_millis(100);
/// From the last accept to the closing of connections that have no request under way.
const SETTLE: Duration = Duration::from_millis(500);

/// Serves until `stop` is there, then leaves: see [`Drain`]. Ends when every answer and message under way has, or after
/// [`Limits::linger`] and [`Limits::drain`].
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    drain: Drain,
    stop: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let shed = Shed::new();
    let threads = Threads::start(limits.threads);
    let graceful = GracefulShutdown::new();
    let leaving = drain.clone();
    let closing = MapResponseLayer::new(move |response: Response| closing::while_draining(&leaving, response));
    let service = RequestBodyDeadlineLayer::new(limits.body).layer(closing.layer(router));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.header).max_buf_size(LONGEST_HEADER);

    let take = |stream: TcpStream, peer: SocketAddr| {
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            metrics::shed("connections");
            shed.refuse(stream);
            return;
        };
        // It is watched by the thread that serves it, not by this one.
        let stream = match stream.into_std() {
            Ok(stream) => stream,
            Err(error) => return debug!(%error, "connection"),
        };
        let service = Extension(ConnectInfo(peer)).layer(service.clone());
        let (http, watcher, counted) = (http.clone(), graceful.watcher(), metrics::connection());
        threads.spawn(async move {
            let served = async {
                let io = TokioIo::new(Idle::new(TcpStream::from_std(stream)?, limits.idle));
                let connection = http.serve_connection(io, TowerToHyperService::new(service));
                watcher.watch(connection).await.map_err(io::Error::other)
            };
            if let Err(error) = served.await {
                debug!(%error, "connection");
            }
            drop((place, counted));
        });
    };

    accept_until(&listener, &take, stop).await;
    drain.begin();
    info!(seconds = limits.linger.as_secs(), "told to stop: not ready any more, listening a little longer");
    accept_until(&listener, &take, tokio::time::sleep(limits.linger)).await;
    if let Err(error) = deaf::deafen(&listener) {
        debug!(%error, "the last connection may be reset");
    }
    // Those who have begun are let in: closing the socket would reset them.
    accept_until(&listener, &take, tokio::time::sleep(LAST)).await;
    drop(listener);
    drain.end_streams();
    let since = Instant::now();
    // Who was accepted last has not been read from: shutting down now would close them unread.
    tokio::time::sleep(SETTLE.min(limits.drain)).await;
    let leave = async {
        graceful.shutdown().await;
        drain.released().await;
    };
    let ended = tokio::time::timeout(limits.drain, leave).await.is_ok();
    let milliseconds = u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX);
    info!(milliseconds, cut = !ended, "stopped");
}

/// Takes every connection until `end`.
async fn accept_until(listener: &TcpListener, take: &impl Fn(TcpStream, SocketAddr), end: impl Future<Output = ()>) {
    let mut end = pin!(end);
    loop {
        tokio::select! {
            // First, so that a rush of connections can't keep it from stopping.
            biased;
            () = &mut end => return,
            (stream, peer) = accept(listener) => take(stream, peer),
        }
    }
}

/// The next connection, however many fail on the way.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Answers are written whole: waiting for more to send only costs time. Failing costs no more than that.
                let _ = stream.set_nodelay(true);
                return (stream, peer);
            }
            Err(error) if is_the_clients(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "accepting a connection");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// The client was gone before it was there.
fn is_the_clients(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slowest_message_fits_into_every_limit() {
        for timeout in [1, 8, 13, 60].map(Duration::from_secs) {
            let slowest = TURN + timeout + TURN + timeout;
            let limits = Limits::default().for_vendor(timeout);
            assert!(limits.drain > slowest && limits.idle > slowest, "{timeout:?}: {limits:?}");
        }
        assert_eq!(Limits::default().for_vendor(Duration::from_secs(8)).drain, Duration::from_secs(22));
    }
}
