//! Every module begins with a `//!` comment. `tests.rs` is exempt, because its name describes it.

use crate::tidy::rule::{File, Rule, Violation};

pub const RULE: Rule =
    Rule { name: "headers", reason: "a module begins with a `//!` comment that says what it contains", check };

fn check(file: &File) -> Vec<Violation> {
    let has_header = file.text.trim_start_matches('\u{feff}').starts_with("//! ");
    let is_missing = file.is_rust() && !file.path.ends_with("/tests.rs") && !has_header;
    if is_missing { vec![file.violation(0, "no `//!` in the first line")] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rule::lines_violating;

    #[test]
    fn a_module_without_a_header_is_found() {
        assert_eq!(lines_violating(&RULE, "src/a.rs", "use std::fmt;\n//! Late.\n"), [1]);
        assert_eq!(lines_violating(&RULE, "src/a.rs", "// Not a header.\n"), [1]);
        assert_eq!(lines_violating(&RULE, "src/a.rs", ""), [1]);
    }

    #[test]
    fn modules_with_a_header_tests_and_other_files_are_accepted() {
        assert!(lines_violating(&RULE, "src/a.rs", "//! Head.\n").is_empty());
        assert!(lines_violating(&RULE, "src/a/tests.rs", "use super::*;\n").is_empty());
        assert!(lines_violating(&RULE, "www/a.js", "").is_empty());
    }
}
