//! What a browser on this machine would see: one request through the whole router.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use happytalk_gateway::{
    AppState, Settings,
    auth::Auth,
    config::BizCredentials,
    rates::Rates,
    router,
    site::Site,
    vendor::{Biz, HttpVendor, VendorSettings},
};
use tower::ServiceExt as _;
use url::Url;

/// The customer's token in every test: it must never be seen again.
pub const TOKEN: &str = "customer-token-hunter2-hunter2";
/// The credentials of sending: neither.
pub const CLIENT_ID: &str = "client-id-hunter2-hunter2";
/// As above.
pub const CLIENT_SECRET: &str = "client-secret-hunter2-hunter2";
/// The host the router believes to listen on.
pub const HOST: &str = "127.0.0.1:8787";

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    /// The value of a header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The body as a problem, with its invariants checked.
    pub fn problem(&self) -> serde_json::Value {
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem: serde_json::Value = serde_json::from_slice(&self.body).unwrap();
        assert_eq!(problem["status"], self.status.as_u16());
        for member in ["type", "title", "detail"] {
            assert!(problem[member].is_string(), "{member} in {problem}");
        }
        problem
    }

    /// What comes after `urn:happytalk:problem:`.
    pub fn slug(&self) -> String {
        let kind = self.problem()["type"].as_str().unwrap().to_owned();
        kind.strip_prefix("urn:happytalk:problem:").unwrap().to_owned()
    }
}

/// The settings of a gateway in front of the vendor at `base`.
pub fn settings(base: &Url, timeout: Duration) -> Settings {
    settings_for(vendor_settings(base, timeout))
}

/// How the vendor at `base` is reached, both of its APIs.
pub fn vendor_settings(base: &Url, timeout: Duration) -> VendorSettings {
    let credentials = BizCredentials { client_id: CLIENT_ID.into(), client_secret: CLIENT_SECRET.into() };
    let biz = Biz { api: base.clone(), credentials };
    VendorSettings { customer_api: base.clone(), token: TOKEN.into(), biz: Some(biz), timeout, threads: 0 }
}

/// The settings of a gateway in front of such a vendor.
pub fn settings_for(vendor: VendorSettings) -> Settings {
    crate::logs::capture();
    Settings {
        listen: HOST.parse().unwrap(),
        vendor: Arc::new(HttpVendor::new(vendor).unwrap()),
        site: Site::embedded(),
        allow_origins: Vec::new(),
        media_hosts: vec!["*.happytalk.io".parse().unwrap()],
        auth: Auth::None,
        rates: Rates::none(),
        live: None,
        trusted_proxies: Vec::new(),
    }
}

/// A gateway whose vendor is not there: for everything that must not call it.
pub fn alone() -> Router {
    let nowhere = Url::parse("http://127.0.0.1:9").unwrap();
    router(AppState::new(settings(&nowhere, Duration::from_secs(5))))
}

/// Sends one request and checks what holds for every answer.
pub async fn send(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let answer =
        Answer { status: parts.status, headers: parts.headers, body: to_bytes(body, usize::MAX).await.unwrap() };
    check_headers(&answer);
    check_secrecy(&answer);
    answer
}

/// `GET path` with the right host.
pub async fn get(router: &Router, path: &str) -> Answer {
    send(router, request("GET", path).body(Body::empty()).unwrap()).await
}

/// A request with the right host, to be completed.
pub fn request(method: &str, path: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(path).header("host", HOST)
}

fn check_headers(answer: &Answer) {
    let policy = answer.header("content-security-policy");
    for directive in [
        "default-src 'none'; ",
        "script-src 'self' 'wasm-unsafe-eval'; ",
        "require-trusted-types-for 'script'; trusted-types 'none'",
    ] {
        assert!(policy.contains(directive), "{directive} in {policy:?} of {answer:?}");
    }
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
    assert!(answer.header("permissions-policy").contains("camera=()"));
    let public = answer.header("access-control-allow-origin") == "*";
    assert_eq!(
        answer.header("cross-origin-resource-policy"),
        if public { "cross-origin" } else { "same-origin" },
        "{answer:?}"
    );
    assert!(public || answer.header("cache-control") == "no-store", "{answer:?}");
}

fn check_secrecy(answer: &Answer) {
    let everything = format!("{:?} {}", answer.headers, String::from_utf8_lossy(&answer.body));
    for secret in [TOKEN, CLIENT_ID, CLIENT_SECRET] {
        assert!(!everything.contains(secret), "{everything}");
    }
}
