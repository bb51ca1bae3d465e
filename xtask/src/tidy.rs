//! `tidy`: checks rules that neither the compiler nor clippy can check. Each rule is a module in `tidy/rules/`.
//!
//! A message contains the place, the rule and its reason. The checks read text, not syntax trees, which is quick.

mod code;
mod dependencies;
mod rule;
mod rules;

use std::fs;
use std::time::Instant;

use crate::outcome::{Failed, Outcome};
use crate::{say, workspace};
use rule::File;
use rules::RULES;

/// Extensions of the files that are checked.
const CHECKED: [&str; 11] = ["css", "html", "js", "json", "md", "rs", "sh", "toml", "ts", "yaml", "yml"];

/// Runs the command.
pub fn tidy() -> Outcome {
    let started = Instant::now();
    let files = files()?;
    let mut messages: Vec<String> = files.iter().flat_map(violations).collect();
    messages.extend(dependencies::forbidden()?);
    if messages.is_empty() {
        let read = say::count(files.len(), "file");
        say::line(&format!("tidy: {read}, {} rules, all kept ({})", RULES.len() + 1, say::duration(started.elapsed())));
        return Ok(());
    }
    for message in &messages {
        say::line(message);
    }
    Err(Failed::new(format!("tidy: {}", say::count(messages.len(), "violation"))))
}

fn files() -> Outcome<Vec<File>> {
    let root = workspace::root();
    let mut files = Vec::new();
    for path in workspace::files_below(&root)? {
        if path.extension().is_some_and(|extension| CHECKED.iter().any(|checked| extension == *checked)) {
            let bytes = fs::read(&path).map_err(Failed::at(&path))?;
            files.push(File::new(workspace::relative(&path, &root), String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    Ok(files)
}

fn violations(file: &File) -> Vec<String> {
    let of_rule = |rule: &rule::Rule| {
        let message = |violation: rule::Violation| {
            format!("{}:{}: {}: {} ({})", file.path, violation.line, rule.name, violation.what, rule.reason)
        };
        (rule.check)(file).into_iter().map(message).collect::<Vec<_>>()
    };
    RULES.iter().flat_map(of_rule).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_contains_place_rule_and_reason() {
        let file = File::new("src/a.rs".to_owned(), "fn a() {}\n".to_owned());
        let [message] = <[String; 1]>::try_from(violations(&file)).unwrap();
        assert!(message.starts_with("src/a.rs:1: headers: no `//!`"), "{message}");
        assert!(message.ends_with(')'), "{message}");
    }
}
