//! (b) From a response's bytes in memory to the first messages on screen, and the longest block of the main thread.
//!
//! Painted means: a frame began with rows in the document, and the first task after it ran. Both pages are watched by
//! the same code; a random pause before the start keeps the screen's rhythm out of the medians.

use serde_json::Value;

use super::{
    median,
    report::{Line, Report},
};
use crate::{Browser, Result};

const SAMPLES: usize = 21;
const BUDGET: f64 = 1.5;
const LONGEST_BLOCK: f64 = 50.0;

/// Resolves with the time of the first paint with a row in it.
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

struct Side {
    page: &'static str,
    /// Is ready to show.
    ready: &'static str,
    show: &'static str,
    /// All that will ever be built is built.
    done: &'static str,
}

const VIEWER: Side = Side {
    page: "/?room=",
    ready: "const element = document.querySelector('happytalk-transcript');
        while (element.shadowRoot?.firstElementChild?.dataset.state !== 'idle') await new Promise((done) => setTimeout(done, 5));",
    show: "element.data = bytes;",
    done: "while (element.shadowRoot.querySelectorAll('article').length < messages) await new Promise((done) => setTimeout(done, 20));",
};

const PLAIN: Side = Side {
    page: "/plain/index.html",
    ready: "const { show } = await import('/plain/plain.js');",
    show: "show(bytes);",
    done: "",
};

/// Measures.
///
/// # Errors
/// The browser's own.
pub async fn measure(browser: &Browser, origin: &str, report: &mut Report) -> Result {
    for messages in [100, 1_000] {
        let (mut viewer, mut plain) = (Samples::default(), Samples::default());
        for _ in 0..SAMPLES {
            viewer.add(&one(browser, origin, &VIEWER, messages).await?);
            plain.add(&one(browser, origin, &PLAIN, messages).await?);
        }
        let what = format!("(b) bytes → first messages painted, {messages} messages");
        let (ours, theirs) = (median(&viewer.paint), median(&plain.paint));
        report.compare(Line { what, ours, theirs, budget: BUDGET, binding: true });
        report.note(&format!(
            "all {messages} rows in the document after {:.0} ms (the plain page never builds more than it shows)",
            median(&viewer.whole)
        ));
        if messages == 1_000 {
            let worst = viewer.block.iter().copied().fold(0.0, f64::max);
            report.note(&format!("longest block of the plain page: median {:.0} ms", median(&plain.block)));
            report.limit(
                "(b) longest main-thread block, 1000 messages, median",
                median(&viewer.block),
                LONGEST_BLOCK,
                worst,
            );
        }
    }
    Ok(())
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

async fn one(browser: &Browser, origin: &str, side: &Side, messages: usize) -> Result<Value> {
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
