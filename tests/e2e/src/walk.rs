//! A walk by keys alone: what has the keyboard after each press, by role and name as assistive technology is told them,
//! and that the reader sees it.
//!
//! Nothing here gives the keyboard to anything. The catch: a script looks on in every frame, for a keyboard that is lost
//! to the page for a moment only.

use std::{cell::RefCell, time::Duration};

use serde_json::{Value, json};
use thirtyfour::Key;
use tokio::time::sleep;

use crate::{Browser, Result};

/// The most times that one key is pressed to get somewhere.
const PATIENCE: usize = 12;

/// What has the keyboard, also inside shadow roots.
const FOCUSED: &str = "(() => {
    let on = document.activeElement;
    while (on?.shadowRoot?.activeElement) on = on.shadowRoot.activeElement;
    return on;
})()";

/// Whether the reader sees where the keyboard is: a ring on the element or its label, and some of it on top of everything.
/// The calendar's button in a field for a day has the browser's own ring, of which no script is told.
const SEEN: &str = "function () {
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

/// Counts the frames in which nothing has the keyboard.
const LOOK_ON: &str = "window.__lost = 0;
    const look = () => {
        if (!document.activeElement || document.activeElement === document.body) window.__lost++;
        requestAnimationFrame(look);
    };
    look();";

/// What has the keyboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    /// As in the accessibility tree: `button`, `article`, …
    pub role: String,
    /// Its accessible name.
    pub name: String,
    /// Whether the reader sees that it has.
    pub seen: bool,
}

/// A walk, and its steps so far.
#[derive(Debug)]
pub struct Walk<'a> {
    browser: &'a Browser,
    /// Each with the keys it took.
    steps: RefCell<Vec<(String, usize)>>,
    /// Keys since the last step.
    keys: RefCell<usize>,
}

impl<'a> Walk<'a> {
    /// Enters the page by the tab key.
    ///
    /// # Errors
    /// The browser's own.
    pub async fn begin(browser: &'a Browser) -> Result<Self> {
        let walk = Self { browser, steps: RefCell::default(), keys: RefCell::default() };
        walk.press(Key::Tab).await?;
        browser.run(LOOK_ON).await?;
        Ok(walk)
    }

    /// Presses a key.
    ///
    /// # Errors
    /// The browser's own.
    pub async fn press(&self, key: Key) -> Result {
        self.send(String::from(char::from(key)), 1).await
    }

    /// Types text, a key for each character.
    ///
    /// # Errors
    /// The browser's own.
    pub async fn write(&self, text: &str) -> Result {
        self.send(text.to_owned(), text.chars().count()).await
    }

    async fn send(&self, keys: String, count: usize) -> Result {
        *self.keys.borrow_mut() += count;
        Ok(self.browser.web()?.action_chain().send_keys(keys).perform().await?)
    }

    /// Presses a key until the keyboard is on such an element; it is seen wherever it goes on the way.
    ///
    /// # Errors
    /// When it does not get there in a dozen times, or is not seen.
    pub async fn to(&self, key: Key, role: &str, name: &str) -> Result<Focus> {
        let mut way = Vec::new();
        for _ in 0..=PATIENCE {
            let focus = self.focus().await?;
            if !focus.seen {
                let picture = self.browser.screenshot("walk").await?;
                return Err(format!("by {key:?} from {way:?}: nobody sees {focus:?} ({})", picture.display()).into());
            }
            if focus.is(role, name) {
                return Ok(focus);
            }
            way.push(focus);
            self.press(key.clone()).await?;
        }
        Err(format!("{PATIENCE} times {key:?}, and no {role} {name}: {way:#?}").into())
    }

    /// Waits until the keyboard is on such an element, and seen there.
    ///
    /// # Errors
    /// When it never is.
    pub async fn on(&self, role: &str, name: &str) -> Result<Focus> {
        let mut focus = self.focus().await?;
        for _ in 0..400 {
            if focus.is(role, name) && focus.seen {
                return Ok(focus);
            }
            sleep(Duration::from_millis(30)).await;
            focus = self.focus().await?;
        }
        let picture = self.browser.screenshot("walk").await?;
        Err(format!("{focus:?} has the keyboard, not {role} {name} ({})", picture.display()).into())
    }

    /// What has the keyboard now.
    ///
    /// # Errors
    /// When nothing has.
    pub async fn focus(&self) -> Result<Focus> {
        let found = self.browser.cdp("Runtime.evaluate", json!({ "expression": FOCUSED })).await?;
        let it =
            found.pointer("/result/objectId").cloned().ok_or_else(|| format!("nothing has the keyboard: {found}"))?;
        let tree = json!({ "objectId": it, "fetchRelatives": false });
        let tree = self.browser.cdp("Accessibility.getPartialAXTree", tree).await?;
        let told = |what: &str| {
            let value = tree.pointer(&format!("/nodes/0/{what}/value")).and_then(Value::as_str);
            value.unwrap_or_default().to_owned()
        };
        let call = json!({ "objectId": it, "functionDeclaration": SEEN, "returnByValue": true });
        let seen = self.browser.cdp("Runtime.callFunctionOn", call).await?;
        let seen = seen.pointer("/result/value") == Some(&json!(true));
        Ok(Focus { role: told("role"), name: told("name"), seen })
    }

    /// Ends a step of the walk.
    pub fn step(&self, what: &str) {
        self.steps.borrow_mut().push((what.to_owned(), self.keys.replace(0)));
    }

    /// Ends the walk: its steps with the keys that each took, in a line.
    ///
    /// # Errors
    /// When the keyboard was lost on the way, for a single frame.
    pub async fn end(self) -> Result<String> {
        let lost = self.browser.run("return window.__lost").await?;
        if lost != json!(0) {
            return Err(format!("nothing had the keyboard in {lost} frames").into());
        }
        let steps = self.steps.into_inner();
        let all: usize = steps.iter().map(|(_, keys)| keys).sum();
        let told: Vec<String> = steps.iter().map(|(what, keys)| format!("{what} {keys}")).collect();
        Ok(format!("{} steps, {all} keys ({})", steps.len(), told.join(", ")))
    }
}

impl Focus {
    fn is(&self, role: &str, name: &str) -> bool {
        self.role == role && self.name.contains(name)
    }
}
