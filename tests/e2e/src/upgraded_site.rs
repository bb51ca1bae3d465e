//! A site that was upgraded: the script that a page has loaded names files that no longer exist.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::{
    Router,
    extract::State,
    http::{StatusCode, Uri, header},
    response::{Html, IntoResponse, Response},
};
use reqwest::Client;
use tokio::net::TcpListener;

use crate::{Result, Stack};

/// A server in front of a gateway. `/` is a page with the viewer's script and no element.
#[derive(Debug)]
pub struct UpgradedSite {
    addr: SocketAddr,
}

#[derive(Clone)]
struct Shared {
    gateway: String,
    client: Client,
    /// Whether a page has the former script.
    was_served: Arc<AtomicBool>,
}

impl UpgradedSite {
    /// Starts the server.
    ///
    /// # Errors
    /// Fails when there is no free port.
    pub async fn start(stack: &Stack) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let addr = listener.local_addr()?;
        let shared = Shared { gateway: stack.origin(), client: Client::new(), was_served: Arc::default() };
        let router = Router::new().fallback(serve).with_state(shared);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { addr })
    }

    /// Returns the address of the page.
    pub fn url(&self) -> String {
        format!("http://{}/", self.addr)
    }
}

async fn serve(State(shared): State<Shared>, uri: Uri) -> Response {
    if uri.path() == "/" {
        return Html("<!doctype html><title>주문</title><script type=module src=/happytalk.js></script>")
            .into_response();
    }
    let is_former = uri.path() == "/happytalk.js" && !shared.was_served.swap(true, Ordering::Relaxed);
    match fetch(&shared, &uri).await {
        Ok((status, content_type, body)) => {
            let body = if is_former { former_script(&body) } else { body };
            (status, [(header::CONTENT_TYPE, content_type)], body).into_response()
        }
        Err(error) => (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
    }
}

async fn fetch(shared: &Shared, uri: &Uri) -> reqwest::Result<(StatusCode, String, Vec<u8>)> {
    let answer = shared.client.get(format!("{}{uri}", shared.gateway)).send().await?;
    let content_type = answer.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let content_type = content_type.unwrap_or_default().to_owned();
    Ok((answer.status(), content_type, answer.bytes().await?.to_vec()))
}

/// Returns the script as the former release had it, with other hashes in the names of its files.
fn former_script(script: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(script).replace("./happytalk-", "./happytalk-0").into_bytes()
}
