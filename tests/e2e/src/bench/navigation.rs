//! (c) From navigation to the first painted message, with an empty cache, like a reader who follows a link.

use std::time::Duration;

use serde_json::json;
use tokio::time::{Instant, sleep};

use super::{
    budgets::{NAVIGATION_RATIO, SLOW_NAVIGATION_RATIO},
    median,
    report::{Line, Report},
};
use crate::{Browser, Result};

const SAMPLES: usize = 9;

/// Runs before a page's own scripts and records the time of the first paint with a message.
const WATCH: &str = "
    const row = () => document.querySelector('article') ?? document.querySelector('happytalk-transcript')?.shadowRoot?.querySelector('article');
    requestAnimationFrame(function look() {
        if (!row()) return requestAnimationFrame(look);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { window.__painted = performance.now(); };
        port2.postMessage(0);
    });
";

/// Runs the measurement.
///
/// # Errors
/// Fails on the browser's own errors.
pub async fn measure(browser: &Browser, origin: &str, report: &mut Report) -> Result {
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await?;
    for (factor, budget) in [(1, NAVIGATION_RATIO), (4, SLOW_NAVIGATION_RATIO)] {
        let (mut viewer, mut plain) = (Vec::new(), Vec::new());
        for _ in 0..SAMPLES {
            viewer.push(navigate(browser, &format!("{origin}/?room=bench-100"), factor).await?);
            plain.push(navigate(browser, &format!("{origin}/plain/index.html?room=bench-100"), factor).await?);
        }
        let slow = if factor == 1 { String::new() } else { format!(", {factor}× CPU slowdown") };
        let what = format!("(c) navigation → first message painted, 100 messages{slow}");
        report.compare(Line { what, ours: median(&viewer), theirs: median(&plain), budget, binding: true });
    }
    Ok(())
}

async fn navigate(browser: &Browser, url: &str, factor: u32) -> Result<f64> {
    browser.slow_down(1).await?;
    browser.open("about:blank").await?;
    browser.cdp("Network.clearBrowserCache", json!({})).await?;
    browser.slow_down(factor).await?;
    browser.open(url).await?;
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        // A long interval, so that polling does not disturb the measurement.
        sleep(Duration::from_millis(200)).await;
        if let Some(time) = browser.run("return window.__painted ?? null").await?.as_f64() {
            browser.slow_down(1).await?;
            return Ok(time);
        }
        if Instant::now() > deadline {
            return Err(format!("{url} shows no message").into());
        }
    }
}
