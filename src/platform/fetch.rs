//! Requests to the proxy: bytes in, with a time limit and a way to give up.

use std::{cell::Cell, rc::Rc};

use gloo_net::http::{Request as Builder, Response};
use js_sys::{Function, JSON, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestCache, RequestCredentials, RequestRedirect};

use crate::options::Credentials;

/// The whole exchange, milliseconds. The gateway gives the vendor 8 s; this is for a proxy that says nothing at all.
const TIME_LIMIT: i32 = 20_000;

/// Extra request headers of the page's.
#[derive(Clone, Debug, PartialEq)]
pub struct Headers(web_sys::Headers);

impl Headers {
    /// `None` when the value is no `Headers` object.
    pub fn from_js(value: JsValue) -> Option<Self> {
        value.dyn_into().ok().map(Self)
    }
}

/// A way to give a request up.
#[derive(Clone, Debug)]
pub struct Abort(AbortController);

impl Abort {
    /// For a request yet to be made. `None` where the browser has no `AbortController`.
    pub fn new() -> Option<Self> {
        AbortController::new().ok().map(Self)
    }

    /// Gives up. Nothing happens when the answer is already there.
    pub fn give_up(&self) {
        self.0.abort();
    }
}

/// Whatever the proxy said.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// 200–299.
    pub ok: bool,
    /// The body.
    pub body: Vec<u8>,
}

/// There is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// None in time.
    TooSlow,
    /// None at all, or not a whole one.
    NoAnswer,
}

/// A `GET`, or a `POST` of JSON.
#[derive(Debug)]
pub struct Request<'a> {
    /// Absolute URL.
    pub url: &'a str,
    /// Cookies.
    pub credentials: Credentials,
    /// `Authorization: Bearer`.
    pub token: Option<&'a str>,
    /// Extra headers.
    pub headers: Option<&'a Headers>,
    /// JSON to be posted.
    pub body: Option<&'a str>,
}

/// Sends and reads.
pub async fn send(request: Request<'_>, abort: &Abort) -> Result<Answer, Failure> {
    let limit = Limit::start(&abort.0);
    let answer = async {
        let headers = match request.headers {
            // A copy: the page's own object is not written to.
            Some(Headers(headers)) => web_sys::Headers::new_with_headers(headers),
            None => web_sys::Headers::new(),
        };
        let headers = headers.map_err(|_| Failure::NoAnswer)?;
        let start = if request.body.is_some() { Builder::post } else { Builder::get };
        let mut builder = start(request.url).headers(gloo_net::http::Headers::from_raw(headers));
        builder = builder.header("accept", "application/json");
        if let Some(token) = request.token {
            builder = builder.header("authorization", &["Bearer ", token].concat());
        }
        if request.token.is_some() || request.headers.is_some() {
            // What the page entrusted to the proxy must not follow a redirect elsewhere.
            builder = builder.redirect(RequestRedirect::Error);
        }
        builder = builder
            .cache(RequestCache::NoStore)
            .credentials(match request.credentials {
                Credentials::Omit => RequestCredentials::Omit,
                Credentials::SameOrigin => RequestCredentials::SameOrigin,
                Credentials::Include => RequestCredentials::Include,
            })
            .abort_signal(Some(&abort.0.signal()));
        if request.body.is_some() {
            builder = builder.header("content-type", "application/json");
        }
        // Nothing is what a `GET` has.
        let request = builder.body(request.body.map(JsValue::from_str));
        let response = request.map_err(|_| Failure::NoAnswer)?.send().await.map_err(|_| Failure::NoAnswer)?;
        body(response).await
    };
    answer.await.map_err(|failure| limit.explain(failure))
}

/// A request the page sent before the viewer was there.
#[derive(Clone, Debug)]
pub struct Started {
    url: String,
    response: Promise,
    abort: Abort,
}

impl Started {
    /// From `{ url, response, controller }`, where `response` is what `fetch` gave.
    pub fn from_js(value: &JsValue) -> Option<Self> {
        let field = |name: &str| Reflect::get(value, &name.into()).ok();
        Some(Self {
            url: field("url")?.as_string()?,
            response: field("response")?.dyn_into().ok()?,
            abort: Abort(field("controller")?.dyn_into().ok()?),
        })
    }

    /// How to give it up.
    pub fn abort(&self) -> Abort {
        self.abort.clone()
    }

    /// The absolute URL it asked for.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Waits for it, within the limit of any other request.
    pub async fn answer(self) -> Result<Answer, Failure> {
        let limit = Limit::start(&self.abort.0);
        let answer = async {
            let response = JsFuture::from(self.response).await.map_err(|_| Failure::NoAnswer)?;
            let response: web_sys::Response = response.dyn_into().map_err(|_| Failure::NoAnswer)?;
            body(Response::from(response)).await
        };
        answer.await.map_err(|failure| limit.explain(failure))
    }
}

async fn body(response: Response) -> Result<Answer, Failure> {
    let body = response.binary().await.map_err(|_| Failure::NoAnswer)?;
    Ok(Answer { status: response.status(), ok: response.ok(), body })
}

/// Aborts when the time is up; dropping it stops the clock.
struct Limit {
    timer: Option<i32>,
    expired: Rc<Cell<bool>>,
    _ring: Closure<dyn FnMut()>,
}

impl Limit {
    fn start(controller: &AbortController) -> Self {
        let expired = Rc::new(Cell::new(false));
        let ring = {
            let (controller, expired) = (controller.clone(), Rc::clone(&expired));
            Closure::new(move || {
                expired.set(true);
                controller.abort();
            })
        };
        let timer = web_sys::window().and_then(|window| {
            let ring = ring.as_ref().unchecked_ref();
            window.set_timeout_with_callback_and_timeout_and_arguments_0(ring, TIME_LIMIT).ok()
        });
        Self { timer, expired, _ring: ring }
    }

    fn explain(&self, failure: Failure) -> Failure {
        if self.expired.get() { Failure::TooSlow } else { failure }
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        if let (Some(window), Some(timer)) = (web_sys::window(), self.timer) {
            window.clear_timeout_with_handle(timer);
        }
    }
}

/// Calls the page's token function; `None` when it throws, rejects or gives no text.
pub async fn ask(token: &Function) -> Option<String> {
    let given = token.call0(&JsValue::UNDEFINED).ok()?;
    JsFuture::from(Promise::resolve(&given)).await.ok()?.as_string()
}

/// What an RFC 9457 problem document says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// For a developer; empty when the body is no problem document.
    pub detail: String,
    /// The vendor's own code (`vendor_code`), when it was the vendor who said no.
    pub vendor_code: Option<i32>,
}

impl Problem {
    /// Reads the body of an answer that is no success.
    pub fn read(body: &[u8]) -> Self {
        let text = std::str::from_utf8(body).unwrap_or_default();
        let Ok(problem) = JSON::parse(text) else { return Self::default() };
        let field = |name: &str| Reflect::get(&problem, &name.into()).ok();
        let words = |name: &str| field(name)?.as_string();
        #[expect(clippy::cast_possible_truncation, reason = "codes are small whole numbers; anything else is no code")]
        let vendor_code = field("vendor_code").and_then(|code| code.as_f64()).map(|code| code as i32);
        Self { detail: words("detail").or_else(|| words("title")).unwrap_or_default(), vendor_code }
    }
}
