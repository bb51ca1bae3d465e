//! Text never becomes HTML or code.

use crate::tidy::rule::{Broken, File, Rule, words};

pub const RULE: Rule = Rule {
    name: "markup",
    reason: "no vendor text ever becomes HTML or code; Trusted Types would refuse it in the browser anyway",
    check,
};

const IN_RUST: [&str; 6] =
    ["inner_html", "set_inner_html", "set_outer_html", "insert_adjacent_html", "innerHTML", "outerHTML"];
const IN_SCRIPT: [&str; 7] =
    ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "eval", "Function", "DOMParser"];

fn check(file: &File) -> Vec<Broken> {
    let is_script = file.path.starts_with("www/") && file.is(&["js"]);
    let (text, forbidden) = match () {
        () if file.is_viewer() => (without_tests(&file.code.uncommented), &IN_RUST[..]),
        () if is_script => (file.text.as_str(), &IN_SCRIPT[..]),
        () => return Vec::new(),
    };
    let found = forbidden.iter().flat_map(|word| words(text, word).map(move |at| (at, word)));
    found.map(|(at, word)| file.broken(at, format!("`{word}`"))).collect()
}

/// Tests may look at what was drawn. They stand last in a module.
fn without_tests(code: &str) -> &str {
    code.split_once("#[cfg(test)]").map_or(code, |(before, _)| before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rule::lines_broken;

    #[test]
    fn html_made_from_text_is_found() {
        assert_eq!(lines_broken(&RULE, "src/a.rs", "\nelement.set_inner_html(text);\n"), [2]);
        assert_eq!(lines_broken(&RULE, "src/a.rs", "view! { <p inner_html=text /> }"), [1]);
        assert_eq!(lines_broken(&RULE, "src/a.rs", "Reflect::set(element, \"innerHTML\", text)"), [1]);
        assert_eq!(lines_broken(&RULE, "www/a.js", "root.innerHTML = text;"), [1]);
        assert_eq!(lines_broken(&RULE, "www/a.js", "new Function(text)"), [1]);
    }

    #[test]
    fn words_about_it_and_tests_that_look_are_fine() {
        assert!(lines_broken(&RULE, "src/a.rs", "//! Never inner_html.\n").is_empty());
        assert!(lines_broken(&RULE, "src/a.rs", "fn a() {}\n#[cfg(test)]\nmod t { x.inner_html() }").is_empty());
        assert!(lines_broken(&RULE, "tests/a.rs", "element.inner_html()").is_empty());
    }
}
