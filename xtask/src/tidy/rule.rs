//! The interface of a rule, and the file it checks.

use super::code::Code;
use crate::workspace;

/// A rule that is checked file by file.
pub struct Rule {
    /// The name of its module.
    pub name: &'static str,
    /// Why the rule exists; part of every message.
    pub reason: &'static str,
    pub check: fn(&File) -> Vec<Violation>,
}

/// A place that violates a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Violation {
    /// From 1.
    pub line: usize,
    pub what: String,
}

/// A text file of the checkout.
pub struct File {
    /// The path from the root, with `/`.
    pub path: String,
    pub text: String,
    /// Empty unless the file is Rust.
    pub code: Code,
}

impl File {
    pub fn new(path: String, text: String) -> Self {
        let is_rust = workspace::extension(&path) == "rs";
        let code = if is_rust { Code::of(&text) } else { Code::default() };
        Self { path, text, code }
    }

    pub fn is(&self, extensions: &[&str]) -> bool {
        extensions.contains(&workspace::extension(&self.path))
    }

    pub fn is_rust(&self) -> bool {
        self.is(&["rs"])
    }

    /// Returns whether the file is below the folder, or is the folder's own module (`src/api.rs` of `src/api`).
    pub fn is_in(&self, folder: &str) -> bool {
        self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/') || rest == ".rs")
    }

    /// Whether the whole file is a module of tests.
    pub fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }

    /// Returns the code without comments and strings up to the tests, which are last in a module.
    pub fn code_without_tests(&self) -> &str {
        self.code.bare.split_once("#[cfg(test)]").map_or(&self.code.bare, |(before, _)| before)
    }

    /// Returns a violation at a byte offset.
    pub fn violation(&self, at: usize, what: impl Into<String>) -> Violation {
        Violation { line: self.text[..at].matches('\n').count() + 1, what: what.into() }
    }
}

/// Returns the offsets of a word that is not part of a longer one.
pub fn words<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_part = |char: Option<char>| char.is_some_and(|char| char.is_alphanumeric() || char == '_');
    let stands_alone =
        move |at: &usize| !is_part(text[..*at].chars().next_back()) && !is_part(text[at + word.len()..].chars().next());
    text.match_indices(word).map(|(at, _)| at).filter(stands_alone)
}

/// Returns the lines in which a file of that path and text violates the rule.
#[cfg(test)]
pub fn lines_violating(rule: &Rule, path: &str, text: &str) -> Vec<usize> {
    (rule.check)(&File::new(path.to_owned(), text.to_owned())).into_iter().map(|violation| violation.line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_longer_word_is_not_found() {
        assert_eq!(words("web_sys my_web_sys web_sysx web_sys::A", "web_sys").collect::<Vec<_>>(), [0, 28]);
    }
}
