//! Counts tests in the output of the runners. cargo and wasm-bindgen print the same summary line for each binary.

use std::fmt;

use crate::outcome::{Failed, Outcome};

/// Numbers of tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: usize,
    pub failed: usize,
    pub ignored: usize,
}

impl Count {
    /// Adds a line such as `test result: ok. 12 passed; 0 failed; 1 ignored; …`. Ignores any other line.
    pub fn read(&mut self, line: &str) {
        let line = without_colours(line);
        let Some((_, result)) = line.split_once("test result: ") else { return };
        let number = |noun: &str| {
            let (before, _) = result.split_once(noun)?;
            before.split_whitespace().next_back()?.parse::<usize>().ok()
        };
        self.passed += number(" passed").unwrap_or(0);
        self.failed += number(" failed").unwrap_or(0);
        self.ignored += number(" ignored").unwrap_or(0);
    }

    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
    }

    /// Fails if a test failed or was ignored, or if no test ran.
    pub fn judge(self) -> Outcome {
        match self {
            Self { failed: 1.., .. } => Err(Failed::new(self.to_string())),
            Self { ignored: 1.., .. } => Err(Failed::new(format!("{} tests were ignored", self.ignored))),
            Self { passed: 0, .. } => Err(Failed::new("no test ran")),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Removes escape sequences of colours.
fn without_colours(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').map_or(part, |(_, after)| after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(lines: &str) -> Count {
        let mut count = Count::default();
        lines.lines().for_each(|line| count.read(line));
        count
    }

    #[test]
    fn results_of_all_binaries_are_added() {
        let lines = "running 3 tests\ntest a ... ok\n\
            test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 7 filtered out; finished in 0.01s\n\
            test result: FAILED. 10 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1.01s\n";
        assert_eq!(counted(lines), Count { passed: 13, failed: 2, ignored: 1 });
        assert_eq!(counted(lines).to_string(), "13 passed, 2 failed");
    }

    #[test]
    fn colours_do_not_hide_a_result() {
        let line = "test result: \u{1b}[32mok\u{1b}[0m. 4 passed; 0 failed; 0 ignored; 0 filtered out";
        assert_eq!(counted(line), Count { passed: 4, failed: 0, ignored: 0 });
    }

    #[test]
    fn the_line_of_the_browser_runner_is_counted() {
        let line = "test result: ok. 57 passed; 0 failed; 0 ignored; 0 filtered out; finished in 2.51s";
        assert_eq!(counted(line).passed, 57);
    }

    #[test]
    fn output_of_tests_is_not_counted() {
        assert_eq!(counted("3 passed\ntest passed ... ok\ntest result: unknown"), Count::default());
    }

    #[test]
    fn a_stage_fails_without_tests_or_with_an_ignored_test() {
        assert_eq!(Count { passed: 1, failed: 0, ignored: 0 }.judge(), Ok(()));
        assert!(Count::default().judge().is_err());
        assert!(Count { passed: 1, failed: 0, ignored: 1 }.judge().is_err());
        assert!(Count { passed: 1, failed: 1, ignored: 0 }.judge().is_err());
    }
}
