//! The HTTP client of one proxy: base URL, credentials, token, headers, timeout, abort.

use std::{rc::Rc, time::Duration};

use futures_util::future::{Either, select};
use gloo_net::http::{Headers, Request, Response};
use happytalk_present::options::{Credentials, ProxyMode};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsValue;
use web_sys::{AbortSignal, RequestCache, RequestCredentials, RequestRedirect};

use super::{
    ApiError, Authorization, EarlyResponse, RequestSignal, authorization::NoToken, error::FailureKind, problem::Problem,
};
use crate::browser::{page::is_online, timers::sleep, url::resolve_url};

/// Timeout of a request including its body. The gateway's own timeout is 8 s, so this one detects an unresponsive proxy.
pub(super) const TIMEOUT: Duration = Duration::from_secs(20);

/// Timeout of the page's token function, which may ask the reader to sign in.
const TOKEN_TIMEOUT: Duration = Duration::from_mins(2);

const CAPABILITIES: &str = "happytalk-can";
const GATEWAY_VERSION: &str = "happytalk-gateway-version";
const REQUEST_ID: &str = "x-request-id";

/// Configuration of the proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyConfig {
    /// Base URL with a trailing slash; may be relative to the document.
    pub base: String,
    /// Protocol of the proxy.
    pub mode: ProxyMode,
    /// Credentials mode of `fetch`.
    pub credentials: Credentials,
}

/// A client of one proxy. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    /// Configuration of the proxy.
    pub proxy: ProxyConfig,
    /// Token and headers of each request.
    pub authorization: Authorization,
    token_observer: Option<TokenObserver>,
}

type TokenObserver = SendWrapper<Rc<dyn Fn(&str)>>;

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("proxy", &self.proxy).finish_non_exhaustive()
    }
}

/// A request to the proxy: `POST` if it has a body, otherwise `GET`.
#[derive(Debug, Default)]
pub(super) struct Call<'a> {
    /// Path below the proxy's base.
    pub path: &'a str,
    /// Query parameters.
    pub query: &'a [(&'a str, &'a str)],
    /// JSON body.
    pub body: Option<&'a str>,
    /// Additional headers.
    pub headers: &'a [(&'static str, &'a str)],
}

/// A response whose body has been read.
#[derive(Debug)]
pub(super) struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
    /// Value of the header `Happytalk-Can`.
    pub capabilities: Option<String>,
    request_id: Option<String>,
    gateway_version: Option<String>,
}

impl Answer {
    fn new(response: &Response, body: Vec<u8>) -> Self {
        let header = |name: &str| response.headers().get(name);
        Self {
            status: response.status(),
            body,
            capabilities: header(CAPABILITIES),
            request_id: header(REQUEST_ID),
            gateway_version: header(GATEWAY_VERSION),
        }
    }

    /// Returns whether the status is in the range 200–299.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Adds the request id and the gateway version of the response to an error.
    pub fn describe(&self, error: ApiError) -> ApiError {
        let (request_id, gateway_version) = (self.request_id.clone(), self.gateway_version.clone());
        ApiError { status: Some(self.status), request_id, gateway_version, ..error }
    }
}

/// Reason why there is no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// `fetch` failed without a reason: the proxy is down, CORS forbids the request, or the request was aborted.
    Unreachable,
    /// `fetch` failed, and the browser has no network connection.
    Offline,
    /// The request timed out.
    Timeout,
    /// Nothing was sent: the page's token function failed or did not return in time, or its token is not a valid header value.
    NoToken,
    /// Nothing was sent: the base of the proxy is not a valid URL.
    InvalidUrl,
}

impl From<NoToken> for Failure {
    fn from(_: NoToken) -> Self {
        Self::NoToken
    }
}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        let (kind, message) = match failure {
            Failure::Unreachable => (FailureKind::Offline, "the proxy can't be reached, or does not allow this origin"),
            Failure::Offline => (FailureKind::Offline, "offline"),
            Failure::Timeout => (FailureKind::Timeout, "no answer in time"),
            Failure::NoToken => (FailureKind::Unauthorized, "the page's token function returned no token in time"),
            Failure::InvalidUrl => (FailureKind::BadRequest, "proxy is no URL"),
        };
        Self::new(kind, message)
    }
}

impl Client {
    /// Returns a client.
    pub fn new(proxy: ProxyConfig, authorization: Authorization) -> Self {
        Self { proxy, authorization, token_observer: None }
    }

    /// Calls `observer` with each token that is sent.
    #[must_use]
    pub fn watch_token(mut self, observer: impl Fn(&str) + 'static) -> Self {
        self.token_observer = Some(SendWrapper::new(Rc::new(observer)));
        self
    }

