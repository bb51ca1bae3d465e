//! What every reader of the repository looks for first.

use std::path::Path;

const NEEDED: [&str; 8] = [
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "docs/architecture.md",
    "docs/wire-format.md",
    "docs/adding-a-kind.md",
];

/// A message for each that is missing or empty.
pub fn missing(root: &Path) -> Vec<String> {
    let is_there = |name: &str| root.join(name).metadata().is_ok_and(|file| file.len() > 0);
    let message =
        |name: &&str| format!("{name}:1: documents: it is missing (a stranger has to find his way, and a licence)");
    NEEDED.iter().filter(|name| !is_there(name)).map(message).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_without_documents_is_told_of_each() {
        let messages = missing(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
        assert_eq!(messages.len(), NEEDED.len());
        assert!(messages[0].starts_with("README.md:1: documents"));
    }
}
