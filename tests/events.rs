//! The connection of live events, with a replaced `fetch` whose streams the tests write.

#![cfg(target_arch = "wasm32")]

use std::{cell::RefCell, rc::Rc};

use happytalk_model::RoomId;
use happytalk_present::options::{Credentials, ProxyMode};
use happytalk_viewer::api::{
    Authorization, Client, ProxyConfig,
    error::FailureKind,
    events::{StreamSignal, Subscription, subscribe},
};
use js_sys::{Function, JSON, Promise, Reflect};
use serde::Deserialize;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Answers requests with streams. `status(number, request)` returns a status; 200 is a stream.
const REPLACE_FETCH: &str = r"
    const requests = (window.requests = []);
    window.streams = [];
    window.fetch = async (request) => {
        const status = statusOf(requests.length, request);
        const { pathname, search } = new URL(request.url);
        const entry = { path: pathname + search, lastEventId: request.headers.get('last-event-id'),
            authorization: request.headers.get('authorization'), isAborted: false };
        requests.push(entry);
        request.signal.addEventListener('abort', () => (entry.isAborted = true));
        if (status !== 200) return new Response('', { status });
        const body = new ReadableStream({ start: (controller) => void streams.push(controller) });
        return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    };
";

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    path: String,
    last_event_id: Option<String>,
    authorization: Option<String>,
    is_aborted: bool,
}

fn replace_fetch(status: &str) {
    let status = Function::new_with_args("number, request", &format!("return {status}"));
    Function::new_with_args("statusOf", REPLACE_FETCH).call1(&JsValue::NULL, &status).expect("the script is valid");
}

fn run(script: &str) -> JsValue {
    Function::new_no_args(script).call0(&JsValue::NULL).expect("the script is valid")
}

fn requests() -> Vec<Request> {
    let requests = Reflect::get(&js_sys::global(), &"requests".into()).expect("fetch is replaced");
    serde_json::from_str(&String::from(JSON::stringify(&requests).expect("plain objects"))).expect("requests")
}

/// Writes to the newest stream.
fn write(text: &str) {
    let text = serde_json::to_string(text).expect("text");
    run(&format!("streams.at(-1).enqueue(new TextEncoder().encode({text}))"));
}

/// Waits until a condition holds.
async fn until(what: &str, condition: impl Fn() -> bool) {
    for _ in 0..300 {
        if condition() {
            return;
        }
        let promise = run("return new Promise((resolve) => setTimeout(resolve, 10))").unchecked_into::<Promise>();
        JsFuture::from(promise).await.expect("a timer is never rejected");
    }
    panic!("{what}: {:?}", requests());
}

fn client(proxy: &str, token: &str) -> Client {
    let proxy =
        ProxyConfig { base: format!("/{proxy}/"), mode: ProxyMode::Gateway, credentials: Credentials::SameOrigin };
    let token = run(&format!("return {token}"));
    Client::new(proxy, Authorization::new(token, Vec::new()))
}

#[derive(Clone, Default)]
struct Signals(Rc<RefCell<Vec<StreamSignal>>>);

impl Signals {
    fn subscribe(&self, client: &Client, room: &str) -> Subscription {
        let signals = self.clone();
        let room = RoomId::parse(room).expect("an id");
        subscribe(client, &room, move |signal| signals.0.borrow_mut().push(signal))
    }

    fn has(&self, signal: &StreamSignal) -> bool {
        self.0.borrow().contains(signal)
    }

    fn is_connected(&self) -> bool {
        self.has(&StreamSignal::Connected)
    }

    fn message_count(&self) -> usize {
        self.0.borrow().iter().filter(|signal| matches!(signal, StreamSignal::Message { .. })).count()
    }
}

#[wasm_bindgen_test]
async fn rooms_with_equal_tokens_share_a_connection_and_receive_their_own_events() {
    replace_fetch("200");
    let (a, b) = (Signals::default(), Signals::default());
    // Two functions, as frameworks create them for each element.
    let _a = a.subscribe(&client("share", "() => 't'"), "a");
    let _b = b.subscribe(&client("share", "async () => 't'"), "b");
    until("connected", || a.is_connected() && b.is_connected()).await;
    let [request] = &requests()[..] else { panic!("one request: {:?}", requests()) };
    assert_eq!(request.path, "/share/events?room=a&room=b");
    assert_eq!(request.authorization.as_deref(), Some("Bearer t"));
    write("id: 1\nevent: message\ndata: {\"room_id\":\"a\",\"content\":\"x\"}\n\n");
    write("id: 2\nevent: ended\ndata: {\"room_id\":\"b\"}\n\n");
    until("the events arrive", || a.message_count() == 1 && b.has(&StreamSignal::Ended)).await;
    assert!(!a.has(&StreamSignal::Ended) && b.message_count() == 0);
}

