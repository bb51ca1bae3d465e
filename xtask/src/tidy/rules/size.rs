//! Maximum length of a Rust file.

use crate::tidy::rule::{File, Rule, Violation};

const MAX_LINES: usize = 400;

pub const RULE: Rule =
    Rule { name: "size", reason: "a file has at most 400 lines, so that it can be read whole", check };

fn check(file: &File) -> Vec<Violation> {
    let lines = file.text.lines().count();
    let is_too_long = file.is_rust() && lines > MAX_LINES;
    if is_too_long { vec![file.violation(0, format!("{lines} lines"))] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rule::lines_violating;

    #[test]
    fn a_file_over_the_limit_is_found() {
        assert_eq!(lines_violating(&RULE, "src/a.rs", &"\n".repeat(MAX_LINES + 1)), [1]);
        assert!(lines_violating(&RULE, "src/a.rs", &"\n".repeat(MAX_LINES)).is_empty());
        assert!(lines_violating(&RULE, "docs/a.md", &"\n".repeat(MAX_LINES + 1)).is_empty());
    }
}
