//! Dispatches the events of an element on its host.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use web_sys::HtmlElement;

use crate::{browser::events::dispatch_custom_event, state::events::ElementEvent};

/// Dispatches an event. Returns false if a listener prevented the default.
pub fn dispatch(host: &HtmlElement, event: &ElementEvent) -> bool {
    // Listeners receive plain objects, and `null` for a missing value.
    let detail = event.serialize(&Serializer::json_compatible());
    let is_cancelable = matches!(event, ElementEvent::Action { .. });
    // Fails only for an integer above 2^53, which no realistic `exp` reaches.
    dispatch_custom_event(host, event.name(), &detail.unwrap_or_default(), is_cancelable)
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::*;
    use crate::state::events::NavigationStep;

    /// `tsc` checks the same file against `www/happytalk.d.ts`.
    const TYPES: &str = include_str!("../../tests/types/event_details.ts");

    fn details_in_types() -> Value {
        let (_, object) = TYPES.split_once("export default ").expect("an object");
        let (object, _) = object.split_once(" satisfies").expect("its type");
        serde_json::from_str(object).expect("JSON")
    }

    #[test]
    fn details_match_the_type_declarations() {
        let text = str::to_owned;
        let events = [
            ElementEvent::Ready { version: "0.1.0" },
            ElementEvent::Load { room: text("r1"), messages: 2, undecoded: 1 },
            ElementEvent::Error { kind: "not-found", status: None, message: text("room") },
            ElementEvent::Action {
                message_id: None,
                action: "LINK",
                name: text("바로가기"),
                url: text("https://shop.example/"),
            },
            ElementEvent::Reveal { message_id: Some(text("7")) },
            ElementEvent::TokenExpiring { exp: 1_800_000_000 },
            ElementEvent::Select { room: text("r1") },
            ElementEvent::Navigate { query: text("selected=r1"), step: NavigationStep::Push },
        ];
        let details: Map<String, Value> = events.iter().map(|event| (event.name().to_owned(), json!(event))).collect();
        assert_eq!(Value::Object(details), details_in_types());
    }
}
