//! `faults`: runs the gateway's fault tests at full size, in release mode, one at a time. Each prints a line with its result.
//!
//! `test` runs the same tests at a smaller size. The command fails if the line of a fault is missing.

use std::collections::BTreeMap;
use std::time::Instant;

use crate::outcome::{Failed, Outcome};
use crate::test::count::Count;
use crate::{run, say};

/// Number of faults.
const FAULTS: u32 = 10;

/// Runs the command: `faults [--times N]`.
pub fn faults(arguments: &[&str]) -> Outcome {
    let times = times(arguments)?;
    for time in 1..=times {
        let started = Instant::now();
        say::step(&format!("faults at full size, run {time} of {times} (keep the machine idle)"));
        let lines = run_once()?;
        say::step(&format!(
            "run {time} of {times}: {} in {}",
            say::count(lines.len(), "fault"),
            say::duration(started.elapsed())
        ));
        lines.values().flatten().for_each(|line| say::line(line));
    }
    say::line(&format!("faults: all passed, {}", say::count(times, "run")));
    Ok(())
}

fn times(arguments: &[&str]) -> Outcome<usize> {
    match arguments {
        [] => Ok(1),
        ["--times", number] => match number.parse() {
            Ok(times @ 1..) => Ok(times),
            _ => Err(Failed::new(format!("`{number}` is not a positive number"))),
        },
        other => Err(Failed::new(format!("`faults` takes only `--times N`, not `{}`", other.join(" ")))),
    }
}

/// Runs all faults once, and returns the lines of each.
fn run_once() -> Outcome<BTreeMap<u32, Vec<String>>> {
    let arguments = ["test", "--release", "--locked", "--package", "happytalk-gateway", "--test", "faults", "--"];
    // One at a time, because each uses the whole machine.
    let mut command = run::command("cargo", &[&arguments[..], &["--nocapture", "--test-threads=1"]].concat());
    command.env("HAPPYTALK_FAULTS", "full");
    let (mut lines, mut count) = (BTreeMap::<u32, Vec<String>>::new(), Count::default());
    let passed = run::watch(command, |line| {
        count.read(line);
        if let Some((number, line)) = parse_result(line) {
            lines.entry(number).or_default().push(line.to_owned());
        }
    })?;
    count.judge()?;
    if !passed {
        return Err(Failed::new("a fault test failed"));
    }
    let missing: Vec<String> =
        (1..=FAULTS).filter(|number| !lines.contains_key(number)).map(|number| number.to_string()).collect();
    if missing.is_empty() { Ok(lines) } else { Err(Failed::new(format!("no result of fault {}", missing.join(", ")))) }
}

/// Parses a line such as `fault 4 silent clients: …`, which may follow the test runner's `test … ... `.
fn parse_result(line: &str) -> Option<(u32, &str)> {
    let start = if line.starts_with("fault ") { 0 } else { line.find(" ... fault ")? + " ... ".len() };
    let line = line[start..].trim_end();
    let number = line.strip_prefix("fault ")?.split(' ').next()?.parse().ok()?;
    Some((number, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_found_after_the_output_of_the_runner() {
        assert_eq!(parse_result("fault 4 silent clients: 3\r"), Some((4, "fault 4 silent clients: 3")));
        assert_eq!(parse_result("test a::b ... fault 10 clock: 1"), Some((10, "fault 10 clock: 1")));
        for none in ["test fault ... ok", "a fault 4 x", "fault x: 1", ""] {
            assert_eq!(parse_result(none), None, "{none}");
        }
    }

    #[test]
    fn faults_run_once_by_default() {
        assert_eq!(times(&[]), Ok(1));
        assert_eq!(times(&["--times", "3"]), Ok(3));
        assert!(times(&["--times", "0"]).is_err() && times(&["--time"]).is_err());
    }
}
