//! The element's events: bubbling, composed `CustomEvent`s on the host.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

use crate::app::context::Event;

/// Dispatches on `host`; false when a listener prevented the default.
pub fn dispatch(host: &HtmlElement, event: &Event) -> bool {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(matches!(event, Event::Action { .. }));
    init.set_detail(&detail(event));
    CustomEvent::new_with_event_init_dict(name(event), &init)
        .and_then(|event| host.dispatch_event(&event))
        .unwrap_or(true)
}

fn name(event: &Event) -> &'static str {
    match event {
        Event::Ready { .. } => "happytalk-ready",
        Event::Load { .. } => "happytalk-load",
        Event::Error { .. } => "happytalk-error",
        Event::Action { .. } => "happytalk-action",
        Event::Reveal { .. } => "happytalk-reveal",
        Event::Select { .. } => "happytalk-select",
        Event::Navigate { .. } => "happytalk-navigate",
    }
}

fn detail(event: &Event) -> JsValue {
    match event {
        Event::Ready { version } => object(&[("version", (*version).into())]),
        Event::Load { room, messages, undecoded } => {
            object(&[("room", room.into()), ("messages", (*messages).into()), ("undecoded", (*undecoded).into())])
        }
        Event::Error { kind, status, message } => object(&[
            ("kind", (*kind).into()),
            ("status", or_null(status.map(JsValue::from))),
            ("message", message.into()),
        ]),
        Event::Action { message_id, action, name, url } => object(&[
            ("messageId", or_null(message_id.as_ref().map(JsValue::from))),
            ("type", (*action).into()),
            ("name", name.into()),
            ("url", url.into()),
        ]),
        Event::Reveal { message_id } => object(&[("messageId", or_null(message_id.as_ref().map(JsValue::from)))]),
        Event::Select { room } => object(&[("room", room.into())]),
        Event::Navigate { query, step } => object(&[("query", query.into()), ("step", step.slug().into())]),
    }
}

/// A listener sees every field of the contract: `null`, not `undefined`, where there is no value.
fn or_null(value: Option<JsValue>) -> JsValue {
    value.unwrap_or(JsValue::NULL)
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a field of a fresh object can't fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
