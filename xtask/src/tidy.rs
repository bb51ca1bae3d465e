//! `tidy`: the rules of the house that no compiler holds. Each is a page in `tidy/rules/` with the input that breaks it.
//!
//! A message says where, which rule, and why there is one. Judging is by text: quick, and wrong only where somebody
//! tries to be clever.

mod code;
mod dependencies;
mod documents;
mod rule;
mod rules;

use std::fs;
use std::time::Instant;

use crate::outcome::{Failed, Outcome};
use crate::{say, workspace};
use rule::File;
use rules::{RULES, size};

/// What is text and ours to word.
const READ: [&str; 11] = ["css", "html", "js", "json", "md", "rs", "sh", "toml", "ts", "yaml", "yml"];

/// The command.
pub fn tidy() -> Outcome {
    let started = Instant::now();
    let files = files()?;
    let mut messages: Vec<String> = files.iter().flat_map(broken_in).collect();
    messages.extend(documents::missing(&workspace::root()));
    messages.extend(dependencies::forbidden()?);
    for (path, lines) in size::long(&files) {
        say::line(&format!("warning: {path}: {lines} lines; {} is where a file usually wants to be two", size::SOFT));
    }
    if messages.is_empty() {
        let read = say::count(files.len(), "file");
        say::line(&format!("tidy: {read}, {} rules, all kept ({})", RULES.len() + 2, say::duration(started.elapsed())));
        return Ok(());
    }
    for message in &messages {
        say::line(message);
    }
    Err(Failed::new(format!("tidy: {}", say::count(messages.len(), "broken rule"))))
}

fn files() -> Outcome<Vec<File>> {
    let root = workspace::root();
    let mut files = Vec::new();
    for path in workspace::files_below(&root)? {
        if path.extension().is_some_and(|extension| READ.iter().any(|read| extension == *read)) {
            let bytes = fs::read(&path).map_err(Failed::at(&path))?;
            files.push(File::new(workspace::relative(&path, &root), String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    Ok(files)
}

fn broken_in(file: &File) -> Vec<String> {
    let of_rule = |rule: &rule::Rule| {
        let message = |broken: rule::Broken| {
            format!("{}:{}: {}: {} ({})", file.path, broken.line, rule.name, broken.what, rule.reason)
        };
        (rule.check)(file).into_iter().map(message).collect::<Vec<_>>()
    };
    RULES.iter().flat_map(of_rule).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_where_what_and_why() {
        let file = File::new("src/utils.rs".to_owned(), "//! Head.\n".to_owned());
        let [message] = <[String; 1]>::try_from(broken_in(&file)).unwrap();
        assert!(message.starts_with("src/utils.rs:1: names: `utils`"), "{message}");
        assert!(message.ends_with(')'), "{message}");
    }
}
