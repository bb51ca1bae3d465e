//! Files small enough to be read whole.

use crate::tidy::rule::{Broken, File, Rule};

/// Above it a file is named, above `HARD` it is refused.
pub const SOFT: usize = 200;
const HARD: usize = 400;

pub const RULE: Rule =
    Rule { name: "size", reason: "at most 400 lines: a file is read whole, or it is two files", check };

fn check(file: &File) -> Vec<Broken> {
    let lines = file.text.lines().count();
    let broken = || vec![file.broken(0, format!("{lines} lines"))];
    if file.is_rust() && lines > HARD { broken() } else { Vec::new() }
}

/// The files that are longer than they should be and shorter than they may be.
pub fn long(files: &[File]) -> Vec<(&str, usize)> {
    let sized = files.iter().filter(|file| file.is_rust()).map(|file| (file.path.as_str(), file.text.lines().count()));
    sized.filter(|(_, lines)| (SOFT + 1..=HARD).contains(lines)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rule::lines_broken;

    #[test]
    fn a_line_too_many_is_found() {
        assert_eq!(lines_broken(&RULE, "src/a.rs", &"\n".repeat(HARD + 1)), [1]);
        assert!(lines_broken(&RULE, "src/a.rs", &"\n".repeat(HARD)).is_empty());
        assert!(lines_broken(&RULE, "docs/a.md", &"\n".repeat(HARD + 1)).is_empty());
    }

    #[test]
    fn a_long_file_is_named() {
        let file = |lines| File::new("src/a.rs".to_owned(), "\n".repeat(lines));
        let files = [file(SOFT), file(SOFT + 1), file(HARD), file(HARD + 1)];
        assert_eq!(long(&files), [("src/a.rs", SOFT + 1), ("src/a.rs", HARD)]);
    }
}
