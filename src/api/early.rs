//! The first request of a room, which the loader sends while the WebAssembly module is still being compiled.
//!
//! The loader sends it only without token and headers, by the URL rules of `www/happytalk.js`. A table of cases checks that
//! the rules here are the same (`tests/early_request.rs`).

use gloo_net::http::Response;
use happytalk_model::RoomId;
use happytalk_present::options::{Credentials, ProxyMode};
use js_sys::{ArrayBuffer, Promise, Uint8Array};
use serde::Deserialize;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

use super::{AbortHandle, Client, client::Failure};
use crate::browser::url::resolve_url;

/// A request that was sent, and its response. Dropping it aborts the request.
#[derive(Debug, Deserialize)]
#[serde(from = "EarlyRequest")]
pub struct EarlyResponse {
    url: String,
    credentials: String,
    response: Promise,
    body: Promise,
    abort: AbortHandle,
}

/// The object that the loader passes to the viewer.
#[derive(Debug, Deserialize)]
struct EarlyRequest {
    url: String,
    credentials: String,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    response: Promise,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    body: Promise,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    controller: AbortController,
}

impl From<EarlyRequest> for EarlyResponse {
    fn from(EarlyRequest { url, credentials, response, body, controller }: EarlyRequest) -> Self {
        Self { url, credentials, response, body, abort: AbortHandle::of_controller(controller) }
    }
}

impl EarlyResponse {
    /// Returns whether the client would send the same request for the room now.
    pub(super) fn answers(&self, client: &Client, room: &RoomId) -> bool {
        early_url(client, room).is_some_and(|url| url == self.url)
            && credentials_value(client.proxy.credentials) == self.credentials
    }

    pub(super) fn abort(&self) -> &AbortHandle {
        &self.abort
    }

    /// Returns the response, whose body the loader has taken.
    pub(super) async fn response(&self) -> Result<Response, Failure> {
        let response: web_sys::Response = value(&self.response).await?;
        Ok(response.into())
    }

    pub(super) async fn body(&self) -> Result<Vec<u8>, Failure> {
        let body: ArrayBuffer = value(&self.body).await?;
        Ok(Uint8Array::new(&body).to_vec())
    }
}

async fn value<T: JsCast>(promise: &Promise) -> Result<T, Failure> {
    let value = JsFuture::from(promise.clone()).await.map_err(|_| Failure::Unreachable)?;
    value.dyn_into().map_err(|_| Failure::Unreachable)
}

/// Returns the URL of the request that the loader may send for a room; `None` if it must not send one.
pub fn early_url(client: &Client, room: &RoomId) -> Option<String> {
    let may_send = client.proxy.mode == ProxyMode::Gateway && client.authorization.is_empty();
    may_send.then(|| resolve_url(&format!("{}rooms/{room}", client.proxy.base)))?
}

/// Returns the `RequestCredentials` value.
pub fn credentials_value(credentials: Credentials) -> &'static str {
    match credentials {
        Credentials::Omit => "omit",
        Credentials::SameOrigin => "same-origin",
        Credentials::Include => "include",
    }
}
