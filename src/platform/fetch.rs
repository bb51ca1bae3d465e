//! Requests to the proxy, made by `www/wire.js`: bytes in, with a time limit and a way to give up.

use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

#[wasm_bindgen(module = "/www/wire.js")]
extern "C" {
    fn ask(
        path: &str,
        credentials: &str,
        token: &JsValue,
        headers: &JsValue,
        body: Option<&str>,
        key: Option<&str>,
        started: &JsValue,
        controller: &AbortController,
    ) -> Promise;
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

/// What is sent along, as JavaScript has it: `undefined` is nothing.
#[derive(Debug)]
pub struct Rights<'a> {
    /// Cookies: a `RequestCredentials`.
    pub credentials: &'a str,
    /// The token, or a function that gives it.
    pub token: &'a JsValue,
    /// `Headers`.
    pub headers: &'a JsValue,
}

/// A `GET`, or a `POST` of JSON.
#[derive(Debug)]
pub struct Request<'a> {
    /// URL, as seen from the document.
    pub path: &'a str,
    /// JSON to be posted.
    pub body: Option<&'a str>,
    /// `Idempotency-Key`.
    pub key: Option<&'a str>,
    /// The page's own request, used if it asked for the same thing.
    pub started: Option<&'a Started>,
}

/// Whatever the proxy said.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
    /// `Happytalk-Can`: what the reader may do, in words divided by blanks.
    pub can: Option<String>,
    /// What it says, if it is no success.
    pub problem: Problem,
}

impl Answer {
    /// 200–299.
    pub fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// What an RFC 9457 problem document says.
#[derive(Debug)]
pub struct Problem {
    /// For a developer; empty when the body is no problem document.
    pub detail: String,
    /// The vendor's own code (`vendor_code`), when it was the vendor who said no.
    pub vendor_code: Option<i32>,
    /// The vendor's notice for whoever wrote (`content`).
    pub content: Option<String>,
}

/// There is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// None at all, or not a whole one.
    NoAnswer,
    /// The same, and the browser has no network.
    Offline,
    /// None in time.
    TooSlow,
    /// Nothing was asked: the page's function gave no token.
    NoToken,
    /// Nothing was asked: the path is none.
    NoAddress,
}

/// Sends and reads. `sent` hears the token that was sent.
pub async fn send(
    request: Request<'_>,
    rights: Rights<'_>,
    abort: &Abort,
    sent: &dyn Fn(&str),
) -> Result<Answer, Failure> {
    let started = request.started.map(|started| started.0.clone()).unwrap_or_default();
    let Rights { credentials, token, headers } = rights;
    let answer = ask(request.path, credentials, token, headers, request.body, request.key, &started, &abort.0);
    let answer: Array = JsFuture::from(answer).await.map_err(|_| Failure::NoAnswer)?.unchecked_into();
    let (text, number) = (|at| answer.get(at).as_string(), |at| answer.get(at).as_f64());
    if let Some(token) = text(1) {
        sent(&token);
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "three digits")]
    let status = number(0).unwrap_or_default() as u16;
    match status {
        0 => return Err(Failure::NoAnswer),
        1 => return Err(Failure::Offline),
        2 => return Err(Failure::TooSlow),
        3 => return Err(Failure::NoToken),
        4 => return Err(Failure::NoAddress),
        _ => {}
    }
    #[expect(clippy::cast_possible_truncation, reason = "codes are small whole numbers; anything else is no code")]
    let vendor_code = number(5).map(|code| code as i32);
    let problem = Problem { detail: text(4).unwrap_or_default(), vendor_code, content: text(6) };
    let body = answer.get(3).unchecked_into::<Uint8Array>().to_vec();
    Ok(Answer { status, body, can: text(2), problem })
}

/// A request the page sent before the viewer was there.
#[derive(Clone, Debug)]
pub struct Started(JsValue, Abort);

impl Started {
    /// From `{ url, response, controller }`, where `response` is what `fetch` gave.
    pub fn from_js(value: JsValue) -> Option<Self> {
        let controller = Reflect::get(&value, &"controller".into()).ok()?.dyn_into().ok()?;
        Some(Self(value, Abort(controller)))
    }

    /// How to give it up.
    pub fn abort(&self) -> Abort {
        self.1.clone()
    }
}
