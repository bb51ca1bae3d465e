//! The JavaScript boundary: options from `happytalk.js`, events on the host, and updates.

#![cfg(target_arch = "wasm32")]

use happytalk_viewer::element::{ElementHandle, mount, mounted};
use js_sys::{Array, Function, JSON, Promise};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlElement, ShadowRoot};

wasm_bindgen_test_configure!(run_in_browser);

/// A host with a shadow root, which records the events it receives.
const HOST: &str = r"
    const host = document.createElement('div');
    host.attachShadow({ mode: 'open' });
    host.received = [];
    for (const name of ['ready', 'load', 'error', 'token-expiring', 'navigate', 'select']) {
        host.addEventListener(`happytalk-${name}`, (event) => {
            const { type, bubbles, composed, cancelable, detail } = event;
            host.received.push({ type, bubbles, composed, cancelable, detail });
        });
    }
    document.body.append(host);
    return host;
";

/// Records requests, and responds with a room or an empty list.
const REPLACE_FETCH: &str = r#"
    const fetched = (window.fetched = []);
    window.fetch = async (request) => {
        fetched.push(new URL(request.url).pathname);
        const room = fetched.at(-1).match(/rooms\/(.+)$/)?.[1];
        if (room === 'missing') return new Response('{"detail":"no"}', { status: 404 });
        const data = room ? [{ chat: { id: room }, message: [] }] : [];
        return new Response(JSON.stringify({ result: 'success', data }));
    };
"#;

struct Element {
    host: HtmlElement,
    root: ShadowRoot,
    handle: Option<ElementHandle>,
}

/// Returns an `ElementOptions` object. `properties` are further members, as JavaScript.
fn options(properties: &str) -> JsValue {
    let defaults = "{ attributes: {}, isConsole: false, module: 'https://viewer.example/happytalk.js', headers: [], token: undefined";
    run(&format!("return {defaults}, {properties} }}"))
}

fn run(script: &str) -> JsValue {
    Function::new_no_args(script).call0(&JsValue::NULL).expect("the script is valid")
}

fn fetched() -> Vec<String> {
    Array::from(&run("return window.fetched")).iter().filter_map(|path| path.as_string()).collect()
}

impl Element {
    fn mount(properties: &str) -> Self {
        run(REPLACE_FETCH);
        let host: HtmlElement = run(HOST).unchecked_into();
        let root = host.shadow_root().expect("it is attached");
        let handle = mount(&root, host.clone(), options(properties)).expect("the options are complete");
        Self { host, root, handle: Some(handle) }
    }

    fn handle(&self) -> &ElementHandle {
        self.handle.as_ref().expect("it is mounted")
    }

    fn update(&self, properties: &str) {
        self.handle().update(options(properties)).expect("the options are complete");
    }

    fn evaluate(&self, expression: &str) -> JsValue {
        let function = Function::new_with_args("host, root", &format!("return {expression}"));
        function.call2(&JsValue::NULL, &self.host, &self.root).expect("the expression is valid")
    }

    /// Evaluates an expression to JSON text.
    fn json(&self, expression: &str) -> String {
        String::from(JSON::stringify(&self.evaluate(expression)).expect("plain objects"))
    }

    fn state(&self) -> String {
        self.evaluate("root.firstElementChild?.dataset.state").as_string().unwrap_or_default()
    }

    async fn settled(&self, state: &str) {
        until(|| self.state() == state).await;
        assert_eq!(self.state(), state);
    }
}

impl Drop for Element {
    fn drop(&mut self) {
        self.handle.take();
        self.host.remove();
    }
}

/// Waits until a condition holds, or for two seconds.
async fn until(condition: impl Fn() -> bool) {
    for _ in 0..200 {
        if condition() {
            return;
        }
        wait(10).await;
    }
}

async fn wait(milliseconds: u32) {
    let promise = run(&format!("return new Promise((resolve) => setTimeout(resolve, {milliseconds}))"));
    JsFuture::from(promise.unchecked_into::<Promise>()).await.expect("a timer is never rejected");
}

