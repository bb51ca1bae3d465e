//! What a rule is, and what it is given: one file, read once, with its comments and strings told apart.

use super::code::Code;
use crate::workspace;

/// A rule of the house.
pub struct Rule {
    /// As in its file's name.
    pub name: &'static str,
    /// Why there is one; part of every message.
    pub reason: &'static str,
    pub check: fn(&File) -> Vec<Broken>,
}

/// Where a rule is broken.
#[derive(Debug, PartialEq, Eq)]
pub struct Broken {
    /// From 1.
    pub line: usize,
    pub what: String,
}

/// A file of the checkout.
pub struct File {
    /// From the root, with `/`.
    pub path: String,
    pub text: String,
    /// Rust only; empty for other files.
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

    /// Rust of the viewer itself.
    pub fn is_viewer(&self) -> bool {
        self.is_rust() && self.path.starts_with("src/")
    }

    /// Rust of the viewer that draws.
    pub fn is_view(&self) -> bool {
        self.is_viewer() && ["src/app", "src/components"].iter().any(|folder| self.path.starts_with(folder))
    }

    /// A breach at a byte of the file.
    pub fn broken(&self, at: usize, what: impl Into<String>) -> Broken {
        Broken { line: self.text[..at].matches('\n').count() + 1, what: what.into() }
    }
}

/// Where the word stands, not as a part of a longer one.
pub fn words<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_part = |char: Option<char>| char.is_some_and(|char| char.is_alphanumeric() || char == '_');
    let stands_alone =
        move |at: &usize| !is_part(text[..*at].chars().next_back()) && !is_part(text[at + word.len()..].chars().next());
    text.match_indices(word).map(|(at, _)| at).filter(stands_alone)
}

/// For the rules' tests: the lines in which a file of that path and text breaks the rule.
#[cfg(test)]
pub fn lines_broken(rule: &Rule, path: &str, text: &str) -> Vec<usize> {
    (rule.check)(&File::new(path.to_owned(), text.to_owned())).into_iter().map(|broken| broken.line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_not_its_part() {
        assert_eq!(words("web_sys my_web_sys web_sysx web_sys::A", "web_sys").collect::<Vec<_>>(), [0, 28]);
    }
}
