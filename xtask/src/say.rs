//! Output of the commands. Standard output is their interface; other code in the workspace does not print.
//!
//! Uses no `println!`, which panics when a pipe is closed.

use std::io::{self, Write};
use std::time::Duration;

/// Prints a line.
pub fn line(text: &str) {
    let mut out = io::stdout().lock();
    // Fails when the pipe is closed. There is no reader then.
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// Prints the heading of a step.
pub fn step(text: &str) {
    line(&format!("== {text}"));
}

/// Prints the error of a failed command.
pub fn error(text: &str) {
    let _ = writeln!(io::stderr().lock(), "error: {text}");
}

/// Formats minutes and seconds: `02:10`.
pub fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}

/// Formats a duration: `4 s` or `3 min 05 s`.
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 { format!("{seconds} s") } else { format!("{} min {:02} s", seconds / 60, seconds % 60) }
}

/// Formats a number with its noun: `1 file`, `3 files`.
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_and_seconds_have_two_digits() {
        assert_eq!(clock(Duration::from_secs(9)), "00:09");
        assert_eq!(clock(Duration::from_secs(130)), "02:10");
    }

    #[test]
    fn durations_have_seconds_and_minutes() {
        assert_eq!(duration(Duration::from_millis(900)), "0 s");
        assert_eq!(duration(Duration::from_secs(59)), "59 s");
        assert_eq!(duration(Duration::from_secs(185)), "3 min 05 s");
    }

    #[test]
    fn one_is_singular() {
        assert_eq!(count(1, "file"), "1 file");
        assert_eq!(count(0, "file"), "0 files");
    }
}
