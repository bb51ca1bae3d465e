//! The stages of `cargo xtask test`, in order.
//!
//! For cargo, each combination of packages and targets is a separate build. The stages therefore use few combinations.

use std::process::Command;

use super::count::Count;
use crate::outcome::{Failed, Outcome};
use crate::{dist, run, tidy, tools};

/// A stage.
pub struct Stage {
    pub name: &'static str,
    /// Description for the output.
    pub what: &'static str,
    pub run: Run,
}

pub enum Run {
    /// A check.
    Check(fn() -> Outcome),
    /// Tests, of which at least one must run.
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

/// All stages, from the fastest to the slowest.
pub const STAGES: [Stage; 11] = [
    Stage::check("tools", "tools for the stages", tools::install_for_testing),
    Stage::check("format", "rustfmt makes no change", || cargo(&["fmt", "--all", "--check"])),
    Stage::check("tidy", "rules of the project", tidy::tidy),
    Stage::check("lint", "clippy, native", || clippy(&["--workspace", "--all-targets"])),
    Stage::check("lint wasm", "clippy, the viewer for wasm", || clippy(&WASM)),
    Stage::check("docs", "rustdoc, no warning", docs),
    Stage::check("types", "tsc over happytalk.d.ts and www/, and an import without a DOM", types),
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

/// Checks the published types against a test file, and that the module can be imported where there is no DOM.
fn types() -> Outcome {
    run::run(run::command("tsc", &["--project", "tests/types/tsconfig.json"]))?;
    run::run(run::command("node", &["--test", "tests/server_import.test.mjs"]))
}

/// Runs the tests without a browser. Of the viewer only the library, because its tests in `tests/` need a browser.
fn native(count: &mut Count) -> Outcome {
    let others = ["--workspace", "--exclude", "happytalk-viewer", "--exclude", "happytalk-e2e"];
    let others = watched(cargo_test(&others), count);
    let viewer = watched(cargo_test(&["--package", "happytalk-viewer", "--lib"]), count);
    others.and(viewer)
}

fn browser(count: &mut Count) -> Outcome {
    let mut command = run::command("wasm-pack", &["test", "--headless", "--chrome"]);
    // Otherwise, wasm-pack downloads another driver.
    if let Some(driver) = run::which("chromedriver") {
        command.env("CHROMEDRIVER", driver);
    }
    watched(command, count)
}

fn end_to_end(count: &mut Count) -> Outcome {
    watched(cargo_test(&["--package", "happytalk-e2e"]), count)
}

/// Returns a command that runs all tests even after a failure, and writes no snapshot.
fn cargo_test(packages: &[&str]) -> Command {
    let mut command = run::command("cargo", &[&["test", "--locked", "--no-fail-fast"], packages].concat());
    command.env("INSTA_UPDATE", "no");
    command
}

fn watched(command: Command, count: &mut Count) -> Outcome {
    let mut here = Count::default();
    let passed = run::watch(command, |line| here.read(line))?;
    count.add(here);
    if passed { Ok(()) } else { Err(Failed::new(format!("{here} (the output of the runner is above)"))) }
}
