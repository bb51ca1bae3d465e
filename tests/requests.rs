//! Requests of the client and its handling of responses, with a replaced `fetch` that records requests.

#![cfg(target_arch = "wasm32")]

use std::{cell::RefCell, rc::Rc};

use happytalk_model::{RoomId, list::ListRequest, write::Content};
use happytalk_present::{
    composer::{SendOutcome, SendRefusal},
    options::{Credentials, ProxyMode},
};
use happytalk_viewer::api::{
    AbortHandle, ApiError, Authorization, Client, EarlyResponse, ProxyConfig,
    error::FailureKind,
    messages::send_message,
    rooms::{load_room, load_room_list},
};
use js_sys::{Function, JSON, Promise, Reflect};
use serde::Deserialize;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const ROOM: &str = r#"{"result":"success","data":[{"chat":{"id":"r1"},"message":[]}]}"#;

/// A recorded request.
#[derive(Debug, Deserialize)]
struct Sent {
    path: String,
    method: String,
    headers: Vec<(String, String)>,
    credentials: String,
    redirect: String,
    cache: String,
    body: String,
}

impl Sent {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Replaces `fetch`. Each request is recorded and answered by the function body `body` of `request` and `number`, from 0.
fn answer_with(body: &str) {
    const RECORD: &str = r"
        const answer = new Function('request', 'number', body);
        const sent = (window.sent = []);
        window.fetch = async (request) => {
            const { method, credentials, redirect, cache } = request;
            const { pathname, search } = new URL(request.url);
            const number = sent.length;
            sent.push({ path: pathname + search, method, headers: [...request.headers], credentials, redirect, cache, body: '' });
            sent[number].body = await request.clone().text();
            return answer(request, number);
        };
    ";
    Function::new_with_args("body", RECORD).call1(&JsValue::NULL, &body.into()).expect("the script is valid");
}

fn sent() -> Vec<Sent> {
    let sent = Reflect::get(&js_sys::global(), &"sent".into()).expect("fetch is replaced");
    let text = JSON::stringify(&sent).expect("plain objects");
    serde_json::from_str(&String::from(text)).expect("recorded requests")
}

fn evaluate(expression: &str) -> JsValue {
    Function::new_no_args(&format!("return {expression}")).call0(&JsValue::NULL).expect("the expression is valid")
}

fn client(token: JsValue, headers: &[(&str, &str)]) -> Client {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let proxy =
        ProxyConfig { base: "/chat/".to_owned(), mode: ProxyMode::Gateway, credentials: Credentials::SameOrigin };
    Client::new(proxy, Authorization::new(token, headers))
}

fn plain() -> Client {
    client(JsValue::UNDEFINED, &[])
}

fn room() -> RoomId {
    RoomId::parse("r1").expect("an id")
}

async fn load(client: &Client) -> Result<usize, ApiError> {
    let reading = load_room(client, &room(), None, &AbortHandle::new().signal()).await?;
    Ok(reading.transcript.rooms.len())
}

fn answer_with_room() {
    answer_with(&format!("return new Response('{ROOM}', {{ headers: {{ 'happytalk-can': 'live send' }} }})"));
}

#[wasm_bindgen_test]
async fn plain_request_has_no_secrets_and_follows_redirects() {
    answer_with_room();
    assert_eq!(load(&plain()).await, Ok(1));
    let [sent] = &sent()[..] else { panic!("one request") };
    assert_eq!((sent.method.as_str(), sent.path.as_str()), ("GET", "/chat/rooms/r1"));
    assert_eq!(
        (sent.credentials.as_str(), sent.redirect.as_str(), sent.cache.as_str()),
        ("same-origin", "follow", "no-store")
    );
    assert_eq!(sent.headers, [("accept".to_owned(), "application/json".to_owned())]);
}

#[wasm_bindgen_test]
async fn token_function_that_never_settles_sends_nothing() {
    answer_with_room();
    let real = evaluate(
        "(() => { const real = setTimeout; window.setTimeout = (run, wait) => real(run, wait / 1000); return real })()",
    );
    let result = load(&client(evaluate("() => new Promise(() => {})"), &[])).await;
    Reflect::set(&js_sys::global(), &"setTimeout".into(), &real).expect("a property of the window");
    assert_eq!(result.map_err(|error| error.kind), Err(FailureKind::Unauthorized));
    assert_eq!(sent().len(), 0);
}

#[wasm_bindgen_test]
async fn token_and_headers_are_sent_and_never_redirected() {
    answer_with_room();
    let observed = Rc::new(RefCell::new(Vec::new()));
    let client = client("secret".into(), &[("X-Tenant", "1")]).watch_token({
        let observed = Rc::clone(&observed);
        move |token| observed.borrow_mut().push(token.to_owned())
    });
    assert_eq!(load(&client).await, Ok(1));
    let [sent] = &sent()[..] else { panic!("one request") };
    assert_eq!((sent.header("authorization"), sent.header("x-tenant")), (Some("Bearer secret"), Some("1")));
    assert_eq!(sent.redirect, "error");
    assert_eq!(*observed.borrow(), ["secret"]);
}

#[wasm_bindgen_test]
async fn token_function_is_called_before_each_request() {
    answer_with_room();
    let client = client(evaluate("(() => { let n = 0; return async () => `t${++n}` })()"), &[]);
    for _ in 0..2 {
        assert_eq!(load(&client).await, Ok(1));
    }
    let sent = sent();
    let tokens: Vec<_> = sent.iter().filter_map(|sent| sent.header("authorization")).collect();
    assert_eq!(tokens, ["Bearer t1", "Bearer t2"]);
}

#[wasm_bindgen_test]
async fn failing_token_function_sends_nothing() {
    answer_with_room();
    for function in [
        "() => { throw new Error('no') }",
        "async () => { throw 'no' }",
        "() => undefined",
        "async () => 7",
        "() => 'line\\nbreak'",
    ] {
        let error = load(&client(evaluate(function), &[])).await.expect_err("no token");
        assert_eq!((error.kind, error.status), (FailureKind::Unauthorized, None), "{function}");
    }
    assert_eq!(sent().len(), 0);
}

#[wasm_bindgen_test]
fn authorizations_are_equal_unless_strings_or_headers_differ() {
    let of = |token: &str, headers: &[(&str, &str)]| client(evaluate(token), headers).authorization;
    assert_eq!(of("() => 'a'", &[]), of("() => 'b'", &[]));
    assert_eq!(of("'a'", &[("X-A", "1"), ("x-b", "2")]), of("'a'", &[("X-B", "2"), ("x-a", "1")]));
    assert_eq!(of("undefined", &[]), of("''", &[]), "an empty token is none");
    for (token, headers) in [("'b'", vec![]), ("() => 'a'", vec![]), ("undefined", vec![]), ("'a'", vec![("x-a", "1")])]
    {
        assert_ne!(of("'a'", &[]), of(token, &headers), "{token}");
    }
}

#[wasm_bindgen_test]
async fn problem_document_becomes_an_error_with_its_request_id() {
    answer_with(
        r#"return new Response('{"type":"urn:happytalk:problem:no-such-room","detail":"no","vendor_code":-503}',
            { status: 404, headers: { 'x-request-id': 'id-1', 'happytalk-gateway-version': '9.9' } })"#,
    );
    let expected = ApiError {
        vendor_code: Some(-503),
        problem: Some("no-such-room".to_owned()),
        request_id: Some("id-1".to_owned()),
        gateway_version: Some("9.9".to_owned()),
        ..ApiError::from_status(404, "no")
    };
    assert_eq!(load(&plain()).await, Err(expected));
}

