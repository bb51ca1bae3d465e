//! A minimal passthrough proxy: the simulated vendor's own paths, with only the token added.

use std::net::SocketAddr;

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{StatusCode, Uri, header},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use happytalk_gateway::simulated::{self, Simulated};
use reqwest::Client;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::Result;

/// A simulated vendor behind a minimal proxy, and a page at `/` on the same origin. Ends with the test's runtime.
#[derive(Debug)]
pub struct MinimalProxy {
    addr: SocketAddr,
    _vendor: Simulated,
}

#[derive(Clone)]
struct Shared {
    vendor: String,
    token: String,
    page: String,
    client: Client,
}

impl MinimalProxy {
    /// Starts both. `/` serves `page`; the proxy adds `token`, and the vendor accepts the token `right`.
    ///
    /// # Errors
    /// Fails when there is no free port.
    pub async fn start(page: &str, token: &str) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let addr = listener.local_addr()?;
        let vendor = simulated::spawn(simulated::Settings {
            token: "right".into(),
            client_id: "id".into(),
            client_secret: "secret".into(),
            public_base: "https://pictures.example".to_owned(),
            webhook: None,
        })
        .await?;
        let shared = Shared {
            vendor: format!("http://{}", vendor.addr),
            token: token.to_owned(),
            page: page.to_owned(),
            client: Client::new(),
        };
        let router = Router::new()
            .route("/", get(|State(shared): State<Shared>| async move { Html(shared.page) }))
            .route("/user/api/{call}/format/json", post(forward))
            .with_state(shared);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { addr, _vendor: vendor })
    }

    /// Returns the address of the page.
    pub fn url(&self) -> String {
        format!("http://{}/", self.addr)
    }
}

async fn forward(State(shared): State<Shared>, uri: Uri, body: Bytes) -> Response {
    let Ok(Value::Object(mut fields)) = serde_json::from_slice(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    if fields.insert("token".to_owned(), json!(shared.token)).is_some() {
        return (StatusCode::BAD_REQUEST, "a browser must not send a token").into_response();
    }
    let request =
        shared.client.post(format!("{}{uri}", shared.vendor)).header(header::CONTENT_TYPE, "application/json");
    let answer = match request.body(Value::Object(fields).to_string()).send().await {
        Ok(answer) => answer.bytes().await,
        Err(error) => Err(error),
    };
    match answer {
        Ok(body) => ([(header::CONTENT_TYPE, "application/json")], body).into_response(),
        Err(error) => (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
    }
}