#[wasm_bindgen_test]
async fn hosts_receive_plain_details() {
    let element = Element::mount("attributes: { room: 'r1', live: null }");
    element.settled("empty").await;
    until(|| element.json("host.received.map(({ type }) => type)").contains("load")).await;
    assert_eq!(
        element.json("host.received[0]"),
        format!(
            r#"{{"type":"happytalk-ready","bubbles":true,"composed":true,"cancelable":false,"detail":{{"version":"{}"}}}}"#,
            env!("CARGO_PKG_VERSION")
        )
    );
    assert_eq!(element.json("host.received[1].detail"), r#"{"room":"r1","messages":0,"undecoded":0}"#);
    assert_eq!(element.evaluate("Object.getPrototypeOf(host.received[1].detail) === Object.prototype"), true);
}

#[wasm_bindgen_test]
async fn error_without_a_response_has_a_null_status() {
    let element = Element::mount("attributes: { room: 'a/b' }");
    element.settled("error").await;
    until(|| element.json("host.received.length") == "2").await;
    assert_eq!(element.json("host.received[1].detail"), r#"{"kind":"bad-request","status":null,"message":"room"}"#);
    assert_eq!(fetched(), [""; 0]);
}

#[wasm_bindgen_test]
async fn new_functions_and_equal_headers_send_no_request() {
    let element = Element::mount("attributes: { room: 'r1' }, token: () => 't', headers: [['x-a', '1']]");
    element.settled("empty").await;
    for _ in 0..5 {
        element.update("attributes: { room: 'r1' }, token: () => 't', headers: [['X-A', '1']]");
        wait(5).await;
    }
    assert_eq!(fetched(), ["/api/rooms/r1"]);
}

#[wasm_bindgen_test]
async fn other_room_or_proxy_is_requested_once() {
    let element = Element::mount("attributes: { room: 'r1' }");
    element.settled("empty").await;
    element.update("attributes: { room: 'r2', proxy: '/other' }");
    until(|| fetched().len() == 2).await;
    wait(20).await;
    assert_eq!(fetched(), ["/api/rooms/r1", "/other/rooms/r2"]);
}

#[wasm_bindgen_test]
async fn data_is_shown_without_a_request_until_it_is_removed() {
    let data = "data: { value: { result: 'success', data: [] }, revision: 1 }";
    let element = Element::mount(&format!("attributes: {{ room: 'r1' }}, {data}"));
    element.settled("empty").await;
    assert_eq!(fetched(), [""; 0]);
    element.update("attributes: { room: 'r1' }");
    until(|| fetched().len() == 1).await;
    assert_eq!(fetched(), ["/api/rooms/r1"]);
}

#[wasm_bindgen_test]
async fn failed_room_is_read_again_on_reload() {
    let element = Element::mount("attributes: { room: 'missing' }");
    element.settled("error").await;
    element.handle().reload();
    until(|| fetched().len() == 2).await;
    element.settled("error").await;
}

#[wasm_bindgen_test]
async fn console_updates_the_room_attribute_and_its_location() {
    let element = Element::mount("isConsole: true, query: { value: 'status=2&selected=r1', revision: 1 }");
    until(|| fetched().len() == 2).await;
    assert_eq!(element.handle().query().as_deref(), Some("status=2&selected=r1"));
    assert_eq!(element.evaluate("host.getAttribute('room')").as_string().as_deref(), Some("r1"));
    element.update("isConsole: true, attributes: { room: 'r1' }, query: { value: 'status=2', revision: 2 }");
    assert_eq!(element.handle().query().as_deref(), Some("status=2"));
    assert_eq!(element.evaluate("host.hasAttribute('room')"), false);
    assert_eq!(element.json("host.received.map(({ type }) => type)"), r#"["happytalk-ready"]"#, "the page moved it");
}

#[wasm_bindgen_test]
async fn freed_element_is_unmounted() {
    let mut element = Element::mount("attributes: { room: 'r1', live: '' }");
    element.settled("empty").await;
    let before = mounted();
    element.handle.take();
    assert_eq!(mounted(), before - 1);
    assert_eq!(element.evaluate("root.childElementCount"), 0);
    wait(50).await;
    assert_eq!(fetched().iter().filter(|path| path.ends_with("/r1")).count(), 1);
}

#[wasm_bindgen_test]
fn incomplete_options_are_an_error() {
    let host: HtmlElement = run(HOST).unchecked_into();
    let root = host.shadow_root().expect("it is attached");
    assert!(mount(&root, host.clone(), run("return {}")).is_err());
    host.remove();
}
