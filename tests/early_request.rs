//! The loader (`www/happytalk.js`) sends the first request of a room before the viewer is loaded. The viewer uses the response
//! only if it would send the same request, so both must have the same rules.

#![cfg(target_arch = "wasm32")]

use std::collections::HashMap;

use happytalk_present::options::Options;
use happytalk_viewer::{
    api::{
        Authorization, Client, ProxyConfig,
        early::{credentials_value, early_url},
    },
    browser::url::resolve_url,
};
use serde::Deserialize;
use serde_wasm_bindgen::from_value;
use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/www/happytalk.js")]
extern "C" {
    #[wasm_bindgen(js_name = earlyRequest)]
    fn early_request(attribute: &Closure<dyn Fn(String) -> Option<String>>) -> JsValue;
}

/// A case of the table: attributes and the expected request.
#[derive(Deserialize)]
struct Case {
    attributes: HashMap<String, String>,
    /// URL relative to the document; `null` if no request may be sent.
    url: Option<String>,
    #[serde(default)]
    credentials: String,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
struct EarlyRequest {
    url: String,
    credentials: String,
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("early-request.json")).expect("a table of cases")
}

fn request_of_loader(case: &Case) -> Option<EarlyRequest> {
    let attributes = case.attributes.clone();
    let attribute = Closure::new(move |name: String| attributes.get(&name).cloned());
    from_value(early_request(&attribute)).expect("a request or undefined")
}

fn request_of_viewer(case: &Case) -> Option<EarlyRequest> {
    let options = Options::from_attributes(&|name| case.attributes.get(name).cloned());
    let Options { room, proxy, mode, credentials, .. } = options;
    let proxy = ProxyConfig { base: proxy, mode, credentials };
    let url = early_url(&Client::new(proxy, Authorization::default()), &room?.ok()?)?;
    Some(EarlyRequest { url, credentials: credentials_value(credentials).to_owned() })
}

#[wasm_bindgen_test]
fn loader_and_viewer_send_the_same_request() {
    let cases = cases();
    assert!(cases.len() > 20, "{}", cases.len());
    for case in cases {
        let expected = case
            .url
            .as_ref()
            .map(|url| EarlyRequest { url: resolve_url(url).expect("a URL"), credentials: case.credentials.clone() });
        assert_eq!(request_of_loader(&case), expected, "loader: {:?}", case.attributes);
        assert_eq!(request_of_viewer(&case), expected, "viewer: {:?}", case.attributes);
    }
}

#[wasm_bindgen_test]
fn client_with_token_or_headers_has_no_early_request() {
    let options = Options::from_attributes(&|_| None);
    let Options { proxy, mode, credentials, .. } = options;
    let proxy = ProxyConfig { base: proxy, mode, credentials };
    let room = happytalk_model::RoomId::parse("r1").expect("an id");
    let headers = vec![("X-Tenant".to_owned(), "1".to_owned())];
    for authorization in [
        Authorization::new("token".into(), Vec::new()),
        Authorization::new(js_sys::Function::new_no_args("return 't'").into(), Vec::new()),
        Authorization::new(JsValue::UNDEFINED, headers),
    ] {
        assert_eq!(early_url(&Client::new(proxy.clone(), authorization), &room), None);
    }
    assert!(early_url(&Client::new(proxy, Authorization::default()), &room).is_some());
}
