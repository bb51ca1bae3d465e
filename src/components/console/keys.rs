//! Keyboard shortcuts of the console.

use leptos::ev;

use crate::{
    browser::dom::event_element,
    state::console::navigation::{ConsoleEvent, Direction, Pane},
};

/// A key press that no listener has handled yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyPress {
    /// `KeyboardEvent.key`.
    pub key: String,
    /// `KeyboardEvent.keyCode`, which is 229 while an input method uses the key.
    pub key_code: u32,
    /// Whether Alt is held.
    pub alt: bool,
    /// Whether Ctrl, Meta or Shift is held.
    pub other_modifier: bool,
    /// Tag name of the event target, in upper case.
    pub target: String,
}

/// `keyCode` of Enter.
const ENTER: u32 = 13;
/// `keyCode` of Escape.
const ESCAPE: u32 = 27;

impl KeyPress {
    /// Returns the key press of an event; `None` if a listener has prevented the default.
    pub fn of(event: &ev::KeyboardEvent) -> Option<Self> {
        let target = event_element(event).filter(|_| !event.default_prevented())?;
        Some(Self {
            key: event.key(),
            key_code: event.key_code(),
            alt: event.alt_key(),
            other_modifier: event.ctrl_key() || event.meta_key() || event.shift_key(),
            target: target.tag_name(),
        })
    }

    /// Returns whether this is Enter without modifiers and outside an input method.
    pub fn is_enter(&self) -> bool {
        self.key_code == ENTER && !self.has_modifier()
    }

    fn has_modifier(&self) -> bool {
        self.alt || self.other_modifier
    }
}

/// Returns the event of a shortcut. Alt with an arrow key opens an adjacent room; Escape in a message or the composer
/// returns to the list.
pub fn console_event(key: &KeyPress) -> Option<ConsoleEvent> {
    let target = key.target.as_str();
    if key.key_code == ESCAPE {
        let leads_back = matches!(target, "ARTICLE" | "TEXTAREA") && !key.has_modifier();
        return leads_back.then_some(ConsoleEvent::OtherPaneRequested(Pane::List));
    }
    let direction = match key.key.as_str() {
        "ArrowUp" => Direction::Backward,
        "ArrowDown" => Direction::Forward,
        _ => return None,
    };
    // Browsers use the same keys in text fields and selects.
    let is_free = key.alt && !key.other_modifier && !matches!(target, "INPUT" | "SELECT" | "TEXTAREA");
    is_free.then_some(ConsoleEvent::AdjacentRoomRequested(direction))
}

/// Returns the row that an arrow key, Home or End moves to, from row `index` of `count` rows. It can be the same row.
pub fn row_target(key: &KeyPress, index: usize, count: usize) -> Option<usize> {
    let last = count.saturating_sub(1);
    let target = match key.key.as_str() {
        "ArrowUp" => index.saturating_sub(1),
        "ArrowDown" => (index + 1).min(last),
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    (!key.has_modifier()).then_some(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str, target: &str) -> KeyPress {
        let key_code = match key {
            "Enter" => ENTER,
            "Escape" => ESCAPE,
            _ => 0,
        };
        KeyPress { key: key.to_owned(), key_code, target: target.to_owned(), ..KeyPress::default() }
    }

    fn with_alt(key: &str, target: &str) -> KeyPress {
        KeyPress { alt: true, ..press(key, target) }
    }

    #[test]
    fn alt_and_an_arrow_key_open_the_adjacent_room() {
        let forward = Some(ConsoleEvent::AdjacentRoomRequested(Direction::Forward));
        assert_eq!(console_event(&with_alt("ArrowDown", "BUTTON")), forward);
        assert_eq!(console_event(&with_alt("ArrowDown", "ARTICLE")), forward);
        let backward = Some(ConsoleEvent::AdjacentRoomRequested(Direction::Backward));
        assert_eq!(console_event(&with_alt("ArrowUp", "BUTTON")), backward);
        assert_eq!(console_event(&press("ArrowUp", "BUTTON")), None);
        let with_shift = KeyPress { other_modifier: true, ..with_alt("ArrowUp", "BUTTON") };
        assert_eq!(console_event(&with_shift), None);
    }

    #[test]
    fn text_fields_and_selects_keep_their_keys() {
        for target in ["INPUT", "SELECT", "TEXTAREA"] {
            assert_eq!(console_event(&with_alt("ArrowDown", target)), None, "{target}");
        }
    }

    #[test]
    fn escape_returns_to_the_list_from_messages_and_the_composer_only() {
        let back = Some(ConsoleEvent::OtherPaneRequested(Pane::List));
        assert_eq!(console_event(&press("Escape", "ARTICLE")), back);
        assert_eq!(console_event(&press("Escape", "TEXTAREA")), back);
        assert_eq!(console_event(&press("Escape", "BUTTON")), None);
        assert_eq!(console_event(&with_alt("Escape", "ARTICLE")), None);
        let composing = KeyPress { key_code: 229, ..press("Escape", "TEXTAREA") };
        assert_eq!(console_event(&composing), None, "an input method uses the key");
    }

    #[test]
    fn arrow_keys_stop_at_both_ends_of_the_list() {
        let target = |key: &str, index| row_target(&press(key, "BUTTON"), index, 3);
        assert_eq!([target("ArrowUp", 0), target("ArrowUp", 2)], [Some(0), Some(1)]);
        assert_eq!([target("ArrowDown", 0), target("ArrowDown", 2)], [Some(1), Some(2)]);
        assert_eq!([target("Home", 2), target("End", 0), target("a", 1)], [Some(0), Some(2), None]);
        assert_eq!(row_target(&with_alt("ArrowDown", "BUTTON"), 0, 3), None, "it opens the adjacent room");
    }

    #[test]
    fn enter_requires_no_modifier_and_no_input_method() {
        assert!(press("Enter", "BUTTON").is_enter());
        assert!(!with_alt("Enter", "BUTTON").is_enter());
        assert!(!KeyPress { key_code: 229, ..press("Enter", "BUTTON") }.is_enter());
    }
}