#[wasm_bindgen_test]
async fn different_tokens_and_proxies_have_separate_connections() {
    replace_fetch("200");
    let signals = Signals::default();
    let _one = signals.subscribe(&client("own", "() => 't1'"), "a");
    let _two = signals.subscribe(&client("own", "() => 't2'"), "a");
    let _three = signals.subscribe(&client("other", "() => 't1'"), "a");
    until("connected", || requests().len() == 3).await;
    let requests = requests();
    let tokens: Vec<_> = requests.iter().map(|request| request.authorization.as_deref().unwrap_or_default()).collect();
    assert_eq!(tokens, ["Bearer t1", "Bearer t2", "Bearer t1"]);
}

#[wasm_bindgen_test]
async fn connection_that_ends_is_reopened_after_the_last_event() {
    replace_fetch("200");
    let signals = Signals::default();
    let _subscription = signals.subscribe(&client("again", "undefined"), "a");
    until("connected", || signals.is_connected()).await;
    write("retry: 10\nid: 7\n\n");
    run("streams.at(-1).close()");
    until("connected again", || requests().len() == 2).await;
    assert!(signals.has(&StreamSignal::Lost));
    assert_eq!(requests()[1].last_event_id.as_deref(), Some("7"));
}

#[wasm_bindgen_test]
async fn dropped_subscription_closes_the_connection() {
    replace_fetch("200");
    let signals = Signals::default();
    let subscription = signals.subscribe(&client("drop", "undefined"), "a");
    until("connected", || signals.is_connected()).await;
    drop(subscription);
    assert!(requests()[0].is_aborted);
}

#[wasm_bindgen_test]
async fn other_rooms_continue_after_the_last_event_when_one_is_dropped() {
    replace_fetch("200");
    let (a, b) = (Signals::default(), Signals::default());
    let client = client("leave", "undefined");
    let _a = a.subscribe(&client, "a");
    let subscription = b.subscribe(&client, "b");
    until("connected", || b.is_connected()).await;
    write("id: 3\n\n");
    write("event: message\ndata: {\"room_id\":\"a\"}\n\n");
    until("the id has arrived", || a.message_count() == 1).await;
    drop(subscription);
    until("connected again", || requests().len() == 2).await;
    let request = requests().remove(1);
    assert_eq!((request.path.as_str(), request.last_event_id.as_deref()), ("/leave/events?room=a", Some("3")));
}

#[wasm_bindgen_test]
async fn refused_token_of_a_function_is_requested_once_more() {
    replace_fetch("request.headers.get('authorization') === 'Bearer new' ? 200 : 401");
    let signals = Signals::default();
    let client = client("renew", "(() => { const tokens = ['old', 'new']; return () => tokens.shift() ?? 'late' })()");
    let _subscription = signals.subscribe(&client, "a");
    until("connected", || signals.is_connected()).await;
    assert_eq!(requests().len(), 2);
    assert_eq!(signals.0.borrow().len(), 1, "the first refusal is not reported");
}

#[wasm_bindgen_test]
async fn refused_token_is_reported() {
    replace_fetch("401");
    let (text, function) = (Signals::default(), Signals::default());
    let _text = text.subscribe(&client("refused", "'t'"), "a");
    let _function = function.subscribe(&client("refused", "() => 'u'"), "a");
    let refused = StreamSignal::Refused(FailureKind::Unauthorized);
    until("refused", || text.has(&refused) && function.has(&refused)).await;
    assert_eq!(requests().len(), 3, "once with the text, twice with the function");
}

#[wasm_bindgen_test]
async fn missing_stream_is_reported_as_refused() {
    replace_fetch("404");
    let signals = Signals::default();
    let _subscription = signals.subscribe(&client("missing", "undefined"), "a");
    until("refused", || signals.has(&StreamSignal::Refused(FailureKind::NotFound))).await;
}

#[wasm_bindgen_test]
async fn replaced_function_is_called_by_the_next_request() {
    replace_fetch("200");
    let signals = Signals::default();
    let subscription = signals.subscribe(&client("replace", "() => 't1'"), "a");
    until("connected", || signals.is_connected()).await;
    let function = run("return () => 't2'");
    subscription.replace_authorization(Authorization::new(function, Vec::new()));
    assert_eq!(requests().len(), 1, "nothing is requested at once");
    write("retry: 10\n\n");
    run("streams.at(-1).close()");
    until("connected again", || requests().len() == 2).await;
    assert_eq!(requests()[1].authorization.as_deref(), Some("Bearer t2"));
}
