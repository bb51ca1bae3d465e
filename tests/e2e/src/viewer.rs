//! The viewer in the page, by the contract: its states, messages and events, and the conditions journeys wait for.

use std::fmt::Display;

use serde_json::{Value, json};
use thirtyfour::WebElement;

use crate::{
    Browser, Result,
    locator::{Locator, announced, messages},
};

/// Expression for the shadow root of the page's first transcript.
pub const SHADOW: &str = "document.querySelector('happytalk-transcript').shadowRoot";

/// Expression for the shadow root of the page's first console.
pub const CONSOLE: &str = "document.querySelector('happytalk-console').shadowRoot";

impl Browser {
    /// Waits until the first console is there and `data-state` of this pane has this value.
    ///
    /// # Errors
    /// Fails on a timeout.
    pub async fn pane(&self, pane: &str, state: &str) -> Result {
        self.until(&format!(
            "document.querySelector('happytalk-console')?.shadowRoot?.querySelector('[data-pane={pane}]')?.dataset.state === '{state}'"
        ))
        .await
    }

    /// Waits until `data-state` of the first transcript has this value.
    ///
    /// # Errors
    /// Fails on a timeout.
    pub async fn state(&self, state: &str) -> Result {
        self.until(&format!(
            "document.querySelector('happytalk-transcript')?.shadowRoot?.firstElementChild?.dataset.state === '{state}'"
        ))
        .await
    }

    /// Waits until all messages of the first transcript are mounted.
    ///
    /// The viewer mounts the rows after the first screen in slices, in idle time. The room is complete when three idle
    /// periods have added no row.
    ///
    /// # Errors
    /// Fails on a timeout.
    pub async fn ready(&self) -> Result {
        self.state("ready").await?;
        self.until(&messages().exists()).await?;
        let mounted = format!(
            "const count = () => {}.length;
             for (let before = -1; before < count(); ) {{
                 before = count();
                 for (let turn = 0; turn < 3; turn++) await __queries.idle();
             }}",
            messages().all()
        );
        self.run(&mounted).await.map(drop)
    }

    /// Waits until the first element of the page has sent `happytalk-ready`.
    ///
    /// # Errors
    /// Fails on a timeout.
    pub async fn until_started(&self) -> Result {
        self.until_event("ready", 1).await
    }

    /// Waits until so many events of this name were sent.
    ///
    /// # Errors
    /// Fails on a timeout.
    pub async fn until_event(&self, name: &str, count: usize) -> Result {
        self.until(&format!("window.__events.filter((event) => event.name === '{name}').length >= {count}")).await
    }

    /// Waits until an element has the focus.
    ///
    /// # Errors
    /// Fails on a timeout.
    pub async fn until_focused(&self, locator: &Locator) -> Result {
        self.until(&locator.has_focus()).await
    }

    /// Waits until a live region contains this text.
    ///
    /// # Errors
    /// Fails on a timeout.
    pub async fn until_announced(&self, text: &str) -> Result {
        self.until(&announced(text)).await
    }

    /// Waits for so many frames of the page.
    ///
    /// # Errors
    /// Fails when the page has no frames.
    pub async fn frames(&self, count: u32) -> Result {
        self.run(&format!("await __queries.frames({count})")).await.map(drop)
    }

    /// Waits until the page was idle several times, so that everything that is due at once has been done.
    ///
    /// # Errors
    /// Fails when the page was closed.
    pub async fn settle(&self) -> Result {
        self.run("for (let turn = 0; turn < 4; turn++) await __queries.idle()").await.map(drop)
    }

    /// Waits until smooth scrolling no longer moves an element.
    ///
    /// # Errors
    /// Fails when there is no such element in time.
    pub async fn at_rest(&self, locator: &Locator) -> Result {
        self.run(&format!("await __queries.atRest(() => {locator})")).await.map(drop)
    }

    /// Opens the static page without a room and waits for the viewer.
    ///
    /// # Errors
    /// Fails when the page does not load.
    pub async fn open_without_room(&self, origin: &str) -> Result {
        self.open(&format!("{origin}/?room=&theme=light")).await?;
        self.until_started().await?;
        self.state("idle").await
    }

