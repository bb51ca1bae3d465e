//! No notes to oneself, and no test that does not run.

use crate::tidy::rule::{Broken, File, Rule, words};

pub const RULE: Rule =
    Rule { name: "markers", reason: "what is not done is an issue, and a test that does not run is none", check };

const NOTES: [&str; 4] = ["FIXME", "HACK", "TODO", "XXX"];

fn check(file: &File) -> Vec<Broken> {
    let is_source = file.is(&["css", "html", "js", "rs", "toml", "ts"]);
    if !is_source || file.path.ends_with("tidy/rules/markers.rs") {
        return Vec::new();
    }
    let notes = NOTES.iter().flat_map(|note| words(&file.text, note).map(move |at| (at, *note)));
    let ignored = file.code.bare.match_indices("#[ignore").map(|(at, _)| (at, "#[ignore]"));
    notes.chain(ignored).map(|(at, what)| file.broken(at, format!("`{what}`"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rule::lines_broken;

    #[test]
    fn notes_to_oneself_and_ignored_tests_are_found() {
        assert_eq!(lines_broken(&RULE, "src/a.rs", "//! Head.\n// TODO: later\n"), [2]);
        assert_eq!(lines_broken(&RULE, "www/a.css", "/* FIXME */"), [1]);
        assert_eq!(lines_broken(&RULE, "src/a.rs", "#[test]\n#[ignore = \"slow\"]\nfn a() {}\n"), [2]);
    }

    #[test]
    fn longer_words_and_documents_are_fine() {
        assert!(lines_broken(&RULE, "src/a.rs", "const TODOS: u8 = 1; // #[ignore]\n").is_empty());
        assert!(lines_broken(&RULE, "docs/a.md", "TODO").is_empty());
    }
}
