//! Who may know whom inside the viewer. Between packages `cargo tree` is asked.

use crate::tidy::rule::{Broken, File, Rule, words};

pub const RULE: Rule = Rule {
    name: "arrows",
    reason: "components → present → model, source → session, the browser only in platform: each part can be read, \
             and tested, without the ones above it",
    check,
};

/// Files whose path begins so may not name these.
const NEVER: [(&[&str], &[&str]); 6] = [
    (&["src/present"], &["leptos", "web_sys", "js_sys", "wasm_bindgen", "gloo_net", "gloo_timers"]),
    (&["src/present", "src/i18n"], &["crate::app", "crate::components", "crate::embed", "crate::platform"]),
    (
        &["src/present", "src/i18n", "src/components", "src/platform"],
        &["crate::session", "crate::source", "crate::embed"],
    ),
    (&["src/platform"], &["crate::app::console", "crate::app::transcript", "crate::components", "crate::present"]),
    (&["src/source"], &["crate::app", "crate::components", "crate::embed", "crate::session", "leptos"]),
    (&["crates/model/src"], &["std::env", "std::fs", "std::process", "std::thread", "TcpStream"]),
];

/// Here the browser is at home.
const BROWSER: [&str; 2] = ["src/platform", "src/embed.rs"];

fn check(file: &File) -> Vec<Broken> {
    let code = without_tests(&file.code.bare);
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| file.path.starts_with(prefix));
    let never = NEVER.iter().filter(|(from, _)| begins(from)).flat_map(|(_, never)| never.iter());
    let named = never.flat_map(|name| words(code, name).map(move |at| (at, (*name).to_owned())));
    let mut found: Vec<(usize, String)> = named.collect();
    if file.is_viewer() && !begins(&BROWSER) && !begins(&["src/present"]) {
        found.extend(
            words(code, "web_sys").filter(|at| !names_only_events(&code[*at..])).map(|at| (at, "web_sys".to_owned())),
        );
        found.extend(words(code, "gloo_net").map(|at| (at, "gloo_net".to_owned())));
    }
    found.sort_unstable();
    found.into_iter().map(|(at, name)| file.broken(at, format!("`{name}` is named here"))).collect()
}

/// `web_sys::KeyboardEvent` or `web_sys::{KeyboardEvent, MouseEvent}`: a handler has to say what it is given.
fn names_only_events(code: &str) -> bool {
    let Some(names) = code.strip_prefix("web_sys::") else { return false };
    let end = |closing: &[char]| names.find(closing).unwrap_or(names.len());
    let names = if names.starts_with('{') {
        &names[1..end(&['}'])]
    } else {
        &names[..end(&[';', ',', ')', '>', ' ', '|', '('])]
    };
    names.split(',').map(str::trim).filter(|name| !name.is_empty()).all(|name| name.ends_with("Event"))
}

fn without_tests(code: &str) -> &str {
    code.split_once("#[cfg(test)]").map_or(code, |(before, _)| before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rule::lines_broken;

    #[test]
    fn the_view_model_knows_no_browser_and_no_framework() {
        assert_eq!(lines_broken(&RULE, "src/present/time.rs", "\nuse leptos::prelude::*;\n"), [2]);
        assert_eq!(lines_broken(&RULE, "src/present/time.rs", "use web_sys::MouseEvent;\n"), [1]);
        assert_eq!(lines_broken(&RULE, "src/present.rs", "use crate::components::kit;\n"), [1]);
    }

    #[test]
    fn arrows_never_point_back() {
        assert_eq!(lines_broken(&RULE, "src/components/row.rs", "use crate::session::Session;"), [1]);
        assert_eq!(lines_broken(&RULE, "src/platform/url.rs", "use crate::present::text;"), [1]);
        assert_eq!(lines_broken(&RULE, "src/source/data.rs", "use crate::session::Session;"), [1]);
        assert_eq!(lines_broken(&RULE, "crates/model/src/lib.rs", "use std::fs;"), [1]);
    }

    #[test]
    fn the_browser_stays_in_platform_but_for_events() {
        assert_eq!(lines_broken(&RULE, "src/components/row.rs", "use web_sys::{MouseEvent, Element};"), [1]);
        assert_eq!(lines_broken(&RULE, "src/session.rs", "let w = web_sys::window();"), [1]);
        assert!(lines_broken(&RULE, "src/components/row.rs", "use web_sys::{MouseEvent, KeyboardEvent};").is_empty());
        assert!(lines_broken(&RULE, "src/components/row.rs", "move |e: web_sys::MouseEvent| {}").is_empty());
        assert!(lines_broken(&RULE, "src/platform/scroll.rs", "use web_sys::Element;").is_empty());
        assert!(lines_broken(&RULE, "src/embed.rs", "use web_sys::ShadowRoot;").is_empty());
    }

    #[test]
    fn talk_and_tests_are_free() {
        assert!(lines_broken(&RULE, "src/present/a.rs", "//! Not leptos.\n").is_empty());
        assert!(lines_broken(&RULE, "crates/model/src/a.rs", "#[cfg(test)]\nmod tests { use std::fs; }").is_empty());
    }
}
