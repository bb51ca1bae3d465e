//! Long rooms from `data`: the time until all messages are mounted, the longest block, and the latency of input meanwhile.
//!
//! Real key presses are sent by WebDriver while rows are mounted. Their latency ends with the first frame that was painted
//! after the key was handled, and the focus must have moved to the next message by then.

use std::time::Duration;

use serde_json::Value;
use thirtyfour::Key;
use tokio::time::{Instant, sleep};

use super::{
    budgets::{INPUT_LATENCY_MS, LONGEST_BLOCK_MS, SETTLED_1000_MS},
    median,
    report::Report,
};
use crate::{Browser, Result, keys::Keys};

const SAMPLES: usize = 3;
/// Time after which a room counts as never settled.
const SETTLE_TIMEOUT: Duration = Duration::from_secs(180);
/// Interval between key presses.
const KEY_INTERVAL: Duration = Duration::from_millis(100);
const MAX_KEYS: usize = 200;

/// Starts the measurement in the page; the results are in `window.__bench`.
///
/// A room is settled when it is ready, all messages are mounted or counted by `aria-setsize`, and three idle periods have
/// not changed the number of mounted messages.
const START: &str = "
    const element = document.querySelector('happytalk-transcript');
    const bytes = await (await fetch(`/api/rooms/bench-${messages}`)).arrayBuffer();
    const rows = () => element.shadowRoot.querySelectorAll('article');
    const bench = window.__bench = { settled: null, inputs: [], blocks: [] };
    new PerformanceObserver((list) => bench.blocks.push(...list.getEntries().map((entry) => entry.duration)))
        .observe({ type: 'longtask' });
    addEventListener('keydown', (event) => {
        const before = __queries.focused();
        requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => bench.inputs.push({
                latency: performance.now() - event.timeStamp, isAnswered: __queries.focused() !== before,
            });
            port2.postMessage(0);
        });
    }, { capture: true });
    await new Promise((done) => setTimeout(done, 500));
    bench.blocks.length = 0;
    const start = performance.now();
    element.data = bytes;
    (async () => {
        const isComplete = () => element.shadowRoot.firstElementChild.dataset.state === 'ready'
            && (rows().length === messages || rows()[0]?.ariaSetSize === `${messages}`);
        for (let idlePeriods = 0, count = -1; idlePeriods < 3; ) {
            await __queries.idle();
            idlePeriods = isComplete() && rows().length === count ? idlePeriods + 1 : 0;
            count = rows().length;
            if (!idlePeriods) bench.mounted = performance.now() - start;
        }
        bench.settled = bench.mounted ?? performance.now() - start;
    })();
    while (!rows().length) await __queries.frames(1);
    rows()[0].focus({ preventScroll: true });
";

/// Result of one room.
#[derive(Debug, Default)]
struct Sample {
    /// Milliseconds until the room was settled; NaN when it never was.
    settled: f64,
    longest_block: f64,
    /// Milliseconds of the slowest answered key press; NaN when a key press was not answered.
    input_latency: f64,
    keys: usize,
}

/// Runs the measurement.
///
/// # Errors
/// Fails on the browser's own errors.
pub async fn measure(browser: &Browser, origin: &str, report: &mut Report) -> Result {
    for messages in [1_000, 10_000] {
        let mut samples = Vec::new();
        for _ in 0..SAMPLES {
            samples.push(measure_once(browser, origin, messages).await?);
        }
        let all = |figure: fn(&Sample) -> f64| samples.iter().map(figure).collect::<Vec<_>>();
        let settled = median(&all(|sample| sample.settled));
        if messages == 1_000 {
            report.bound("(e) `data` → all 1000 messages mounted", settled, SETTLED_1000_MS, "ms");
        } else {
            report.note(&format!("(e) all {messages} messages mounted {settled:.0} ms after `data` was set"));
        }
        let blocks = all(|sample| sample.longest_block);
        let what = format!("(e) longest main-thread block while mounting {messages} messages, median");
        report.block(&what, &blocks, LONGEST_BLOCK_MS);
        if messages == 10_000 {
            let latency = median(&all(|sample| sample.input_latency));
            let what = "(e) slowest key press while mounting 10000 messages, until its result is painted";
            report.bound(what, latency, INPUT_LATENCY_MS, "ms");
            let keys: Vec<_> = samples.iter().map(|sample| sample.keys.to_string()).collect();
            report.note(&format!("(e) key presses while mounting {messages} messages: {}", keys.join(", ")));
        }
    }
    Ok(())
}

async fn measure_once(browser: &Browser, origin: &str, messages: usize) -> Result<Sample> {
    browser.open(&format!("{origin}/?room=")).await?;
    browser.state("idle").await?;
    browser.run(&format!("const messages = {messages}; {START}")).await?;
    let (keys, deadline) = (Keys::of(browser), Instant::now() + SETTLE_TIMEOUT);
    let mut pressed = 0;
    while browser.run("return window.__bench.settled").await?.is_null() && Instant::now() < deadline {
        // At least one key, and no more than the room has messages.
        if pressed < MAX_KEYS {
            keys.press(Key::Down).await?;
            pressed += 1;
        }
        sleep(KEY_INTERVAL).await;
    }
    // The last key press is recorded one frame later.
    let result = browser.run("await __queries.frames(3); return window.__bench").await?;
    Ok(sample_of(&result, pressed))
}

fn sample_of(result: &Value, keys: usize) -> Sample {
    let numbers =
        |list: &Value| -> Vec<f64> { list.as_array().into_iter().flatten().filter_map(Value::as_f64).collect() };
    let inputs = result["inputs"].as_array().map_or(&[][..], Vec::as_slice);
    let are_answered = inputs.len() == keys && inputs.iter().all(|input| input["isAnswered"] == true);
    let slowest = inputs.iter().filter_map(|input| input["latency"].as_f64()).fold(f64::NAN, f64::max);
    Sample {
        settled: result["settled"].as_f64().unwrap_or(f64::NAN),
        longest_block: numbers(&result["blocks"]).into_iter().fold(0.0, f64::max),
        input_latency: if are_answered { slowest } else { f64::NAN },
        keys,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::sample_of;

    #[test]
    fn unanswered_key_press_is_no_measurement() {
        let input = |is_answered: bool| json!({ "latency": 12.0, "isAnswered": is_answered });
        let result = |inputs| json!({ "settled": 90.5, "inputs": inputs, "blocks": [51.0, 60.0] });
        let sample = sample_of(&result(vec![input(true), input(true)]), 2);
        assert_eq!((sample.settled, sample.longest_block, sample.input_latency), (90.5, 60.0, 12.0));
        assert!(sample_of(&result(vec![input(true), input(false)]), 2).input_latency.is_nan());
        assert!(sample_of(&result(vec![input(true)]), 2).input_latency.is_nan(), "a key press was lost");
        assert!(sample_of(&json!({ "settled": null }), 0).settled.is_nan());
    }
}
