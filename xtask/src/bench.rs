//! `bench`: builds what is measured and runs the benchmarks, which write `bench/results.md`.

use std::time::Instant;

use crate::outcome::Outcome;
use crate::{dist, run, say, tools};

/// The command.
pub fn bench() -> Outcome {
    let started = Instant::now();
    tools::for_testing()?;
    dist::build()?;
    say::step("measuring (some minutes; leave the machine alone meanwhile)");
    let arguments = ["run", "--release", "--locked", "--package", "happytalk-e2e", "--bin", "bench"];
    run::run(run::command("cargo", &arguments))?;
    say::line(&format!("bench: done in {}: bench/results.md", say::duration(started.elapsed())));
    Ok(())
}
