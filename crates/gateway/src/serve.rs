//! The accept loop: what a client may not do is wait for ever.
//!
//! `axum::serve` has no timeout for a half-sent header and no cap on connections, so a thousand silent clients would
//! stay for good. Here every state of a connection has an end: header, body, a reader that stopped, silence.

mod idle;

use std::{io, pin::pin, sync::Arc, time::Duration};

use axum::Router;
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
use tower::Layer as _;
use tower_http::timeout::RequestBodyDeadlineLayer;
use tracing::debug;

use idle::Idle;

/// After how long, or how many.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// From the start of a connection, or the end of the answer before, to the end of the request's header.
    pub header: Duration,
    /// From the end of the header to the end of the request's body.
    pub body: Duration,
    /// Without a byte in either direction; longer than the vendor may take.
    pub idle: Duration,
    /// Connections at the same time; more wait in the system's queue.
    pub connections: usize,
    /// For answers under way when told to stop.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header: Duration::from_secs(10),
            body: Duration::from_secs(10),
            idle: Duration::from_mins(1),
            connections: 2048,
            drain: Duration::from_secs(10),
        }
    }
}

/// About the longest request header (`hyper` looks after reading): enough for a page's cookies, no burden.
const LONGEST_HEADER: usize = 64 * 1024;
/// After an accept that failed for want of file descriptors; trying at once would only burn the processor.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves until `stop` is there, then lets answers under way end.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, stop: impl Future<Output = ()>) {
    let permits = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let service = RequestBodyDeadlineLayer::new(limits.body).layer(router);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.header).max_buf_size(LONGEST_HEADER);

    let mut stop = pin!(stop);
    loop {
        let next = async {
            let permit = Arc::clone(&permits).acquire_owned().await;
            (accept(&listener).await, permit)
        };
        let (stream, permit) = tokio::select! {
            // First, so that a rush of connections can't keep it from stopping.
            biased;
            () = &mut stop => break,
            next = next => next,
        };
        let io = TokioIo::new(Idle::new(stream, limits.idle));
        let connection = http.serve_connection(io, TowerToHyperService::new(service.clone()));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                debug!(%error, "connection");
            }
            drop(permit);
        });
    }
    drop(listener);
    if tokio::time::timeout(limits.drain, graceful.shutdown()).await.is_err() {
        debug!("some connections were cut");
    }
}

/// The next connection, however many fail on the way.
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Answers are written whole: waiting for more to send only costs time. Failing costs no more than that.
                let _ = stream.set_nodelay(true);
                return stream;
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
