//! `bench`: builds and runs the benchmarks, which write `bench/results.md`.

mod decoder;

use std::time::Instant;

use crate::outcome::Outcome;
use crate::{dist, run, say, tools};

/// Runs the command: `bench [part…]`. With names of parts, it runs only these and writes no results.
pub fn bench(parts: &[&str]) -> Outcome {
    let started = Instant::now();
    tools::install_for_testing()?;
    dist::build()?;
    say::step("building the decoder by itself");
    decoder::build()?;
    say::step("measuring (some minutes; leave the machine alone meanwhile)");
    let arguments = ["run", "--release", "--locked", "--package", "happytalk-e2e", "--bin", "bench"];
    run::run(run::command("cargo", &[&arguments[..], &["--"], parts].concat()))?;
    let written = if parts.is_empty() { ": bench/results.md" } else { "" };
    say::line(&format!("bench: done in {}{written}", say::duration(started.elapsed())));
    Ok(())
}
