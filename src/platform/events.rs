//! The element's events: bubbling, composed `CustomEvent`s on the host, which `www/page.js` names the details of.

use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::HtmlElement;

use crate::app::context::Event;

#[wasm_bindgen(module = "/www/page.js")]
extern "C" {
    #[wasm_bindgen(variadic)]
    fn tell(host: &HtmlElement, name: &str, details: Vec<JsValue>) -> bool;
}

/// Dispatches on `host`; false when a listener prevented the default.
pub fn dispatch(host: &HtmlElement, event: &Event) -> bool {
    let (name, details) = match event {
        Event::Ready { version } => ("ready", vec![text(version)]),
        Event::Load { room, messages, undecoded } => {
            ("load", vec![text(room), (*messages).into(), (*undecoded).into()])
        }
        Event::Error { kind, status, message } => {
            ("error", vec![text(kind), status.map_or(JsValue::NULL, JsValue::from), text(message)])
        }
        Event::Action { message_id, action, name, url } => {
            ("action", vec![id(message_id.as_deref()), text(action), text(name), text(url)])
        }
        Event::Reveal { message_id } => ("reveal", vec![id(message_id.as_deref())]),
        Event::TokenExpiring { expires } => ("token-expiring", vec![number(*expires)]),
        Event::Select { room } => ("select", vec![text(room)]),
        Event::Navigate { query, step } => ("navigate", vec![text(query), text(step.slug())]),
    };
    tell(host, name, details)
}

fn text(text: &str) -> JsValue {
    JsValue::from_str(text)
}

fn id(id: Option<&str>) -> JsValue {
    id.map_or(JsValue::NULL, text)
}

/// As JavaScript counts; seconds since 1970 are far from where it can't.
fn number(seconds: i64) -> JsValue {
    #[expect(clippy::cast_precision_loss, reason = "seconds since 1970")]
    let seconds = seconds as f64;
    seconds.into()
}
