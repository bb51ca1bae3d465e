//! A lint is set aside in one place, for a reason that is written there.

use crate::tidy::rule::{Broken, File, Rule, words};

pub const RULE: Rule = Rule {
    name: "attributes",
    reason: "`#[expect(lint, reason = \"…\")]`: it says why, and complains once it is needed no more",
    check,
};

fn check(file: &File) -> Vec<Broken> {
    let code = &file.code.bare;
    let allows = words(code, "allow").filter(|at| is_in_attribute(code, *at) && code[at + 5..].starts_with('('));
    let allows = allows.map(|at| file.broken(at, "a lint is allowed"));
    let unexplained = |at: &usize| is_in_attribute(code, *at) && !inside(&code[*at..]).contains("reason");
    let expects = words(code, "expect").filter(|at| code[at + 6..].starts_with('(')).filter(unexplained);
    let expects = expects.map(|at| file.broken(at, "an `expect` without a reason"));
    allows.chain(expects).collect()
}

/// Whether `#[` or `#![` was opened before and not closed since.
fn is_in_attribute(code: &str, at: usize) -> bool {
    let open = code[..at].rfind("#[").max(code[..at].rfind("#!["));
    open.is_some_and(|open| !code[open..at].contains(']'))
}

/// What stands in the attribute, from here to its end.
fn inside(code: &str) -> &str {
    &code[..code.find(']').unwrap_or(code.len())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rule::lines_broken;

    #[test]
    fn a_bare_allow_is_found_wherever_it_stands() {
        assert_eq!(lines_broken(&RULE, "src/a.rs", "#![allow(dead_code)]\n"), [1]);
        assert_eq!(lines_broken(&RULE, "src/a.rs", "\n#[cfg_attr(test, allow(dead_code, reason = \"x\"))]\n"), [2]);
    }

    #[test]
    fn an_expect_needs_a_reason() {
        assert_eq!(lines_broken(&RULE, "src/a.rs", "#[expect(dead_code)]\nfn a() {}\n"), [1]);
        assert!(lines_broken(&RULE, "src/a.rs", "#[expect(\n  dead_code,\n  reason = \"x\"\n)]\n").is_empty());
    }

    #[test]
    fn methods_and_words_of_that_name_are_fine() {
        let text = "#[test]\nfn a() { b.allow(1); c.expect(\"it can't\"); } // #[allow(x)]\n";
        assert!(lines_broken(&RULE, "src/a.rs", text).is_empty());
    }
}
