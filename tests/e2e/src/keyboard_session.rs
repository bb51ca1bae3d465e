//! A session with the keyboard alone: role and accessible name of the focused element after each key, and its visible
//! focus indicator.
//!
//! Nothing here moves the focus by script. A script in the page counts the frames in which no element has the focus.

use std::{cell::RefCell, time::Duration};

use serde_json::{Value, json};
use thirtyfour::Key;
use tokio::time::sleep;

use crate::{Browser, Result};

/// Largest number of presses of one key on the way to an element.
const MAX_PRESSES: usize = 12;

/// Expression for the focused element, also inside shadow roots.
const FOCUSED: &str = "__queries.focused()";

/// Whether the focus is visible: the element or its label has a focus ring, and a part of it is not covered.
///
/// The calendar button inside a date field has the browser's own ring, which scripts can't read.
const IS_VISIBLE: &str = "function () {
    const ringed = this.labels?.[0] ?? this;
    const ring = [this, ringed].some((element) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1;
    });
    const { left, right, top, bottom } = ringed.getBoundingClientRect();
    const x = [Math.max(left, 0), Math.min(right, innerWidth)], y = [Math.max(top, 0), Math.min(bottom, innerHeight)];
    const part = (range, share) => range[0] + (range[1] - range[0]) * share;
    const shares = [0.1, 0.3, 0.5, 0.7, 0.9];
    const onTop = x[0] < x[1] && y[0] < y[1] && shares.some((across) => shares.some((down) => {
        const there = this.getRootNode().elementFromPoint(part(x, across), part(y, down));
        return there === this || this.contains(there) || ringed.contains(there);
    }));
    const ownRing = this.type === 'date' && !this.matches(':focus-visible');
    return onTop && (ownRing || (this.matches(':focus-visible') && ring));
}";

/// Counts the frames in which no element has the focus.
const COUNT_FRAMES_WITHOUT_FOCUS: &str = "window.__lost = 0;
    const look = () => {
        if (!document.activeElement || document.activeElement === document.body) window.__lost++;
        requestAnimationFrame(look);
    };
    look();";

/// The focused element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    /// Role in the accessibility tree: `button`, `article`, …
    pub role: String,
    /// Accessible name.
    pub name: String,
    /// Whether the focus is visible.
    pub is_visible: bool,
}

/// A session and its finished steps.
#[derive(Debug)]
pub struct KeyboardSession<'a> {
    browser: &'a Browser,
    /// Names of the steps, with the number of keys of each.
    steps: RefCell<Vec<(String, usize)>>,
    /// Number of keys since the last step.
    keys: RefCell<usize>,
}

impl<'a> KeyboardSession<'a> {
    /// Enters the page with the Tab key.
    ///
    /// # Errors
    /// Fails on the browser's own errors.
    pub async fn start(browser: &'a Browser) -> Result<Self> {
        let session = Self { browser, steps: RefCell::default(), keys: RefCell::default() };
        session.press(Key::Tab).await?;
        browser.run(COUNT_FRAMES_WITHOUT_FOCUS).await?;
        Ok(session)
    }

    /// Presses a key.
    ///
    /// # Errors
    /// Fails on the browser's own errors.
    pub async fn press(&self, key: Key) -> Result {
        self.send(String::from(char::from(key)), 1).await
    }

    /// Types text, one key for each character.
    ///
    /// # Errors
    /// Fails on the browser's own errors.
    pub async fn type_text(&self, text: &str) -> Result {
        self.send(text.to_owned(), text.chars().count()).await
    }

    async fn send(&self, keys: String, count: usize) -> Result {
        *self.keys.borrow_mut() += count;
        Ok(self.browser.web()?.action_chain().send_keys(keys).perform().await?)
    }

    /// Presses a key until an element with this role and name has the focus. The focus must be visible all the way.
    ///
    /// # Errors
    /// Fails after `MAX_PRESSES` presses, or when the focus is not visible.
    pub async fn press_until(&self, key: Key, role: &str, name: &str) -> Result<Focus> {
        let mut way = Vec::new();
        for _ in 0..=MAX_PRESSES {
            let focus = self.focus().await?;
            if !focus.is_visible {
                let picture = self.browser.screenshot("walk").await?;
                return Err(format!(
                    "{key:?} from {way:?}: the focus is not visible on {focus:?} ({})",
                    picture.display()
                )
                .into());
            }
            if focus.is(role, name) {
                return Ok(focus);
            }
            way.push(focus);
            self.press(key.clone()).await?;
        }
        Err(format!("{MAX_PRESSES} times {key:?}, and no {role} {name}: {way:#?}").into())
    }

    /// Waits until an element with this role and name has the visible focus.
    ///
    /// # Errors
    /// Fails on a timeout.
    pub async fn until_on(&self, role: &str, name: &str) -> Result<Focus> {
        let mut focus = self.focus().await?;
        for _ in 0..400 {
            if focus.is(role, name) && focus.is_visible {
                return Ok(focus);
            }
            sleep(Duration::from_millis(30)).await;
            focus = self.focus().await?;
        }
        let picture = self.browser.screenshot("walk").await?;
        Err(format!("{focus:?} has the focus, not {role} {name} ({})", picture.display()).into())
    }

    /// Returns the focused element.
    ///
    /// # Errors
    /// Fails when no element has the focus.
    pub async fn focus(&self) -> Result<Focus> {
        let found = self.browser.cdp("Runtime.evaluate", json!({ "expression": FOCUSED })).await?;
        let object =
            found.pointer("/result/objectId").cloned().ok_or_else(|| format!("no element has the focus: {found}"))?;
        let tree = json!({ "objectId": object, "fetchRelatives": false });
        let tree = self.browser.cdp("Accessibility.getPartialAXTree", tree).await?;
        let property = |name: &str| {
            let value = tree.pointer(&format!("/nodes/0/{name}/value")).and_then(Value::as_str);
            value.unwrap_or_default().to_owned()
        };
        let call = json!({ "objectId": object, "functionDeclaration": IS_VISIBLE, "returnByValue": true });
        let result = self.browser.cdp("Runtime.callFunctionOn", call).await?;
        let is_visible = result.pointer("/result/value") == Some(&json!(true));
        Ok(Focus { role: property("role"), name: property("name"), is_visible })
    }

    /// Finishes a step.
    pub fn end_step(&self, name: &str) {
        self.steps.borrow_mut().push((name.to_owned(), self.keys.replace(0)));
    }

    /// Ends the session and returns a line with its steps and the keys of each.
    ///
    /// # Errors
    /// Fails when no element had the focus in some frame.
    pub async fn finish(self) -> Result<String> {
        let lost = self.browser.run("return window.__lost").await?;
        if lost != json!(0) {
            return Err(format!("no element had the focus in {lost} frames").into());
        }
        let steps = self.steps.into_inner();
        let all: usize = steps.iter().map(|(_, keys)| keys).sum();
        let steps_and_keys: Vec<String> = steps.iter().map(|(name, keys)| format!("{name} {keys}")).collect();
        Ok(format!("{} steps, {all} keys ({})", steps.len(), steps_and_keys.join(", ")))
    }
}

impl Focus {
    fn is(&self, role: &str, name: &str) -> bool {
        self.role == role && self.name.contains(name)
    }
}
