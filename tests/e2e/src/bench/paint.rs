//! (b) From the bytes of a response to the first painted messages, and the longest block of the main thread.
//!
//! Messages are painted when a frame has started with rows in the document and the first task after it runs. Both pages
//! use the same code. A random delay before the start decouples the samples from the frame rate.

use serde_json::{Value, json};

use super::{
    budgets::{FIRST_PAINT_RATIO, LONGEST_BLOCK_MS},
    median,
    report::{Line, Report},
};
use crate::{Browser, Result};

const SAMPLES: usize = 21;
const COLD_SAMPLES: usize = 9;

/// Runs before the page's own scripts. The viewer renders its sample room (`src/element/warm_up.rs`) when the browser is idle.
const NEVER_IDLE: &str = "window.requestIdleCallback = () => 0;";

/// Defines `painted()`, which resolves with the time of the first paint with a message, and collects long tasks.
const WATCH: &str = "
    const row = () => document.querySelector('article') ?? document.querySelector('happytalk-transcript')?.shadowRoot?.querySelector('article');
    const painted = () => new Promise((done) => requestAnimationFrame(function look() {
        if (!row()) return requestAnimationFrame(look);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now());
        port2.postMessage(0);
    }));
    const blocks = [];
    new PerformanceObserver((list) => blocks.push(...list.getEntries())).observe({ type: 'longtask' });
";

/// The viewer or the plain page.
struct Side {
    page: &'static str,
    /// Waits until the page can show a room.
    ready: &'static str,
    /// Shows the room.
    show: &'static str,
    /// Waits until all rows are mounted.
    done: &'static str,
}

const VIEWER: Side = Side {
    page: "/?room=",
    ready: "const element = document.querySelector('happytalk-transcript');
        while (element.shadowRoot?.firstElementChild?.dataset.state !== 'idle') await new Promise((done) => setTimeout(done, 5));",
    show: "element.data = bytes;",
    // All rows are mounted, or counted by a windowed list.
    done: "const rows = element.shadowRoot.querySelectorAll.bind(element.shadowRoot, 'article');
        while (rows().length < messages && rows()[0]?.ariaSetSize !== `${messages}`) await new Promise((done) => setTimeout(done, 20));",
};

/// The viewer that has not rendered its sample room. It mounts no rows beyond the first screen.
const COLD_VIEWER: Side = Side { done: "", ..VIEWER };

const PLAIN: Side = Side {
    page: "/plain/index.html",
    ready: "const { show } = await import('/plain/plain.js');",
    show: "show(bytes);",
    done: "",
};

/// Runs the measurement.
///
/// # Errors
/// Fails on the browser's own errors.
pub async fn measure(browser: &Browser, origin: &str, report: &mut Report) -> Result {
    for messages in [100, 1_000] {
        let (mut viewer, mut plain) = (Samples::default(), Samples::default());
        for _ in 0..SAMPLES {
            viewer.add(&show_once(browser, origin, &VIEWER, messages).await?);
            plain.add(&show_once(browser, origin, &PLAIN, messages).await?);
        }
        let what = format!("(b) bytes → first messages painted, {messages} messages");
        let (ours, theirs) = (median(&viewer.paint), median(&plain.paint));
        report.compare(Line { what, ours, theirs, budget: FIRST_PAINT_RATIO, binding: true });
        report.note(&format!(
            "(b) all {messages} rows mounted, or windowed, after {:.0} ms (the plain page builds only the visible rows)",
            median(&viewer.whole)
        ));
        let what = format!("(b) longest main-thread block, {messages} messages, median");
        report.block(&what, &viewer.block, LONGEST_BLOCK_MS);
        report
            .note(&format!("(b) longest block of the plain page, {messages} messages: {:.0} ms", median(&plain.block)));
    }
    report.note(&format!(
        "(b) 100 messages without the sample room: painted after {:.1} ms",
        paint_cold(browser, origin).await?
    ));
    Ok(())
}

async fn paint_cold(browser: &Browser, origin: &str) -> Result<f64> {
    let script = browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": NEVER_IDLE })).await?;
    let mut samples = Samples::default();
    for _ in 0..COLD_SAMPLES {
        samples.add(&show_once(browser, origin, &COLD_VIEWER, 100).await?);
    }
    browser.cdp("Page.removeScriptToEvaluateOnNewDocument", script).await?;
    Ok(median(&samples.paint))
}

#[derive(Default)]
struct Samples {
    paint: Vec<f64>,
    block: Vec<f64>,
    whole: Vec<f64>,
}

impl Samples {
    fn add(&mut self, result: &Value) {
        for (samples, name) in [(&mut self.paint, "paint"), (&mut self.block, "block"), (&mut self.whole, "whole")] {
            samples.extend(result[name].as_f64());
        }
    }
}

async fn show_once(browser: &Browser, origin: &str, side: &Side, messages: usize) -> Result<Value> {
    browser.open(&format!("{origin}{}", side.page)).await?;
    let Side { ready, show, done, .. } = side;
    let script = format!(
        "{WATCH} const messages = {messages};
         const bytes = await (await fetch('/api/rooms/bench-{messages}')).arrayBuffer();
         {ready}
         await new Promise((done) => setTimeout(done, 500 + Math.random() * 50));
         blocks.length = 0;
         const start = performance.now();
         const end = painted();
         {show}
         const paint = await end - start;
         {done}
         const whole = performance.now() - start;
         await new Promise((done) => setTimeout(done, 200));
         return {{ paint, whole, block: Math.max(0, ...blocks.map((block) => block.duration)) }};"
    );
    browser.run(&script).await
}
