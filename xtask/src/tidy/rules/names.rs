//! Files are named after what is on the wire or on the screen.

use crate::tidy::rule::{Broken, File, Rule};

pub const RULE: Rule =
    Rule { name: "names", reason: "a module is named after what it holds, and `foo.rs` stands beside `foo/`", check };

const EMPTY_WORDS: [&str; 8] = ["common", "helper", "helpers", "manager", "misc", "mod", "util", "utils"];

fn check(file: &File) -> Vec<Broken> {
    let parts = file.path.strip_suffix(".rs").into_iter().flat_map(|path| path.split('/'));
    let empty = parts.filter(|part| EMPTY_WORDS.contains(part));
    empty.map(|part| file.broken(0, format!("`{part}` says nothing"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rule::lines_broken;

    #[test]
    fn empty_words_are_found_as_file_and_as_folder() {
        for path in ["src/app/mod.rs", "src/utils.rs", "crates/model/src/helpers/date.rs"] {
            assert_eq!(lines_broken(&RULE, path, "//! Head.\n"), [1], "{path}");
        }
    }

    #[test]
    fn other_words_are_fine() {
        for path in ["src/app.rs", "src/model.rs", "www/utils.js"] {
            assert!(lines_broken(&RULE, path, "").is_empty(), "{path}");
        }
    }
}
