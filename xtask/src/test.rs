//! `test`: runs all checks and tests, in stages from the fastest to the slowest.
//!
//! It stops at the first stage that fails. A test stage also fails if it ran no test or ignored one.

pub mod count;
mod stages;

use std::time::{Duration, Instant};

use crate::outcome::{Failed, Outcome};
use crate::say;
use count::Count;
use stages::{Run, STAGES, Stage};

/// Runs the command.
pub fn test() -> Outcome {
    let started = Instant::now();
    let mut times = Vec::new();
    let mut count = Count::default();
    let failed = STAGES.iter().find_map(|stage| {
        let begun = Instant::now();
        let result = run(stage, &mut count);
        times.push((stage.name, begun.elapsed()));
        result.err().map(|failed| (stage, failed))
    });
    say::step("time of each stage");
    say::line(&table(&times));
    let closing = format!("in {}", say::duration(started.elapsed()));
    match failed {
        None => {
            say::line(&format!("test: {count} in {} stages, {closing}", STAGES.len()));
            say::line(&count.to_string());
            Ok(())
        }
        Some((stage, failed)) => {
            say::line(&format!("test: {count}, {closing}; stopped in stage `{}`", stage.name));
            // Count a failed check as one failure, because `0 failed` looks like success.
            say::line(&Count { failed: count.failed.max(1), ..count }.to_string());
            Err(Failed::new(format!("stage `{}` failed: {failed}", stage.name)))
        }
    }
}

fn run(stage: &Stage, all: &mut Count) -> Outcome {
    say::step(&format!("{}: {}", stage.name, stage.what));
    let begun = Instant::now();
    match stage.run {
        Run::Check(check) => check()?,
        Run::Tests(tests) => {
            let mut count = Count::default();
            let result = tests(&mut count);
            all.add(count);
            result?;
            count.judge()?;
        }
    }
    say::line(&format!("{}: passed in {}", stage.name, say::duration(begun.elapsed())));
    Ok(())
}

fn table(times: &[(&str, Duration)]) -> String {
    let row = |(name, time): &(&str, Duration)| format!("{name:12} {:>12}", say::duration(*time));
    times.iter().map(row).collect::<Vec<_>>().join("\n")
}
