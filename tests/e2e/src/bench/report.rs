//! The table of a run: printed, and written to `bench/results.md`.

use std::{fmt::Write as _, fs};

use super::median;
use crate::{Result, root, say};

/// A comparison with a counterpart.
#[derive(Clone, Debug)]
pub struct Line {
    /// Name of the measurement.
    pub what: String,
    /// Our median in milliseconds.
    pub ours: f64,
    /// The counterpart's median in milliseconds.
    pub theirs: f64,
    /// Largest ratio of ours to theirs.
    pub budget: f64,
    /// Whether an exceeded budget fails the run.
    pub binding: bool,
}

/// The report of a run, in the order of its measurements.
#[derive(Debug, Default)]
pub struct Report {
    table: String,
    notes: String,
    is_exceeded: bool,
}

impl Report {
    /// Adds a comparison.
    pub fn compare(&mut self, line: Line) {
        let ratio = line.ours / line.theirs;
        let verdict = self.verdict_of(ratio, line.budget, line.binding);
        let Line { what, ours, theirs, budget, .. } = line;
        self.row(&format!("| {what} | {ours:.1} | {theirs:.1} | {ratio:.2}× | ≤ {budget:.1}× | {verdict} |"));
    }

    /// Adds the longest block of each sample. Blocks below 50 ms are not reported by browsers and count as 0.
    pub fn block(&mut self, what: &str, samples: &[f64], budget: f64) {
        let longest = median(samples);
        let worst = samples.iter().copied().fold(0.0, f64::max);
        let verdict = self.verdict_of(longest, budget, true);
        let shown = if longest == 0.0 { "< 50 (none seen)".to_owned() } else { format!("{longest:.0}") };
        self.row(&format!("| {what} (worst {worst:.0}) | {shown} | | | ≤ {budget:.0} ms | {verdict} |"));
    }

    /// Adds a value without a counterpart, with its unit. NaN, a missing measurement, exceeds every budget.
    pub fn bound(&mut self, what: &str, ours: f64, budget: f64, unit: &str) {
        let verdict = self.verdict_of(ours, budget, true);
        self.row(&format!("| {what} | {ours:.1} {unit} | | | ≤ {budget:.0} {unit} | {verdict} |"));
    }

    /// Adds a sentence below the table.
    pub fn note(&mut self, sentence: &str) {
        say(sentence);
        // Writing to a string never fails.
        let _ = writeln!(self.notes, "- {sentence}");
    }

    fn verdict_of(&mut self, value: f64, budget: f64, binding: bool) -> &'static str {
        let is_held = value <= budget;
        self.is_exceeded |= binding && !is_held;
        match (is_held, binding) {
            (true, _) => "held",
            (false, true) => "**over**",
            (false, false) => "over, not binding",
        }
    }

    fn row(&mut self, row: &str) {
        say(row);
        let _ = writeln!(self.table, "{row}");
    }

    /// Writes `bench/results.md`.
    ///
    /// # Errors
    /// Fails when it can't be written.
    pub fn write(&self, machine: &str) -> Result {
        let text = format!(
            "# Results\n\nWritten by `cargo xtask bench` ([what is measured, and how](README.md)): medians in milliseconds, both sides \
             in one run on {machine}.\n\n| what | ours | theirs | ratio | budget | |\n|---|---|---|---|---|---|\n{}\n{}",
            self.table, self.notes
        );
        Ok(fs::write(root().join("bench/results.md"), text)?)
    }

    /// Prints and returns whether every binding budget was held.
    pub fn verdict(&self) -> bool {
        say(if self.is_exceeded { "bench: a binding budget is exceeded" } else { "bench: every binding budget held" });
        !self.is_exceeded
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
        let is_listed = report.table.contains("| 3.00× | ≤ 2.0× | over, not binding |");
        assert!(!report.is_exceeded && is_listed, "{}", report.table);
        report.compare(line(true));
        assert!(report.is_exceeded);
    }

    #[test]
    fn missing_measurement_fails_the_run() {
        for (ours, is_exceeded) in [(2.9, false), (3.0, false), (3.1, true), (f64::NAN, true)] {
            let mut report = Report::default();
            report.bound("x", ours, 3.0, "ms");
            assert_eq!(report.is_exceeded, is_exceeded, "{ours}");
        }
    }

    #[test]
    fn block_budget_applies_to_the_median() {
        let mut report = Report::default();
        report.block("x", &[0.0, 0.0, 70.0], 50.0);
        assert!(!report.is_exceeded && report.table.contains("(worst 70) | < 50 (none seen)"), "{}", report.table);
        report.block("x", &[0.0, 51.0, 70.0], 50.0);
        assert!(report.is_exceeded);
    }
}
