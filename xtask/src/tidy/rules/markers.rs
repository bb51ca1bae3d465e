//! No open tasks in comments.

use crate::tidy::rule::{File, Rule, Violation, words};

pub const RULE: Rule = Rule { name: "markers", reason: "an open task is an issue, not a comment", check };

const MARKERS: [&str; 4] = ["FIXME", "HACK", "TODO", "XXX"];

fn check(file: &File) -> Vec<Violation> {
    let is_source = file.is(&["css", "html", "js", "rs", "toml", "ts"]);
    if !is_source || file.path.ends_with("tidy/rules/markers.rs") {
        return Vec::new();
    }
    let markers = MARKERS.iter().flat_map(|marker| words(&file.text, marker).map(move |at| (at, *marker)));
    markers.map(|(at, marker)| file.violation(at, format!("`{marker}`"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rule::lines_violating;

    #[test]
    fn a_marker_in_a_source_file_is_found() {
        assert_eq!(lines_violating(&RULE, "src/a.rs", "//! Head.\n// TODO: later\n"), [2]);
        assert_eq!(lines_violating(&RULE, "www/a.css", "/* FIXME */"), [1]);
    }

    #[test]
    fn longer_words_and_documents_are_accepted() {
        assert!(lines_violating(&RULE, "src/a.rs", "const TODOS: u8 = 1;\n").is_empty());
        assert!(lines_violating(&RULE, "docs/a.md", "TODO").is_empty());
    }
}
