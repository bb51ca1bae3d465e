//! Errors of a page: its console, its exceptions, its violations of the Content Security Policy.
//!
//! The browser logs every response without a success status as an error. A journey to a failing room therefore names
//! the errors it expects.

use serde_json::Value;

use crate::{Browser, Result};

/// Runs before a page's own scripts and collects its errors and the events of the elements.
pub(crate) const COLLECTOR: &str = r"
    window.__wrong = [];
    const remember = (what) => window.__wrong.push(what);
    document.addEventListener('securitypolicyviolation', (event) =>
        remember(`policy: ${event.effectiveDirective} blocks ${event.blockedURI} (${event.sourceFile}:${event.lineNumber} ${event.sample})`));
    window.addEventListener('error', (event) => remember(`error: ${event.message}`));
    window.addEventListener('unhandledrejection', (event) => remember(`rejection: ${event.reason}`));
    window.__events = [];
    for (const name of ['ready', 'load', 'error', 'action', 'reveal', 'select', 'navigate', 'token-expiring']) {
        document.addEventListener(`happytalk-${name}`, (event) =>
            window.__events.push({ name, target: event.target.id, detail: event.detail }));
    }
";

impl Browser {
    /// Takes the lines of the browser's console since the last call. [`Browser::no_complaint_but`] does not see them again.
    ///
    /// # Errors
    /// If the driver returns no log.
    pub async fn console(&self) -> Result<String> {
        let log = self.web()?.browser_log().await?;
        let lines: Vec<_> = log.iter().map(|entry| format!("{}: {}", entry.level, entry.message)).collect();
        Ok(lines.join("\n"))
    }

    /// Fails when the page or the browser reported an error since the last call. Lines that contain one of `expected` do
    /// not count.
    ///
    /// # Errors
    /// Lists the errors.
    pub async fn no_complaint_but(&self, expected: &[&str]) -> Result {
        let wrong = self.run("return window.__wrong.splice(0)").await?;
        let Value::Array(wrong) = wrong else { return Err("the collector is not in the page".into()) };
        let mut errors: Vec<_> = wrong.iter().map(|line| line.as_str().unwrap_or_default().to_owned()).collect();
        let log = self.web()?.browser_log().await?;
        let severe = log.iter().filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"));
        errors.extend(severe.map(|entry| format!("{}: {}", entry.level, entry.message)));
        errors.retain(|line| !expected.iter().any(|part| line.contains(part)));
        if errors.is_empty() { Ok(()) } else { Err(format!("the page reports errors: {errors:#?}").into()) }
    }

    /// Fails when the page or the browser reported any error since the last call.
    ///
    /// # Errors
    /// Lists the errors.
    pub async fn no_complaint(&self) -> Result {
        self.no_complaint_but(&[]).await
    }
}
