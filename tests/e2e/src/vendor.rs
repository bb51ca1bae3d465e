//! A vendor that keeps every request as it came, and answers what the test says.

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

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    /// `POST`, one hopes.
    pub method: Method,
    /// With the query, if there is one.
    pub path: String,
    /// All of them.
    pub headers: HeaderMap,
    /// As it came.
    pub body: Bytes,
}

/// Running until the test's runtime ends.
#[derive(Clone, Debug)]
pub struct Vendor {
    /// Where it listens.
    pub addr: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Vendor {
    /// Starts one whose every answer is made by `answer`.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start(answer: impl Fn() -> Response + Clone + Send + Sync + 'static) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let addr = listener.local_addr()?;
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        let router = Router::new().fallback(move |request: Request| async move {
            let (head, body) = request.into_parts();
            let body = to_bytes(body, 1 << 20).await.unwrap_or_default();
            kept.lock().unwrap_or_else(PoisonError::into_inner).push(Asked {
                method: head.method,
                path: head.uri.to_string(),
                headers: head.headers,
                body,
            });
            answer()
        });
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { addr, asked })
    }

    /// What came since the last call.
    pub fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
