//! The rows by keyboard. One of them is a stop of the tab key; from it, ↓ and ↑ go to the next and the previous message,
//! Home and End to the first and the last, Enter into the message, and Escape out of it again. Tab always leads on.

use std::rc::Rc;

use leptos::{ev, tachys::renderer::types::Element};
use wasm_bindgen::JsCast as _;

use super::Scene;
use crate::platform::{focus, keys::held};

/// What a message has that takes the keyboard.
const CONTROLS: &str = "a[href], button:enabled, audio, video, [tabindex='0']";

/// A key was pressed somewhere in the rows.
pub fn pressed(scene: &Rc<Scene>, event: &ev::KeyboardEvent) {
    let Some((target, row)) = target(event) else { return };
    let is_chord = held(event) != 0;
    // What a control has used was meant for that.
    if is_chord || event.default_prevented() {
        return;
    }
    let Some(at) = row.get_attribute("data-index").and_then(|at| at.parse::<usize>().ok()) else { return };
    let (key, last) = (event.key(), scene.content().count() - 1);
    let to = match key.as_str() {
        "Escape" if target != row => at,
        _ if target != row => return,
        // A row higher than the window is read to its end first.
        "ArrowDown" if at < last && !focus::reaches_below(&row) => at + 1,
        "ArrowUp" if at > 0 && !focus::reaches_above(&row) => at - 1,
        "Home" => 0,
        "End" => last,
        "Enter" => {
            if let Ok(Some(control)) = row.query_selector(CONTROLS) {
                event.prevent_default();
                focus::give(&control);
            }
            return;
        }
        _ => return,
    };
    if let Some(row) = scene.stand(to) {
        event.prevent_default();
        focus::article(&row);
    }
}

/// The keyboard came to something in the rows: the tab key stops at its row from now on.
pub fn entered(scene: &Scene, event: &ev::FocusEvent) {
    let (Some((_, row)), Some(list)) = (target(event), scene.list.get()) else { return };
    if let Ok(Some(before)) = list.query_selector("article[tabindex='0']")
        && before != row
    {
        focus::take_part(&before, false);
    }
    focus::take_part(&row, true);
}

/// What the event is about, and the row it is in.
fn target(event: &ev::Event) -> Option<(Element, Element)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let row = target.closest("article").ok()??;
    Some((target, row))
}
