//! The stages of `cargo xtask test`, in their order.
//!
//! The catch: each choice of packages and targets is a build of its own to cargo. So few are made, and lints and docs
//! share one (both only check).

use std::process::Command;

use super::count::Count;
use crate::outcome::{Failed, Outcome};
use crate::{dist, run, tidy, tools};

/// One of them.
pub struct Stage {
    pub name: &'static str,
    /// For the reader of the output.
    pub what: &'static str,
    pub run: Run,
}

pub enum Run {
    /// Passes or does not.
    Check(fn() -> Outcome),
    /// Counts tests, and has to count one at least.
    Tests(fn(&mut Count) -> Outcome),
}

impl Stage {
    const fn check(name: &'static str, what: &'static str, run: fn() -> Outcome) -> Self {
        Self { name, what, run: Run::Check(run) }
    }

    const fn tests(name: &'static str, what: &'static str, run: fn(&mut Count) -> Outcome) -> Self {
        Self { name, what, run: Run::Tests(run) }
    }
}

/// From the quickest to the slowest.
pub const STAGES: [Stage; 10] = [
    Stage::check("tools", "what the stages need", tools::install_for_testing),
    Stage::check("format", "rustfmt has nothing to change", || cargo(&["fmt", "--all", "--check"])),
    Stage::check("tidy", "the rules of the house", tidy::tidy),
    Stage::check("lint", "clippy, native", || clippy(&["--workspace", "--all-targets"])),
    Stage::check("lint wasm", "clippy, the viewer as it is shipped", || clippy(&WASM)),
    Stage::check("docs", "rustdoc, no warning", docs),
    Stage::tests("native", "tests without a browser", native),
    Stage::tests("browser", "tests that need a DOM, in headless Chromium", browser),
    Stage::check("dist", "the release artefacts and their sizes", dist::build_and_check_size),
    Stage::tests("end to end", "journeys through the whole stack", end_to_end),
];

const WASM: [&str; 5] = ["--package", "happytalk-viewer", "--target", "wasm32-unknown-unknown", "--all-targets"];

fn cargo(arguments: &[&str]) -> Outcome {
    run::run(run::command("cargo", arguments))
}

fn clippy(arguments: &[&str]) -> Outcome {
    cargo(&[&["clippy", "--locked"], arguments, &["--", "--deny", "warnings"]].concat())
}

fn docs() -> Outcome {
    let mut command =
        run::command("cargo", &["doc", "--locked", "--workspace", "--no-deps", "--document-private-items"]);
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
    let mut command = run::command("wasm-pack", &["test", "--headless", "--chrome"]);
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
