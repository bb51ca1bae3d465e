//! The viewer in the page, in the contract's words: its states, its rows, its events.

use serde_json::{Value, json};

use crate::{Browser, Result};

/// The shadow root of the page's first transcript.
pub const SHADOW: &str = "document.querySelector('happytalk-transcript').shadowRoot";

/// The shadow root of the page's first console.
pub const CONSOLE: &str = "document.querySelector('happytalk-console').shadowRoot";

impl Browser {
    /// Waits for `data-state` of a pane of the first console: `list` or `transcript`.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn pane(&self, pane: &str, state: &str) -> Result {
        self.until(&format!(
            "document.querySelector('happytalk-console')?.shadowRoot?.querySelector('[data-pane={pane}]')?.dataset.state === '{state}'"
        ))
        .await
    }

    /// Waits for `data-state` of the first transcript.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn state(&self, state: &str) -> Result {
        self.until(&format!(
            "document.querySelector('happytalk-transcript')?.shadowRoot?.firstElementChild?.dataset.state === '{state}'"
        ))
        .await
    }

    /// Waits until a room stands with all of its rows: until no more have come for a while.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ready(&self) -> Result {
        self.state("ready").await?;
        self.until(&format!("{SHADOW}.querySelector('article')")).await?;
        // The viewer draws on once the browser has shown a frame and is idle. On a busy machine that may be later than any
        // fixed time, so two such turns are waited for too; a page that is hidden has no frames.
        let more = format!(
            "const rows = () => {SHADOW}.querySelectorAll('article').length;
             const later = (time) => new Promise((done) => setTimeout(done, time));
             const frame = () => Promise.race([new Promise(requestAnimationFrame), later(1000)]);
             const turn = () => frame().then(() => new Promise((done) => requestIdleCallback(done, {{ timeout: 1000 }})));
             for (let before = 0; before < rows(); ) {{
                 before = rows();
                 await Promise.all([turn().then(turn), later(300)]);
             }}"
        );
        self.run(&more).await.map(drop)
    }

    /// Sets one room of these rows as the first transcript's `data`.
    ///
    /// # Errors
    /// When there is no transcript.
    pub async fn show_rows(&self, rows: impl Into<Value>) -> Result {
        let rows: Value = rows.into();
        let answer = json!({ "result": "success", "data": [{ "chat": { "id": "r" }, "message": rows }] }).to_string();
        let set = format!("document.querySelector('happytalk-transcript').data = {}", json!(answer));
        self.run(&set).await.map(drop)
    }

    /// All text in the first transcript, also of rows out of sight, which the browser leaves out of `innerText`.
    ///
    /// # Errors
    /// When there is no transcript.
    pub async fn text(&self) -> Result<String> {
        let text = self.run(&format!("return {SHADOW}.firstElementChild.textContent")).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Lays out the rows out of sight too, as they are when they come into it. The browser leaves that out
    /// (`content-visibility`), and tells wrong places of what is in them; they also cut off what reaches out of them.
    ///
    /// # Errors
    /// The browser's own.
    pub async fn lay_out_whole(&self) -> Result {
        let sheet =
            "for (const { shadowRoot: root } of document.querySelectorAll('happytalk-transcript, happytalk-console')) {
            if (!root || root.__whole) continue;
            root.__whole = new CSSStyleSheet();
            root.__whole.replaceSync('* { content-visibility: visible !important }');
            root.adoptedStyleSheets.push(root.__whole);
        }";
        self.run(sheet).await.map(drop)
    }

    /// How many elements a selector finds in the first transcript.
    ///
    /// # Errors
    /// When there is no transcript.
    pub async fn count(&self, selector: &str) -> Result<u64> {
        let count = self.run(&format!("return {SHADOW}.querySelectorAll({}).length", json!(selector))).await?;
        count.as_u64().ok_or_else(|| "a count is a number".into())
    }

    /// An attribute of each element a selector finds in the first transcript.
    ///
    /// # Errors
    /// When there is no transcript.
    pub async fn attributes(&self, selector: &str, name: &str) -> Result<Vec<String>> {
        let script = format!(
            "return [...{SHADOW}.querySelectorAll({})].map((element) => element.getAttribute({}) ?? '(none)')",
            json!(selector),
            json!(name)
        );
        Ok(strings(&self.run(&script).await?))
    }

    /// Clicks, as a reader would, what an expression names.
    ///
    /// # Errors
    /// When there is no such thing, or something covers it.
    pub async fn click(&self, expression: &str) -> Result {
        Ok(self.element(expression).await?.click().await?)
    }

    /// The events of that name so far, each with `target` (the element's id) and `detail`.
    ///
    /// # Errors
    /// The browser's own.
    pub async fn events(&self, name: &str) -> Result<Vec<Value>> {
        let script = format!("return window.__events.filter((event) => event.name === {})", json!(name));
        Ok(self.run(&script).await?.as_array().cloned().unwrap_or_default())
    }
}

/// An array of strings, from JSON.
pub fn strings(value: &Value) -> Vec<String> {
    let items = value.as_array().into_iter().flatten();
    items.map(|item| item.as_str().unwrap_or_default().to_owned()).collect()
}
