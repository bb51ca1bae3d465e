//! (c) From navigation to the first message on screen, as a reader who follows a link sees it: nothing cached.

use std::time::Duration;

use serde_json::json;
use tokio::time::{Instant, sleep};

use super::{
    median,
    report::{Line, Report},
};
use crate::{Browser, Result};

const SAMPLES: usize = 9;
const BUDGET: f64 = 1.6;

/// In every page before its own scripts: the time of the first paint with a row in it.
const WATCH: &str = "
    const row = () => document.querySelector('article') ?? document.querySelector('happytalk-transcript')?.shadowRoot?.querySelector('article');
    requestAnimationFrame(function look() {
        if (!row()) return requestAnimationFrame(look);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { window.__painted = performance.now(); };
        port2.postMessage(0);
    });
";

/// Measures.
///
/// # Errors
/// The browser's own.
pub async fn measure(browser: &Browser, origin: &str, report: &mut Report) -> Result {
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await?;
    for factor in [1, 4] {
        let (mut viewer, mut plain) = (Vec::new(), Vec::new());
        for _ in 0..SAMPLES {
            viewer.push(one(browser, &format!("{origin}/?room=bench-100"), factor).await?);
            plain.push(one(browser, &format!("{origin}/plain/index.html?room=bench-100"), factor).await?);
        }
        let slow = if factor == 1 { String::new() } else { format!(", {factor}× CPU slowdown") };
        let what = format!("(c) navigation → first message painted, 100 messages{slow}");
        report.compare(Line { what, ours: median(&viewer), theirs: median(&plain), budget: BUDGET, binding: false });
    }
    Ok(())
}

async fn one(browser: &Browser, url: &str, factor: u32) -> Result<f64> {
    browser.slow_down(1).await?;
    browser.open("about:blank").await?;
    browser.cdp("Network.clearBrowserCache", json!({})).await?;
    browser.slow_down(factor).await?;
    browser.open(url).await?;
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        // Seldom, so that asking is not what is measured.
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
