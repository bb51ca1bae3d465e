//! (a) Decoding in wasm, compared with `TextDecoder` and `JSON.parse` of the envelope and of every inner document.
//!
//! Each sample is a page of its own, with a warm-up and a rotating order. The module's first call, before the browser has
//! optimized it, is reported too, because it decides the time of a reader's first room.

use std::{env, fs, path::PathBuf};

use super::{
    budgets::{DECODE_EVERYTHING_RATIO, DECODE_FIRST_SCREEN_RATIO},
    median,
    report::{Line, Report},
};
use crate::{Browser, Result, root};

const SAMPLES: usize = 9;
const MESSAGES: usize = 10_000;
/// Number of rows of a first screen.
const FIRST_ROWS: usize = 20;
const WARM_UP: usize = 2;

/// Returns the files of the decoder module, which `cargo xtask bench` builds like the viewer.
///
/// # Errors
/// Fails when they have not been built.
pub fn files() -> Result<Vec<(String, Vec<u8>)>> {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let file = |name: &str| {
        let path = target.join("bench").join(name);
        let bytes =
            fs::read(&path).map_err(|error| format!("{}: {error}; cargo xtask bench builds it", path.display()))?;
        Ok((name.to_owned(), bytes))
    };
    ["decode.js", "decode_bg.wasm"].into_iter().map(file).collect()
}

/// Runs the measurement.
///
/// # Errors
/// Fails on the browser's own errors.
pub async fn measure(browser: &Browser, origin: &str, report: &mut Report) -> Result {
    measure_encoding(browser, origin, report, "", true).await?;
    measure_encoding(browser, origin, report, "-php", false).await
}

/// Measures one encoding of the room; `suffix` is the end of its id.
async fn measure_encoding(browser: &Browser, origin: &str, report: &mut Report, suffix: &str, binding: bool) -> Result {
    let script = format!(
        "const {{ default: start, firstRows, everything, forget }} = await import('/decode.js');
         await start();
         const bytes = new Uint8Array(await (await fetch('/api/rooms/bench-{MESSAGES}{suffix}')).arrayBuffer());
         const parse = () => {{
             const answer = JSON.parse(new TextDecoder().decode(bytes));
             let count = 0;
             for (const {{ contents_type: type, contents }} of answer.data[0].message) {{
                 if (type === 'template' || type === 'normal') JSON.parse(contents);
                 count += 1;
             }}
             return count;
         }};
         const time = async (what, rows) => {{
             await new Promise((done) => setTimeout(done, 50));
             const start = performance.now();
             if (what() !== rows) throw new Error('not all rows were decoded');
             const time = performance.now() - start;
             forget();
             return time;
         }};
         const ways = [() => time(parse, {MESSAGES}), () => time(() => firstRows(bytes, {FIRST_ROWS}), {FIRST_ROWS}),
             () => time(() => everything(bytes), {MESSAGES})];
         const result = [await ways[1]()];
         for (let round = 0; round < {WARM_UP}; round++) for (const way of ways) await way();
         for (let i = 0; i < ways.length; i++) {{
             const way = (i + offset) % ways.length;
             result[way + 1] = await ways[way]();
         }}
         return [...result, bytes.length];"
    );
    let mut samples: [Vec<f64>; 4] = Default::default();
    let mut size = 0.0;
    for sample in 0..SAMPLES {
        browser.open(&format!("{origin}/")).await?;
        let times = browser.run(&format!("const offset = {sample}; {script}")).await?;
        for (samples, time) in samples.iter_mut().zip(0..) {
            samples.push(times[time].as_f64().ok_or("a time is a number")?);
        }
        size = times[4].as_f64().unwrap_or_default();
    }
    let [cold, theirs, first, whole] = samples.map(|samples| median(&samples));
    let encoding = if suffix.is_empty() { "" } else { ", as PHP escapes them" };
    for (which, ours, budget, binding) in [
        ("first screen's rows", first, DECODE_FIRST_SCREEN_RATIO, binding),
        ("first screen's rows, the module's first call", cold, DECODE_FIRST_SCREEN_RATIO, false),
        ("everything", whole, DECODE_EVERYTHING_RATIO, binding),
    ] {
        let what = format!("(a) decoding {MESSAGES} messages{encoding} ({:.1} MB), {which}", size / 1e6);
        report.compare(Line { what, ours, theirs, budget, binding });
    }
    Ok(())
}
