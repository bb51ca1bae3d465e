//! Somebody else's server: a page on another origin, with a policy of its own, that embeds the viewer.

use std::{net::SocketAddr, sync::OnceLock};

use axum::{Router, http::header, routing::get};
use tokio::net::TcpListener;

use crate::{Result, Stack};

/// A server on a free port that answers `/` with one page, once it is told which.
#[derive(Debug)]
pub struct Foreign {
    addr: SocketAddr,
    page: &'static OnceLock<(String, String)>,
}

impl Foreign {
    /// Starts it. Its address is known before its page is, because the gateway has to allow it.
    ///
    /// # Errors
    /// When no port can be had.
    async fn start() -> Result<Self> {
        // A test's few bytes, for as long as the test's process.
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

    /// Scheme, host and port.
    pub fn origin(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Starts it with a page of two lines: a gateway's script, and what `elements` makes of that gateway's address, under a
    /// strict policy. The gateway allows the page.
    ///
    /// # Errors
    /// When no port can be had, or the viewer has not been built.
    pub async fn embedding(elements: impl Fn(&str) -> String) -> Result<(Self, Stack)> {
        let foreign = Self::start().await?;
        let stack = Stack::allowing(&[&foreign.origin()]).await?;
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
        foreign.show(&html, &policy)?;
        Ok((foreign, stack))
    }

    /// What it answers from now on.
    ///
    /// # Errors
    /// When it was told before.
    fn show(&self, html: &str, policy: &str) -> Result {
        self.page.set((html.to_owned(), policy.to_owned())).map_err(|_| "the page is fixed".into())
    }
}