    /// Makes a call and returns its successful response.
    ///
    /// # Errors
    /// There is no response, or its status is not a success.
    pub(super) async fn call(
        &self,
        call: &Call<'_>,
        early: Option<EarlyResponse>,
        signal: &RequestSignal,
    ) -> Result<Answer, ApiError> {
        let answer = self.exchange(call, early, signal).await?;
        if answer.is_success() {
            return Ok(answer);
        }
        Err(answer.describe(ApiError::from_problem(answer.status, Problem::parse(&answer.body))))
    }

    /// Makes a call and returns its response with any status. Uses `early` instead of a new request, if present.
    ///
    /// # Errors
    /// There is no response.
    pub(super) async fn exchange(
        &self,
        call: &Call<'_>,
        early: Option<EarlyResponse>,
        signal: &RequestSignal,
    ) -> Result<Answer, Failure> {
        let url = self.url(call.path).ok_or(Failure::InvalidUrl)?;
        let token = if early.is_some() { None } else { self.next_token().await? };
        let exchange = Box::pin(async {
            let _link = early.as_ref().map(|early| signal.link(early.abort()));
            if let Some(early) = &early {
                return Ok(Answer::new(&early.response().await?, early.body().await?));
            }
            let response = self.send(&url, call, token.as_deref(), &signal.web_signal()).await?;
            let body = response.binary().await.map_err(|_| Failure::Unreachable)?;
            Ok(Answer::new(&response, body))
        });
        match select(exchange, Box::pin(sleep(TIMEOUT))).await {
            Either::Left((Err(Failure::Unreachable), _)) if !is_online() => Err(Failure::Offline),
            Either::Left((result, _)) => result,
            Either::Right(_) => {
                signal.abort();
                Err(Failure::Timeout)
            }
        }
    }

    /// Returns the absolute URL of a path below the proxy's base.
    pub(super) fn url(&self, path: &str) -> Option<String> {
        resolve_url(&[&self.proxy.base, path].concat())
    }

    /// Returns the token for the next request, and passes it to the observer.
    ///
    /// # Errors
    /// The page's token function fails, or does not return in time.
    pub(super) async fn next_token(&self) -> Result<Option<String>, Failure> {
        let token = match select(Box::pin(self.authorization.token()), Box::pin(sleep(TOKEN_TIMEOUT))).await {
            Either::Left((token, _)) => token?,
            Either::Right(_) => return Err(Failure::NoToken),
        };
        if let (Some(token), Some(observer)) = (&token, &self.token_observer) {
            observer(token);
        }
        Ok(token)
    }

    /// Sends a request and returns its response when the headers have arrived.
    ///
    /// # Errors
    /// There is no response, or the token can't be sent.
    pub(super) async fn send(
        &self,
        url: &str,
        call: &Call<'_>,
        token: Option<&str>,
        signal: &AbortSignal,
    ) -> Result<Response, Failure> {
        let headers = self.headers(call, token).map_err(|_| Failure::NoToken)?;
        // A redirect must not send the token and headers to another server.
        let has_secrets = token.is_some() || !self.authorization.headers().is_empty();
        let builder = if call.body.is_some() { Request::post(url) } else { Request::get(url) };
        let builder = builder
            .query(call.query.iter().copied())
            .headers(headers)
            .credentials(match self.proxy.credentials {
                Credentials::Omit => RequestCredentials::Omit,
                Credentials::SameOrigin => RequestCredentials::SameOrigin,
                Credentials::Include => RequestCredentials::Include,
            })
            .redirect(if has_secrets { RequestRedirect::Error } else { RequestRedirect::Follow })
            .cache(RequestCache::NoStore)
            .abort_signal(Some(signal));
        let request = match call.body {
            Some(body) => builder.body(body),
            None => builder.build(),
        };
        let request = request.map_err(|_| Failure::Unreachable)?;
        request.send().await.map_err(|_| Failure::Unreachable)
    }

    /// Does not use gloo's setter, which panics on an invalid value such as a token with a line break.
    fn headers(&self, call: &Call<'_>, token: Option<&str>) -> Result<Headers, JsValue> {
        let headers = web_sys::Headers::new()?;
        for (name, value) in self.authorization.headers() {
            headers.set(name, value)?;
        }
        if call.body.is_some() {
            headers.set("content-type", "application/json")?;
        }
        for (name, value) in call.headers {
            headers.set(name, value)?;
        }
        if let Some(token) = token {
            headers.set("authorization", &["Bearer ", token].concat())?;
        }
        Ok(Headers::from_raw(headers))
    }
}
