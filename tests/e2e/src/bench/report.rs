//! The table of a run: printed, and written to `bench/results.md`.

use std::{fmt::Write as _, fs};

use crate::{Result, root, say};

/// Ours against theirs.
#[derive(Clone, Debug)]
pub struct Line {
    /// What was measured.
    pub what: String,
    /// Milliseconds, median.
    pub ours: f64,
    /// Milliseconds, median.
    pub theirs: f64,
    /// Ours may be so many times theirs.
    pub budget: f64,
    /// Whether the run fails over it.
    pub binding: bool,
}

/// A growing report.
#[derive(Debug, Default)]
pub struct Report {
    table: String,
    notes: String,
    broken: bool,
}

impl Report {
    /// A row of the table.
    pub fn compare(&mut self, line: Line) {
        let ratio = line.ours / line.theirs;
        let held = ratio <= line.budget;
        self.broken |= line.binding && !held;
        let verdict = match (held, line.binding) {
            (true, _) => "held",
            (false, true) => "**over**",
            (false, false) => "over, not binding",
        };
        let Line { what, ours, theirs, budget, .. } = line;
        self.row(&format!("| {what} | {ours:.1} | {theirs:.1} | {ratio:.2}× | ≤ {budget:.1}× | {verdict} |"));
    }

    /// A row without a counterpart.
    pub fn limit(&mut self, what: &str, ours: f64, most: f64, worst: f64) {
        let held = ours <= most;
        self.broken |= !held;
        let verdict = if held { "held" } else { "**over**" };
        let shown = if ours == 0.0 { "< 50 (none seen)".to_owned() } else { format!("{ours:.0}") };
        self.row(&format!("| {what} (worst {worst:.0}) | {shown} | | | ≤ {most:.0} ms | {verdict} |"));
    }

    /// A row without a counterpart, in a unit of its own; it binds.
    pub fn bound(&mut self, what: &str, ours: f64, most: f64, unit: &str) {
        // What is no number has not been measured.
        let held = ours <= most;
        self.broken |= !held;
        let verdict = if held { "held" } else { "**over**" };
        self.row(&format!("| {what} | {ours:.1} {unit} | | | ≤ {most:.0} {unit} | {verdict} |"));
    }

    /// A sentence below the table.
    pub fn note(&mut self, sentence: &str) {
        say(sentence);
        // Writing to a string never fails.
        let _ = writeln!(self.notes, "- {sentence}");
    }

    fn row(&mut self, row: &str) {
        say(row);
        let _ = writeln!(self.table, "{row}");
    }

    /// Writes the file.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn write(&self, machine: &str) -> Result {
        let text = format!(
            "# Results\n\nWritten by `cargo xtask bench` ([what is measured, and how](README.md)): medians in milliseconds, both sides \
             in one run on {machine}.\n\n| what | ours | theirs | ratio | budget | |\n|---|---|---|---|---|---|\n{}\n{}",
            self.table, self.notes
        );
        Ok(fs::write(root().join("bench/results.md"), text)?)
    }

    /// Says whether every binding budget held.
    pub fn verdict(&self) -> bool {
        say(if self.broken { "bench: a binding budget is broken" } else { "bench: every binding budget held" });
        !self.broken
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Report};

    #[test]
    fn exceeded_budget_fails_the_run() {
        let line = |binding| Line { what: "x".into(), ours: 3.0, theirs: 1.0, budget: 2.0, binding };
        let mut report = Report::default();
        report.compare(line(false));
        assert!(!report.broken && report.table.contains("| 3.00× | ≤ 2.0× | over, not binding |"), "{}", report.table);
        report.compare(line(true));
        assert!(report.broken);
    }

    #[test]
    fn missing_measurement_fails_the_run() {
        for (ours, broken) in [(2.9, false), (3.0, false), (3.1, true), (f64::NAN, true)] {
            let mut report = Report::default();
            report.bound("x", ours, 3.0, "ms");
            assert_eq!(report.broken, broken, "{ours}");
        }
    }
}