#[wasm_bindgen_test]
async fn failed_request_is_offline_and_invalid_base_is_a_bad_request() {
    answer_with("throw new TypeError('failed')");
    let error = load(&plain()).await.expect_err("no answer");
    assert_eq!((error.kind, error.status), (FailureKind::Offline, None));
    let proxy = ProxyConfig { base: "https://[bad/".to_owned(), ..plain().proxy };
    let error = load(&Client::new(proxy, Authorization::default())).await.expect_err("no URL");
    assert_eq!(error.kind, FailureKind::BadRequest);
}

#[wasm_bindgen_test]
async fn dropped_handle_aborts_the_request() {
    answer_with(
        "return new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(request.signal.reason)))",
    );
    let abort = AbortHandle::new();
    let signal = abort.signal();
    let (client, room) = (plain(), room());
    let loading = load_room(&client, &room, None, &signal);
    let dropping = async {
        next_turn().await;
        drop(abort);
    };
    let (result, ()) = futures_util::future::join(loading, dropping).await;
    assert!(result.is_err());
}

#[wasm_bindgen_test]
async fn early_response_is_used_for_the_same_request_only() {
    answer_with_room();
    let early = |path: &str| -> (EarlyResponse, JsValue) {
        let early = evaluate(&format!(
            "{{ url: new URL('{path}', document.baseURI).href, credentials: 'same-origin', response: Promise.resolve(new \
             Response('')), body: Promise.resolve(new TextEncoder().encode('{ROOM}').buffer), controller: new AbortController() }}"
        ));
        (serde_wasm_bindgen::from_value(early.clone()).expect("an early request"), early)
    };
    let is_aborted = |early: &JsValue| {
        let controller = Reflect::get(early, &"controller".into()).expect("it has one");
        controller.unchecked_into::<web_sys::AbortController>().signal().aborted()
    };
    let abort = AbortHandle::new();
    let (same, _) = early("/chat/rooms/r1");
    assert!(load_room(&plain(), &room(), Some(same), &abort.signal()).await.is_ok());
    assert_eq!(sent().len(), 0);

    let (other, value) = early("/chat/rooms/r2");
    assert!(load_room(&plain(), &room(), Some(other), &abort.signal()).await.is_ok());
    assert_eq!((sent().len(), is_aborted(&value)), (1, true));

    let (unused, value) = early("/chat/rooms/r1");
    drop(unused);
    assert!(is_aborted(&value));
}

