//! The keyboard, and the element in a shadow root that has the focus.

use thirtyfour::Key;

use crate::{Browser, Locator, Result};

/// Largest number of presses of one key on the way to an element.
const MAX_PRESSES: usize = 40;

/// The keyboard of a browser.
#[derive(Clone, Copy, Debug)]
pub struct Keys<'a> {
    browser: &'a Browser,
}

impl<'a> Keys<'a> {
    /// Uses the keyboard of this browser.
    pub fn of(browser: &'a Browser) -> Self {
        Self { browser }
    }

    /// Presses a key.
    ///
    /// # Errors
    /// Fails on the browser's own errors.
    pub async fn press(&self, key: Key) -> Result {
        Ok(self.browser.web()?.action_chain().send_keys(key).perform().await?)
    }

    /// Presses a key while another is held.
    ///
    /// # Errors
    /// Fails on the browser's own errors.
    pub async fn chord(&self, held: Key, key: Key) -> Result {
        let chain = self.browser.web()?.action_chain().key_down(held.clone()).send_keys(key).key_up(held);
        Ok(chain.perform().await?)
    }

    /// Types text.
    ///
    /// # Errors
    /// Fails on the browser's own errors.
    pub async fn type_text(&self, text: &str) -> Result {
        Ok(self.browser.web()?.action_chain().send_keys(text).perform().await?)
    }

    /// Presses a key several times.
    ///
    /// # Errors
    /// Fails on the browser's own errors.
    pub async fn times(&self, key: Key, times: usize) -> Result {
        for _ in 0..times {
            self.press(key.clone()).await?;
        }
        Ok(())
    }

    /// Presses the key until a condition is true; returns the number of presses.
    ///
    /// # Errors
    /// Fails when the condition stays false.
    pub async fn press_until(&self, key: Key, condition: &str) -> Result<usize> {
        for times in 0..MAX_PRESSES {
            if self.browser.is(condition).await? {
                return Ok(times);
            }
            self.press(key.clone()).await?;
        }
        Err(format!("{MAX_PRESSES} times {key:?}, and never {condition}").into())
    }

    /// Presses the key until an element has the focus; returns the number of presses.
    ///
    /// # Errors
    /// Fails when the focus does not get there.
    pub async fn press_until_on(&self, key: Key, locator: &Locator) -> Result<usize> {
        self.press_until(key, &locator.has_focus()).await
    }

    /// Returns whether an element has the focus now.
    ///
    /// # Errors
    /// Fails on the browser's own errors.
    pub async fn are_on(&self, locator: &Locator) -> Result<bool> {
        self.browser.is(&locator.has_focus()).await
    }

    /// Waits until an element has the focus.
    ///
    /// # Errors
    /// Fails on a timeout.
    pub async fn until_on(&self, locator: &Locator) -> Result {
        self.browser.until_focused(locator).await
    }
}
