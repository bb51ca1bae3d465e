//! All budgets of the benchmarks. `bench/README.md` documents the same values.
//!
//! Ratios are ours divided by theirs, from the same run. A budget that is exceeded fails the run.

/// (a) Decoding the first screen of 10,000 messages, relative to `TextDecoder` + `JSON.parse`.
pub const DECODE_FIRST_SCREEN_RATIO: f64 = 0.5;
/// (a) Decoding all 10,000 messages, relative to `TextDecoder` + `JSON.parse`.
pub const DECODE_EVERYTHING_RATIO: f64 = 1.0;
/// (b) From bytes to the first painted messages, relative to the plain page.
pub const FIRST_PAINT_RATIO: f64 = 1.5;
/// (b) and mounting: longest block of the main thread.
pub const LONGEST_BLOCK_MS: f64 = 50.0;
/// (c) From navigation to the first painted message, relative to the plain page.
pub const NAVIGATION_RATIO: f64 = 1.6;
/// (c) The same with a CPU slowdown of 4×.
pub const SLOW_NAVIGATION_RATIO: f64 = 1.9;
/// From `data` until all of 1,000 messages are mounted.
pub const SETTLED_1000_MS: f64 = 3_000.0;
/// From a key press until its result is painted, while 10,000 messages are mounted. The limit of a "good" Interaction to
/// Next Paint.
pub const INPUT_LATENCY_MS: f64 = 200.0;
/// (d) Time of a request through the gateway, relative to nginx: half as many requests per second.
pub const FORWARDING_RATIO: f64 = 2.0;
/// (d) Latency that the gateway adds to the vendor's, p95 at half load.
pub const ADDED_LATENCY_MS: f64 = 3.0;
/// (d) Acknowledgement of a webhook, p99.
pub const WEBHOOK_MS: f64 = 50.0;
/// (d) Memory of an idle event stream.
pub const STREAM_KB: f64 = 20.0;
