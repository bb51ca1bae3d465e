//! The stages of `cargo xtask test`, in their order.
//!
//! The catch: each choice of packages and targets is a build of its own to cargo. So few are made, and lints and docs
//! share one (both only check).

use std::process::Command;

use super::count::Count;
use crate::outcome::{Failed, Outcome};
use crate::{dist, run, tidy};

/// One of them.
pub struct Stage {
    pub name: &'static str,
    /// For the reader of the output.
    pub what: &'static str,
    pub run: fn(&mut Count) -> Outcome,
    /// Whether it must count at least one test.
    pub has_tests: bool,
}

/// From the quickest to the slowest.
pub const STAGES: [Stage; 9] = [
    Stage {
        name: "format",
        what: "rustfmt has nothing to change",
        run: |_| cargo(&["fmt", "--check"]),
        has_tests: false,
    },
    Stage { name: "tidy", what: "the rules of the house", run: |_| tidy::tidy(), has_tests: false },
    Stage {
        name: "lint",
        what: "clippy, native",
        run: |_| clippy(&["--workspace", "--all-targets"]),
        has_tests: false,
    },
    Stage { name: "lint wasm", what: "clippy, the viewer as it is shipped", run: |_| clippy(&WASM), has_tests: false },
    Stage { name: "docs", what: "rustdoc, no warning", run: |_| docs(), has_tests: false },
    Stage { name: "native", what: "tests without a browser", run: native, has_tests: true },
    Stage { name: "browser", what: "tests that need a DOM, in headless Chromium", run: browser, has_tests: true },
    Stage { name: "dist", what: "the release artefacts and their sizes", run: |_| dist::build(), has_tests: false },
    Stage { name: "end to end", what: "journeys through the whole stack", run: end_to_end, has_tests: true },
];

const WASM: [&str; 5] = ["--package", "happytalk-viewer", "--target", "wasm32-unknown-unknown", "--all-targets"];

fn cargo(arguments: &[&str]) -> Outcome {
    run::run(run::command("cargo", arguments))
}

fn clippy(arguments: &[&str]) -> Outcome {
    cargo(&[&["clippy", "--locked"], arguments, &["--", "--deny", "warnings"]].concat())
}

fn docs() -> Outcome {
    let mut command = run::command("cargo", &["doc", "--locked", "--workspace", "--no-deps"]);
    command.env("RUSTDOCFLAGS", "--deny warnings");
    run::run(command)
}

/// The viewer apart: its tests in `tests/` need a browser.
fn native(count: &mut Count) -> Outcome {
    let others = ["--workspace", "--exclude", "happytalk-viewer", "--exclude", "happytalk-e2e"];
    let others = watched(cargo_test(&others), count);
    let viewer = watched(cargo_test(&["--package", "happytalk-viewer", "--lib"]), count);
    others.and(viewer)
}

fn browser(count: &mut Count) -> Outcome {
    let mut command = run::command("wasm-pack", &["test", "--headless", "--chrome", ".", "--", "--locked"]);
    // Else it would fetch a driver of its own choice.
    if let Some(driver) = run::which("chromedriver") {
        command.env("CHROMEDRIVER", driver);
    }
    watched(command, count)
}

fn end_to_end(count: &mut Count) -> Outcome {
    watched(cargo_test(&["--package", "happytalk-e2e"]), count)
}

/// All of them even when some fail, and no snapshot is written.
fn cargo_test(packages: &[&str]) -> Command {
    let mut command = run::command("cargo", &[&["test", "--locked", "--no-fail-fast"], packages].concat());
    command.env("INSTA_UPDATE", "no");
    command
}

fn watched(command: Command, count: &mut Count) -> Outcome {
    let mut here = Count::default();
    let passed = run::watch(command, |line| here.read(line))?;
    count.add(here);
    if passed { Ok(()) } else { Err(Failed::new(format!("{here} (the runner's own words are above)"))) }
}