    /// Sets one room with these rows as the first transcript's `data`.
    ///
    /// # Errors
    /// Fails when there is no transcript.
    pub async fn show_rows(&self, rows: impl Into<Value>) -> Result {
        let rows: Value = rows.into();
        let answer = json!({ "result": "success", "data": [{ "chat": { "id": "r" }, "message": rows }] }).to_string();
        let set = format!("document.querySelector('happytalk-transcript').data = {}", json!(answer));
        self.run(&set).await.map(drop)
    }

    /// Shows a fixture of the corpus through the first transcript's `data`.
    ///
    /// # Errors
    /// Fails when there is no such fixture, or it is not shown as a room.
    pub async fn show(&self, fixture: &str) -> Result {
        let script = format!(
            "const answer = await fetch('/demo/fixtures/{fixture}');
             if (!answer.ok) throw new Error(answer.status);
             document.querySelector('happytalk-transcript').data = await answer.arrayBuffer();"
        );
        self.run(&script).await?;
        self.state("ready").await
    }

    /// Returns all text of the first transcript, also of rows that the browser skips in `innerText`.
    ///
    /// # Errors
    /// Fails when there is no transcript.
    pub async fn text(&self) -> Result<String> {
        let text = self.run(&format!("return {SHADOW}.firstElementChild.textContent")).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Returns the text of the first element of a locator, or `null`.
    ///
    /// # Errors
    /// Fails on the browser's own errors.
    pub async fn text_of(&self, locator: &Locator) -> Result<String> {
        let text = self.run(&format!("return {locator}?.textContent ?? null")).await?;
        text.as_str().map(str::to_owned).ok_or_else(|| format!("no element is {locator}").into())
    }

    /// Returns the value of an expression that is true or false.
    ///
    /// # Errors
    /// Fails when the expression throws.
    pub async fn is(&self, condition: &str) -> Result<bool> {
        Ok(self.run(&format!("return !!({condition})")).await? == json!(true))
    }

    /// Lays out the rows that `content-visibility` skips, so that boxes inside them have their real places.
    ///
    /// # Errors
    /// Fails on the browser's own errors.
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

    /// Returns the number of elements that a selector of public attributes finds in the first transcript.
    ///
    /// # Errors
    /// Fails when there is no transcript.
    pub async fn count(&self, selector: &str) -> Result<u64> {
        let count = self.run(&format!("return {SHADOW}.querySelectorAll({}).length", json!(selector))).await?;
        count.as_u64().ok_or_else(|| "a count is a number".into())
    }

    /// Returns the number of elements of a locator.
    ///
    /// # Errors
    /// Fails on the browser's own errors.
    pub async fn count_of(&self, locator: &Locator) -> Result<u64> {
        let count = self.run(&format!("return {}.length", locator.all())).await?;
        count.as_u64().ok_or_else(|| "a count is a number".into())
    }

    /// Returns an attribute of each element that a selector finds in the first transcript.
    ///
    /// # Errors
    /// Fails when there is no transcript.
    pub async fn attributes(&self, selector: &str, name: &str) -> Result<Vec<String>> {
        let script = format!(
            "return [...{SHADOW}.querySelectorAll({})].map((element) => element.getAttribute({}) ?? '(none)')",
            json!(selector),
            json!(name)
        );
        Ok(strings(&self.run(&script).await?))
    }

    /// Finds the WebDriver element of an expression or locator.
    ///
    /// # Errors
    /// Fails when there is no such element.
    pub async fn find(&self, expression: impl Display) -> Result<WebElement> {
        self.element(&expression.to_string()).await
    }

    /// Clicks an element with the mouse.
    ///
    /// # Errors
    /// Fails when there is no such element, or another one covers it.
    pub async fn click(&self, expression: impl Display) -> Result {
        Ok(self.find(expression).await?.click().await?)
    }

    /// Returns the events of this name so far, each with `target` (the element's id) and `detail`.
    ///
    /// # Errors
    /// Fails on the browser's own errors.
    pub async fn events(&self, name: &str) -> Result<Vec<Value>> {
        let script = format!("return window.__events.filter((event) => event.name === {})", json!(name));
        Ok(self.run(&script).await?.as_array().cloned().unwrap_or_default())
    }
}

/// Returns the strings of a JSON array.
pub fn strings(value: &Value) -> Vec<String> {
    let items = value.as_array().into_iter().flatten();
    items.map(|item| item.as_str().unwrap_or_default().to_owned()).collect()
}
