//! The stream of events, read by `www/stream.js`.

use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};

use super::fetch::Rights;

#[wasm_bindgen(module = "/www/stream.js")]
extern "C" {
    fn listen(proxy: &str, credentials: &str, token: &JsValue, headers: &JsValue, room: &str, hear: &JsValue);
    fn leave(hear: &JsValue);
}

/// A room's place at a stream, until it is dropped.
#[derive(Debug)]
pub struct Listener(Closure<dyn Fn(String, String)>);

impl Listener {
    /// Listens for `room` behind `proxy`. `hear` is told `connected`, `lost`, `refused` (and the status), or of an event,
    /// `:` and its name, and its data; of other rooms' events as well.
    pub fn begin(proxy: &str, rights: &Rights<'_>, room: &str, hear: impl Fn(String, String) + 'static) -> Self {
        let hear = Closure::new(hear);
        listen(proxy, rights.credentials, rights.token, rights.headers, room, hear.as_ref());
        Self(hear)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        leave(self.0.as_ref());
    }
}
