//! Every module begins by saying what it is. Only `tests.rs` has said so by its name.

use crate::tidy::rule::{Broken, File, Rule};

pub const RULE: Rule = Rule {
    name: "headers",
    reason: "a module begins with `//!`: what it is, and the catch; a reader decides there whether to read on",
    check,
};

fn check(file: &File) -> Vec<Broken> {
    let has_header = file.text.trim_start_matches('\u{feff}').starts_with("//! ");
    let broken = || vec![file.broken(0, "no `//!` in its first line")];
    let is_tests = file.path.ends_with("/tests.rs");
    if file.is_rust() && !is_tests && !has_header { broken() } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rule::lines_broken;

    #[test]
    fn a_module_without_a_header_is_found() {
        assert_eq!(lines_broken(&RULE, "src/a.rs", "use std::fmt;\n//! Late.\n"), [1]);
        assert_eq!(lines_broken(&RULE, "src/a.rs", "// Not a header.\n"), [1]);
        assert_eq!(lines_broken(&RULE, "src/a.rs", ""), [1]);
    }

    #[test]
    fn a_module_with_one_is_fine_and_so_is_what_is_no_module() {
        assert!(lines_broken(&RULE, "src/a.rs", "//! Head.\n").is_empty());
        assert!(lines_broken(&RULE, "src/a/tests.rs", "use super::*;\n").is_empty());
        assert!(lines_broken(&RULE, "www/a.js", "").is_empty());
    }
}
