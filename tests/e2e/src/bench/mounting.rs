//! Long rooms from `data`: the time until they are settled, the longest block, and the latency of input meanwhile.
//!
//! The latency of input is measured in runs of its own. WebDriver sends real key presses while rows are mounted. A latency
//! ends with the first frame that is painted after the key was handled. The focus must have moved by then.

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
/// Timeout for a room to settle.
const SETTLE_TIMEOUT: Duration = Duration::from_mins(3);
const POLL_INTERVAL: Duration = Duration::from_millis(500);
/// Interval between key presses.
const KEY_INTERVAL: Duration = Duration::from_millis(100);
/// Numbers of key presses of a sample, for rooms that settle at once or take long.
const MIN_KEYS: usize = 10;
const MAX_KEYS: usize = 100;

/// Starts the measurement in the page; the results are in `window.__bench`.
///
/// A room is settled when it is ready and all messages are mounted or counted by `aria-setsize`. In addition, three idle
/// periods have not changed the number of mounted messages.
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

/// Result of a room that is mounted without input.
#[derive(Debug)]
struct Mounting {
    /// Milliseconds until the room was settled; NaN when it never was.
    settled: f64,
    /// Milliseconds; 0 when the browser reported no long task.
    longest_block: f64,
}

/// Runs the measurement.
///
/// # Errors
/// Fails on the browser's own errors.
pub async fn measure(browser: &Browser, origin: &str, report: &mut Report) -> Result {
    for messages in [1_000, 10_000] {
        let mut samples = Vec::new();
        for _ in 0..SAMPLES {
            samples.push(mount(browser, origin, messages).await?);
        }
        let all = |figure: fn(&Mounting) -> f64| samples.iter().map(figure).collect::<Vec<_>>();
        let settled = median(&all(|sample| sample.settled));
        if messages == 1_000 {
            report.bound("(e) `data` → a room of 1000 messages is settled", settled, SETTLED_1000_MS, "ms");
        } else {
            report.note(&format!("(e) a room of {messages} messages is settled {settled:.0} ms after `data` was set"));
        }
        let what = format!("(e) longest main-thread block until {messages} messages are settled, median");
        report.block(&what, &all(|sample| sample.longest_block), LONGEST_BLOCK_MS);
    }

    let mut latencies = Vec::new();
    for _ in 0..SAMPLES {
        latencies.push(press_keys_while_mounting(browser, origin, 10_000).await?);
    }
    let what = "(e) slowest key press until 10000 messages are settled, until its result is painted";
    report.bound(what, median(&latencies), INPUT_LATENCY_MS, "ms");
    Ok(())
}

async fn start(browser: &Browser, origin: &str, messages: usize) -> Result {
    browser.open(&format!("{origin}/?room=")).await?;
    browser.state("idle").await?;
    browser.run(&format!("const messages = {messages}; {START}")).await.map(drop)
}

async fn is_settled(browser: &Browser) -> Result<bool> {
    Ok(!browser.run("return window.__bench.settled").await?.is_null())
}

async fn mount(browser: &Browser, origin: &str, messages: usize) -> Result<Mounting> {
    start(browser, origin, messages).await?;
    let deadline = Instant::now() + SETTLE_TIMEOUT;
    while !is_settled(browser).await? && Instant::now() < deadline {
        sleep(POLL_INTERVAL).await;
    }
    Ok(mounting_of(&browser.run("return window.__bench").await?))
}

fn mounting_of(result: &Value) -> Mounting {
    let blocks = result["blocks"].as_array().into_iter().flatten().filter_map(Value::as_f64);
    Mounting { settled: result["settled"].as_f64().unwrap_or(f64::NAN), longest_block: blocks.fold(0.0, f64::max) }
}

/// Returns the latency of the slowest key press in milliseconds.
async fn press_keys_while_mounting(browser: &Browser, origin: &str, messages: usize) -> Result<f64> {
    start(browser, origin, messages).await?;
    let (keys, mut pressed) = (Keys::of(browser), 0);
    while pressed < MIN_KEYS || (pressed < MAX_KEYS && !is_settled(browser).await?) {
        keys.press(Key::Down).await?;
        pressed += 1;
        sleep(KEY_INTERVAL).await;
    }
    // The last key press is recorded one frame later.
    let result = browser.run("await __queries.frames(3); return window.__bench").await?;
    Ok(slowest_input(&result, pressed))
}

/// Returns the largest latency; NaN when a key press was lost or not answered.
fn slowest_input(result: &Value, keys: usize) -> f64 {
    let inputs = result["inputs"].as_array().map_or(&[][..], Vec::as_slice);
    let are_answered = inputs.len() == keys && inputs.iter().all(|input| input["isAnswered"] == true);
    let slowest = inputs.iter().filter_map(|input| input["latency"].as_f64()).fold(f64::NAN, f64::max);
    if are_answered { slowest } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{mounting_of, slowest_input};

    #[test]
    fn unanswered_key_press_is_no_measurement() {
        let input = |is_answered: bool| json!({ "latency": 12.0, "isAnswered": is_answered });
        let result = |inputs| json!({ "inputs": inputs });
        assert_eq!(slowest_input(&result(vec![input(true), input(true)]), 2).to_string(), "12");
        assert!(slowest_input(&result(vec![input(true), input(false)]), 2).is_nan());
        assert!(slowest_input(&result(vec![input(true)]), 2).is_nan(), "a key press was lost");
    }

    #[test]
    fn room_that_never_settles_is_no_measurement() {
        let mounting = mounting_of(&json!({ "settled": 90.5, "blocks": [51.0, 60.0] }));
        assert_eq!((mounting.settled.to_string(), mounting.longest_block.to_string()), ("90.5".into(), "60".into()));
        assert!(mounting_of(&json!({ "settled": null })).settled.is_nan());
    }
}
