//! A host page on another origin, with its own Content Security Policy, that embeds the viewer.

use std::{net::SocketAddr, sync::OnceLock};

use axum::{Router, http::header, routing::get};
use tokio::net::TcpListener;

use crate::{Result, Stack};

/// A server on a free port that serves one page at `/`.
#[derive(Debug)]
pub struct HostPage {
    addr: SocketAddr,
    page: &'static OnceLock<(String, String)>,
}

impl HostPage {
    /// Starts the server. Its page is set later, because the gateway must allow its address first.
    ///
    /// # Errors
    /// Fails when there is no free port.
    async fn start() -> Result<Self> {
        // A few bytes, for the lifetime of the test process.
        let page: &'static OnceLock<(String, String)> = Box::leak(Box::default());
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let addr = listener.local_addr()?;
        let answer = move || async move {
            let (html, policy) = page.get().cloned().unwrap_or_default();
            let content_type = "text/html; charset=utf-8".to_owned();
            ([(header::CONTENT_TYPE, content_type), (header::CONTENT_SECURITY_POLICY, policy)], html)
        };
        let router = Router::new().route("/", get(answer));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { addr, page })
    }

    /// Returns scheme, host and port.
    pub fn origin(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Starts a page with the gateway's script and the HTML that `elements` returns for the gateway's origin.
    ///
    /// The page has a strict policy, and the gateway allows its origin.
    ///
    /// # Errors
    /// Fails when there is no free port, or the viewer has not been built.
    pub async fn embedding(elements: impl Fn(&str) -> String) -> Result<(Self, Stack)> {
        let page = Self::start().await?;
        let stack = Stack::allowing(&[&page.origin()]).await?;
        let host = stack.origin();
        let html = format!(
            "<!doctype html><html lang=\"ko\"><title>주문</title><h1>주문</h1>\n\
             <script type=\"module\" src=\"{host}/happytalk.js\"></script>\n{}",
            elements(&host)
        );
        let policy = format!(
            "default-src 'none'; script-src {host} 'wasm-unsafe-eval'; connect-src {host}; img-src {host}; \
             require-trusted-types-for 'script'; trusted-types 'none'"
        );
        page.show(&html, &policy)?;
        Ok((page, stack))
    }

    /// Sets the page.
    ///
    /// # Errors
    /// Fails when it was set before.
    fn show(&self, html: &str, policy: &str) -> Result {
        self.page.set((html.to_owned(), policy.to_owned())).map_err(|_| "the page is already set".into())
    }
}