#[wasm_bindgen_test]
async fn list_is_requested_in_both_dialects() {
    answer_with(r#"return new Response('{"result":"success","data":[]}')"#);
    let abort = AbortHandle::new();
    assert!(load_room_list(&plain(), &ListRequest::default(), &abort.signal()).await.is_ok());
    let request =
        ListRequest { limit: happytalk_model::list::PageSize::new(20).expect("a size"), ..ListRequest::default() };
    assert!(load_room_list(&plain(), &request, &abort.signal()).await.is_ok());
    let passthrough = ProxyConfig { mode: ProxyMode::Passthrough, ..plain().proxy };
    let passthrough = Client::new(passthrough, Authorization::default());
    assert!(load_room_list(&passthrough, &request, &abort.signal()).await.is_ok());
    let sent = sent();
    let requests: Vec<_> = sent.iter().map(|sent| (sent.method.as_str(), sent.path.as_str())).collect();
    assert_eq!(
        requests,
        [
            ("GET", "/chat/rooms"),
            ("GET", "/chat/rooms?limit=20"),
            ("POST", "/chat/user/api/chat_room_lists/format/json")
        ]
    );
    assert_eq!(sent[2].body, request.to_json());
    assert_eq!(sent[2].header("content-type"), Some("application/json"));
}

#[wasm_bindgen_test]
async fn message_is_sent_once_under_its_key() {
    let send = async |answer: &str| {
        answer_with(answer);
        let outcome = send_message(&plain(), &room(), "customer-1", &Content::Text("네".into()), "key-1").await;
        assert_eq!(sent().len(), 1, "never repeated");
        outcome
    };
    assert_eq!(send(r#"return new Response('{"code":0}')"#).await, SendOutcome::Sent);
    let request = sent().remove(0);
    assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/chat/rooms/r1/messages"));
    assert_eq!(request.header("idempotency-key"), Some("key-1"));
    assert_eq!(request.body, r#"{"type":"text","msg":"네"}"#);
    assert_eq!(send("throw new TypeError('failed')").await, SendOutcome::Unknown, "it may have left");
    assert_eq!(send("return new Response('<!doctype html>')").await, SendOutcome::Unknown);
    let refused = send(r#"return new Response('{"detail":"ended","vendor_code":-700}', { status: 409 })"#).await;
    let expected = SendRefusal { status: 409, code: Some(-700), notice: None, detail: "ended".to_owned() };
    assert_eq!(refused, SendOutcome::Refused(expected));
}

#[wasm_bindgen_test]
async fn message_without_a_token_is_not_sent() {
    answer_with_room();
    let client = client(evaluate("() => undefined"), &[]);
    let outcome = send_message(&client, &room(), "customer-1", &Content::Text("네".into()), "key-1").await;
    assert!(matches!(outcome, SendOutcome::Refused(SendRefusal { status: 401, .. })), "{outcome:?}");
    assert_eq!(sent().len(), 0);
}

/// Resolves after the current tasks.
async fn next_turn() {
    let promise = evaluate("new Promise((resolve) => setTimeout(resolve, 0))").unchecked_into::<Promise>();
    JsFuture::from(promise).await.expect("a timer is never rejected");
}
