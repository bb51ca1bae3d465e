//! Words on the screen exist in Korean and in English.

use crate::tidy::rule::{File, Rule, Violation};

pub const RULE: Rule = Rule {
    name: "words",
    reason: "a word on the screen is a field of `Words` in `crates/present`, so that it exists in both languages",
    check,
};

/// Finds Korean string literals in the viewer. English ones look like names.
fn check(file: &File) -> Vec<Violation> {
    if !file.is_rust() || !file.is_in("src") || file.is_test() {
        return Vec::new();
    }
    let code = &file.code.uncommented[..file.code_without_tests().len()];
    let literals = code.match_indices('"').filter(|(at, _)| code[at + 1..].starts_with(is_hangul));
    literals.map(|(at, _)| file.violation(at, "a Korean word")).collect()
}

fn is_hangul(char: char) -> bool {
    matches!(char, '가'..='힣')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rule::lines_violating;

    #[test]
    fn a_korean_literal_is_found_in_the_viewer() {
        let text = "view! {\n  <Link label=\"지도에서 보기\" /> }";
        assert_eq!(lines_violating(&RULE, "src/components/message/map.rs", text), [2]);
        assert!(lines_violating(&RULE, "crates/present/src/words/ko.rs", text).is_empty());
    }

    #[test]
    fn comments_and_tests_are_exempt() {
        let text = "//! \"지도\"\nfn a() {}\n#[cfg(test)]\nmod tests { const A: &str = \"지도\"; }";
        assert!(lines_violating(&RULE, "src/components/message/map.rs", text).is_empty());
        assert!(lines_violating(&RULE, "src/api/events/tests.rs", "f(\"지도\")").is_empty());
        assert!(lines_violating(&RULE, "src/state/live/tests/sending.rs", "f(\"지도\")").is_empty());
    }
}
