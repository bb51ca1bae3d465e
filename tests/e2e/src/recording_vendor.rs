//! A vendor that records every request and sends a response of the test's choice.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Router,
    body::{Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, Method},
    response::Response,
};
use tokio::net::TcpListener;

use crate::Result;

/// A recorded request.
#[derive(Clone, Debug)]
pub struct Received {
    /// The method; `POST` in all valid calls.
    pub method: Method,
    /// The path with its query, if any.
    pub path: String,
    /// All headers.
    pub headers: HeaderMap,
    /// The raw body.
    pub body: Bytes,
}

/// A running vendor. It ends with the test's runtime.
#[derive(Clone, Debug)]
pub struct RecordingVendor {
    /// The address it listens on.
    pub addr: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
}

impl RecordingVendor {
    /// Starts a vendor that responds to every request with the result of `answer`.
    ///
    /// # Errors
    /// Fails when there is no free port.
    pub async fn start(answer: impl Fn() -> Response + Clone + Send + Sync + 'static) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let addr = listener.local_addr()?;
        let received = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&received);
        let router = Router::new().fallback(move |request: Request| async move {
            let (head, body) = request.into_parts();
            let body = to_bytes(body, 1 << 20).await.unwrap_or_default();
            kept.lock().unwrap_or_else(PoisonError::into_inner).push(Received {
                method: head.method,
                path: head.uri.to_string(),
                headers: head.headers,
                body,
            });
            answer()
        });
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { addr, received })
    }

    /// Returns the requests since the last call.
    pub fn take_received(&self) -> Vec<Received> {
        std::mem::take(&mut self.received.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
