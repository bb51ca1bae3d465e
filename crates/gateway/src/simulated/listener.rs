//! The accept loop. Its own, because one of the failures is a connection that is reset in the middle of an answer.

use std::sync::Arc;

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Notify,
    task::JoinSet,
};

/// Resets the connection that a request came on.
#[derive(Clone, Debug, Default)]
pub(super) struct Reset(Arc<Notify>);

impl Reset {
    /// Never returns: the connection is gone.
    pub(super) async fn now(&self) {
        self.0.notify_one();
        std::future::pending::<()>().await;
    }
}

/// Serves until it is dropped, and then closes what is open.
pub(super) async fn serve(listener: TcpListener, router: Router) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                // An error here is a client that left, or a moment without file descriptors.
                if let Ok((stream, _)) = accepted {
                    connections.spawn(connection(stream, router.clone()));
                }
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn connection(stream: TcpStream, router: Router) {
    let reset = Reset::default();
    let service = TowerToHyperService::new(router.layer(Extension(reset.clone())));
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    tokio::select! {
        // An error is a client that broke off, or an answer that was cut on purpose.
        _ = &mut connection => {}
        () = reset.0.notified() => {
            let stream = connection.into_parts().io.into_inner();
            // With no time to linger, closing sends RST, not FIN. Failing leaves an ordinary close, which is also early.
            let _ = stream.set_zero_linger();
        }
    }
}
