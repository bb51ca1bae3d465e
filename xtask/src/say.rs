//! What the commands print. Standard output is their interface; `print!` is for no one else in the workspace.
//!
//! Written by hand instead of by `println!`, which panics when the reader of a pipe has gone.

use std::io::{self, Write};
use std::time::Duration;

/// One line.
pub fn line(text: &str) {
    let mut out = io::stdout().lock();
    // A reader who has left wants no more lines; there is nobody to tell.
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// The head of a step.
pub fn step(text: &str) {
    line(&format!("== {text}"));
}

/// The last line of a command that failed.
pub fn error(text: &str) {
    let _ = writeln!(io::stderr().lock(), "error: {text}");
}

/// Minutes and seconds, as on a clock: `02:10`.
pub fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}

/// `4 s` or `3 min 05 s`.
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 { format!("{seconds} s") } else { format!("{} min {:02} s", seconds / 60, seconds % 60) }
}

/// `1 file`, `3 files`.
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_has_two_digits_for_each_part() {
        assert_eq!(clock(Duration::from_secs(9)), "00:09");
        assert_eq!(clock(Duration::from_secs(130)), "02:10");
    }

    #[test]
    fn durations_are_read_at_a_glance() {
        assert_eq!(duration(Duration::from_millis(900)), "0 s");
        assert_eq!(duration(Duration::from_secs(59)), "59 s");
        assert_eq!(duration(Duration::from_secs(185)), "3 min 05 s");
    }

    #[test]
    fn one_has_no_plural() {
        assert_eq!(count(1, "file"), "1 file");
        assert_eq!(count(0, "file"), "0 files");
    }
}
