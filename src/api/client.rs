//! The HTTP client: address, credentials, token, timeout, abort.

use happytalk_present::options::{Credentials, ProxyMode};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsValue;

/// How the proxy is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyConfig {
    /// Base URL with a trailing slash; may be relative to the document.
    pub base: String,
    /// The dialect.
    pub mode: ProxyMode,
    /// Cookies.
    pub credentials: Credentials,
}

/// What the page adds to each request. Sent to the proxy only.
#[derive(Clone, Debug)]
pub struct Authorization {
    /// A string, a function that returns a string or a promise of one, or `undefined`.
    pub token: SendWrapper<JsValue>,
    /// Extra request headers.
    pub headers: Vec<(String, String)>,
}

/// A client of one proxy. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Client {
    /// How the proxy is reached.
    pub proxy: ProxyConfig,
    /// What is added to each request.
    pub authorization: Authorization,
}
