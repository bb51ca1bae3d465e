//! Dependencies between the folders of the viewer. Dependencies between packages are checked in `dependencies.rs`.

use crate::tidy::rule::{File, Rule, Violation, words};

pub const RULE: Rule = Rule {
    name: "arrows",
    reason: "components → state → api → browser, and only `browser` changes the DOM by hand; `element` may use them all",
    check,
};

/// Words that files in a folder must not contain.
const FORBIDDEN: [(&str, &[&str]); 6] = [
    ("src/browser", &["crate::api", "crate::components", "crate::element", "crate::state"]),
    ("src/api", &["crate::components", "crate::element", "crate::state"]),
    ("src/state", &["crate::components", "crate::element"]),
    ("src/components", &["crate::element"]),
    ("crates/model/src", &["std::env", "std::fs", "std::process", "std::thread"]),
    ("crates/present/src", &["std::env", "std::fs", "std::process", "std::thread"]),
];

/// Folders that leave the DOM to Leptos.
const WITHOUT_DOM: [&str; 4] = ["src/api", "src/components", "src/element", "src/state"];
const DOM: [&str; 6] =
    ["inline(never)", "insert_node", "query_selector", "query_selector_all", "Rndr", "set_attribute"];

fn check(file: &File) -> Vec<Violation> {
    if file.is_test() {
        return Vec::new();
    }
    let code = file.code_without_tests();
    let folders = FORBIDDEN.iter().filter(|(folder, _)| file.is_in(folder));
    let mut forbidden: Vec<&str> = folders.flat_map(|(_, words)| words.iter().copied()).collect();
    if WITHOUT_DOM.iter().any(|folder| file.is_in(folder)) {
        forbidden.extend(DOM);
    }
    let mut found: Vec<(usize, &str)> =
        forbidden.into_iter().flat_map(|word| words(code, word).map(move |at| (at, word))).collect();
    found.sort_unstable();
    found.into_iter().map(|(at, word)| file.violation(at, format!("`{word}`"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rule::lines_violating;

    #[test]
    fn a_dependency_against_the_arrows_is_found() {
        assert_eq!(lines_violating(&RULE, "src/browser/scroll.rs", "\nuse crate::state::room::Room;"), [2]);
        assert_eq!(lines_violating(&RULE, "src/api/rooms.rs", "use crate::state::room::Room;"), [1]);
        assert_eq!(lines_violating(&RULE, "src/state/live.rs", "use crate::components::timeline;"), [1]);
        assert_eq!(lines_violating(&RULE, "src/components/row.rs", "use crate::element::Options;"), [1]);
        assert_eq!(lines_violating(&RULE, "src/components.rs", "use crate::element::Options;"), [1]);
        assert_eq!(lines_violating(&RULE, "crates/model/src/lib.rs", "use std::fs;"), [1]);
        assert!(lines_violating(&RULE, "src/components/row.rs", "use crate::{api::client, state::room};").is_empty());
        assert!(lines_violating(&RULE, "src/element/mount.rs", "use crate::components::console;").is_empty());
    }

    #[test]
    fn the_dom_is_changed_by_hand_in_one_folder() {
        assert_eq!(lines_violating(&RULE, "src/state/room.rs", "root.query_selector(\"a\");"), [1]);
        assert_eq!(lines_violating(&RULE, "src/element/mount.rs", "#[inline(never)]\nfn a() {}"), [1]);
        assert!(lines_violating(&RULE, "src/browser/focus.rs", "root.query_selector(\"a\");").is_empty());
    }

    #[test]
    fn comments_and_tests_are_exempt() {
        assert!(lines_violating(&RULE, "src/api/a.rs", "//! Not crate::state.\n").is_empty());
        assert!(lines_violating(&RULE, "crates/model/src/a.rs", "#[cfg(test)]\nmod tests { use std::fs; }").is_empty());
    }
}
