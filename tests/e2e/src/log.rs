//! What a page complains about: its console, its errors, its violations of the Content Security Policy.
//!
//! The catch: the browser itself logs every response that is no success as an error, so a journey to a failing room
//! names the ones it expects.

use serde_json::Value;

use crate::{Browser, Result};

/// Runs before any script of a page and remembers what goes wrong there, and which events the elements send.
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
    /// Takes the lines of the browser's console since the last call; [`Browser::no_complaint_but`] does not see them again.
    ///
    /// # Errors
    /// When the driver gives no log.
    pub async fn console(&self) -> Result<String> {
        let log = self.web()?.browser_log().await?;
        let lines: Vec<_> = log.iter().map(|entry| format!("{}: {}", entry.level, entry.message)).collect();
        Ok(lines.join("\n"))
    }

    /// Fails when the page or the browser complained of anything since the last call, but for lines that contain one of
    /// `expected`.
    ///
    /// # Errors
    /// Names every complaint.
    pub async fn no_complaint_but(&self, expected: &[&str]) -> Result {
        let wrong = self.run("return window.__wrong.splice(0)").await?;
        let Value::Array(wrong) = wrong else { return Err("the collector is not in the page".into()) };
        let mut complaints: Vec<_> = wrong.iter().map(|line| line.as_str().unwrap_or_default().to_owned()).collect();
        let log = self.web()?.browser_log().await?;
        let loud = log.iter().filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"));
        complaints.extend(loud.map(|entry| format!("{}: {}", entry.level, entry.message)));
        complaints.retain(|line| !expected.iter().any(|part| line.contains(part)));
        if complaints.is_empty() { Ok(()) } else { Err(format!("the page complains: {complaints:#?}").into()) }
    }

    /// Fails when anything at all was complained of.
    ///
    /// # Errors
    /// Names every complaint.
    pub async fn no_complaint(&self) -> Result {
        self.no_complaint_but(&[]).await
    }
}
