//! `faults`: the gateway's fault tests at full size, in release, one after the other; each prints a line with its figure.
//!
//! `test` runs the same ones small. A fault whose line is missing has not been tested, whatever the runner says.

use std::collections::BTreeMap;
use std::time::Instant;

use crate::outcome::{Failed, Outcome};
use crate::test::count::Count;
use crate::{run, say};

/// How many there are.
const FAULTS: u32 = 10;

/// The command: `faults [--times N]`.
pub fn faults(arguments: &[&str]) -> Outcome {
    let times = times(arguments)?;
    for time in 1..=times {
        let started = Instant::now();
        say::step(&format!("faults at full size, run {time} of {times} (leave the machine alone meanwhile)"));
        let lines = once()?;
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
            _ => Err(Failed::new(format!("`{number}` is no number of times"))),
        },
        other => Err(Failed::new(format!("`{}` is no option of faults; `--times N` is", other.join(" ")))),
    }
}

/// The lines of each fault.
fn once() -> Outcome<BTreeMap<u32, Vec<String>>> {
    let arguments = ["test", "--release", "--locked", "--package", "happytalk-gateway", "--test", "faults", "--"];
    // One after the other: they load the machine as much as they can.
    let mut command = run::command("cargo", &[&arguments[..], &["--nocapture", "--test-threads=1"]].concat());
    command.env("HAPPYTALK_FAULTS", "full");
    let (mut lines, mut count) = (BTreeMap::<u32, Vec<String>>::new(), Count::default());
    let passed = run::watch(command, |line| {
        count.read(line);
        if let Some((number, line)) = figure(line) {
            lines.entry(number).or_default().push(line.to_owned());
        }
    })?;
    count.judge()?;
    if !passed {
        return Err(Failed::new("a fault was not survived"));
    }
    let missing: Vec<String> =
        (1..=FAULTS).filter(|number| !lines.contains_key(number)).map(|number| number.to_string()).collect();
    if missing.is_empty() { Ok(lines) } else { Err(Failed::new(format!("no figure of fault {}", missing.join(", ")))) }
}

/// `fault 4 silent clients: …`, also behind the runner's own `test … ... `.
fn figure(line: &str) -> Option<(u32, &str)> {
    let start = if line.starts_with("fault ") { 0 } else { line.find(" ... fault ")? + " ... ".len() };
    let line = line[start..].trim_end();
    let number = line.strip_prefix("fault ")?.split(' ').next()?.parse().ok()?;
    Some((number, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_behind_the_runners_words() {
        assert_eq!(figure("fault 4 silent clients: 3\r"), Some((4, "fault 4 silent clients: 3")));
        assert_eq!(figure("test a::b ... fault 10 clock: 1"), Some((10, "fault 10 clock: 1")));
        for none in ["test fault ... ok", "a fault 4 x", "fault x: 1", ""] {
            assert_eq!(figure(none), None, "{none}");
        }
    }

    #[test]
    fn it_runs_once_or_as_often_as_said() {
        assert_eq!(times(&[]), Ok(1));
        assert_eq!(times(&["--times", "3"]), Ok(3));
        assert!(times(&["--times", "0"]).is_err() && times(&["--time"]).is_err());
    }
}
