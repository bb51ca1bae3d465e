//! A keyboard, and what it is on inside one shadow root.

use serde_json::json;
use thirtyfour::Key;

use crate::{Browser, Result};

/// The keys of a browser, told by what has the keyboard in a shadow root.
#[derive(Clone, Copy, Debug)]
pub struct Keys<'a> {
    browser: &'a Browser,
    root: &'a str,
}

impl<'a> Keys<'a> {
    /// `root` is an expression for the shadow root.
    pub fn of(browser: &'a Browser, root: &'a str) -> Self {
        Self { browser, root }
    }

    /// Presses a key.
    ///
    /// # Errors
    /// The browser's own.
    pub async fn press(&self, key: Key) -> Result {
        Ok(self.browser.web()?.action_chain().send_keys(key).perform().await?)
    }

    /// Presses a key while another is held.
    ///
    /// # Errors
    /// The browser's own.
    pub async fn chord(&self, held: Key, key: Key) -> Result {
        let chain = self.browser.web()?.action_chain().key_down(held.clone()).send_keys(key).key_up(held);
        Ok(chain.perform().await?)
    }

    /// Types text.
    ///
    /// # Errors
    /// The browser's own.
    pub async fn write(&self, text: &str) -> Result {
        Ok(self.browser.web()?.action_chain().send_keys(text).perform().await?)
    }

    /// Presses a key several times.
    ///
    /// # Errors
    /// The browser's own.
    pub async fn times(&self, key: Key, times: usize) -> Result {
        for _ in 0..times {
            self.press(key.clone()).await?;
        }
        Ok(())
    }

    /// Presses the key until an expression about `on`, the element that has the keyboard, is true; says how often.
    ///
    /// # Errors
    /// When it never is.
    pub async fn until(&self, key: Key, expression: &str) -> Result<usize> {
        for times in 0..40 {
            if self.is(expression).await? {
                return Ok(times);
            }
            self.press(key.clone()).await?;
        }
        Err(format!("40 times {key:?}, and never {expression}").into())
    }

    /// Whether an expression about `on` is true.
    ///
    /// # Errors
    /// What the expression throws.
    pub async fn is(&self, expression: &str) -> Result<bool> {
        let on = format!("const root = {}, on = root.activeElement; return !!on && !!({expression});", self.root);
        Ok(self.browser.run(&on).await? == json!(true))
    }

    /// Waits for what takes a moment.
    ///
    /// # Errors
    /// When it never comes.
    pub async fn soon(&self, expression: &str) -> Result {
        let root = self.root;
        self.browser.until(&format!("((root, on) => on && ({expression}))({root}, {root}.activeElement)")).await
    }
}
