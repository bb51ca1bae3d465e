//! Locators: how a journey names an element, as a reader or assistive technology would.
//!
//! A locator is a JavaScript expression over `queries.js`. It is evaluated again on every use, so it survives
//! re-rendering. Its display form is its first element, or `undefined`, for use in conditions and scripts.

use std::fmt::{self, Display, Formatter};

use serde_json::json;

/// Elements of the viewer, found by role, name, text and the contract's attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locator(String);

/// The shadow root of the page's first transcript.
pub fn transcript() -> Locator {
    Locator("__queries.shadow('happytalk-transcript').slice(0, 1)".to_owned())
}

/// The shadow root of the page's first console.
pub fn console() -> Locator {
    Locator("__queries.shadow('happytalk-console').slice(0, 1)".to_owned())
}

/// The focused element, also inside shadow roots.
pub fn focused() -> Locator {
    Locator("[__queries.focused()]".to_owned())
}

/// The first message of the first transcript with this id.
pub fn message(id: &str) -> Locator {
    transcript().message(id)
}

/// All messages of the first transcript, in document order.
pub fn messages() -> Locator {
    transcript().messages()
}

/// The button of the first transcript with this accessible name.
pub fn button(name: &str) -> Locator {
    transcript().button(name)
}

/// The open dialog of the first transcript with this accessible name.
pub fn dialog(name: &str) -> Locator {
    transcript().dialog(name)
}

impl Locator {
    /// The expression for the array of all elements found.
    pub fn all(&self) -> &str {
        &self.0
    }

    /// Descendants with this role.
    #[must_use]
    pub fn role(&self, role: &str) -> Self {
        Self(format!("__queries.byRole({}, {})", self.0, json!(role)))
    }

    /// Descendants with this role and accessible name; a name that is only contained counts when none is equal.
    #[must_use]
    pub fn named(&self, role: &str, name: &str) -> Self {
        Self(format!("__queries.byRole({}, {}, {})", self.0, json!(role), json!(name)))
    }

    /// Buttons with this accessible name.
    #[must_use]
    pub fn button(&self, name: &str) -> Self {
        self.named("button", name)
    }

    /// Links with this accessible name.
    #[must_use]
    pub fn link(&self, name: &str) -> Self {
        self.named("link", name)
    }

    /// Open dialogs with this accessible name.
    #[must_use]
    pub fn dialog(&self, name: &str) -> Self {
        self.named("dialog", name)
    }

    /// Messages, in document order.
    #[must_use]
    pub fn messages(&self) -> Self {
        self.matching("article")
    }

    /// Messages with this id.
    #[must_use]
    pub fn message(&self, id: &str) -> Self {
        self.matching(&format!("article[data-message-id={}]", json!(id)))
    }

    /// Messages whose bubble holds exactly this text; the last one comes first.
    #[must_use]
    pub fn message_saying(&self, text: &str) -> Self {
        let says = format!("(message) => __queries.messageText(message) === {}", json!(text));
        Self(format!("{}.filter({says}).reverse()", self.messages().0))
    }

    /// Elements exposed as this `part`.
    #[must_use]
    pub fn part(&self, part: &str) -> Self {
        self.matching(&format!("[part~={part}]"))
    }

    /// A pane of a console: `list` or `transcript`.
    #[must_use]
    pub fn pane(&self, pane: &str) -> Self {
        self.matching(&format!("[data-pane={pane}]"))
    }

    /// Descendants that match a CSS selector of tag names and public attributes.
    #[must_use]
    pub fn matching(&self, selector: &str) -> Self {
        Self(format!("__queries.selectAll({}, {})", self.0, json!(selector)))
    }

    /// Innermost descendants whose text contains this text.
    #[must_use]
    pub fn text(&self, text: &str) -> Self {
        Self(format!("__queries.byText({}, {})", self.0, json!(text)))
    }

    /// The element at an index.
    #[must_use]
    pub fn nth(&self, index: usize) -> Self {
        Self(format!("[{}[{index}]].filter(Boolean)", self.0))
    }

    /// The last element.
    #[must_use]
    pub fn last(&self) -> Self {
        Self(format!("{}.slice(-1)", self.0))
    }

    /// The nearest message around the first element.
    #[must_use]
    pub fn closest_message(&self) -> Self {
        Self(format!("[{self}?.closest('article')].filter(Boolean)"))
    }

    /// Condition: at least one element is found.
    pub fn exists(&self) -> String {
        format!("({}.length > 0)", self.0)
    }

    /// Condition: no element is found.
    pub fn is_gone(&self) -> String {
        format!("({}.length === 0)", self.0)
    }

    /// Condition: so many elements are found.
    pub fn count_is(&self, count: usize) -> String {
        format!("({}.length === {count})", self.0)
    }

    /// Condition: the first element has the focus.
    pub fn has_focus(&self) -> String {
        format!("(!!{self} && __queries.focused() === {self})")
    }

    /// Condition: the focus is on or inside the first element.
    pub fn contains_focus(&self) -> String {
        format!("!!{self}?.contains(__queries.focused())")
    }

    /// Condition: the text of the first element contains this text.
    pub fn contains_text(&self, text: &str) -> String {
        format!("!!{self}?.textContent.includes({})", json!(text))
    }

    /// Condition: the first element lies completely within the height of the window.
    pub fn is_in_view(&self) -> String {
        format!(
            "(() => {{ const box = {self}?.getBoundingClientRect(); return !!box && box.top >= 0 && box.bottom <= innerHeight; }})()"
        )
    }
}

/// Condition: a live region of the page contains this text.
pub fn announced(text: &str) -> String {
    format!("__queries.announcements().some((announcement) => announcement.includes({}))", json!(text))
}

impl Display for Locator {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}[0]", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_selectors_are_quoted() {
        let locator = message("a\"b").button("확인");
        let expected = r#"__queries.byRole(__queries.selectAll(__queries.shadow('happytalk-transcript').slice(0, 1), "article[data-message-id=\"a\\\"b\"]"), "button", "확인")[0]"#;
        assert_eq!(locator.to_string(), expected);
    }
}
