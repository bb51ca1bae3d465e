//! Dependencies that a package must not have: other packages of ours, and crates that are too large for the wasm.
//!
//! `cargo tree` answers with the features that are really enabled.

use crate::outcome::{Failed, Outcome};
use crate::run;

struct Arrow {
    package: &'static str,
    /// Arguments of `cargo tree`.
    tree: &'static [&'static str],
    never: &'static [&'static str],
    reason: &'static str,
}

const WASM: &[&str] = &["--target", "wasm32-unknown-unknown", "--edges", "normal,no-proc-macro"];
const DIRECT: &[&str] = &["--target", "wasm32-unknown-unknown", "--edges", "normal,no-proc-macro", "--depth", "1"];
const NATIVE: &[&str] = &["--edges", "normal"];

const ARROWS: [Arrow; 6] = [
    Arrow {
        package: "happytalk-viewer",
        tree: WASM,
        never: &["happytalk-gateway", "axum", "hyper", "reqwest", "tokio"],
        reason: "the viewer and the gateway are independent",
    },
    Arrow {
        package: "happytalk-viewer",
        tree: WASM,
        never: &["ammonia", "chrono", "chrono-tz", "openssl"],
        reason: "57 to 210 KB each, of a budget of 220 KB",
    },
    Arrow {
        package: "happytalk-viewer",
        tree: DIRECT,
        never: &["regex", "url"],
        reason: "57 to 210 KB each, of a budget of 220 KB",
    },
    Arrow {
        package: "happytalk-model",
        tree: NATIVE,
        never: &[
            "happytalk-gateway",
            "chrono",
            "js-sys",
            "leptos",
            "reactive_graph",
            "regex",
            "reqwest",
            "tokio",
            "url",
            "wasm-bindgen",
            "web-sys",
        ],
        reason: "the model is pure: bytes in, values out",
    },
    Arrow {
        package: "happytalk-present",
        tree: NATIVE,
        never: &["happytalk-gateway", "js-sys", "leptos", "reactive_graph", "wasm-bindgen", "web-sys"],
        reason: "the view model is pure: no browser, no framework",
    },
    Arrow {
        package: "happytalk-gateway",
        tree: NATIVE,
        never: &["happytalk-viewer", "native-tls", "openssl", "openssl-sys", "reactive_graph", "web-sys"],
        reason: "the viewer and the gateway are independent; TLS is rustls",
    },
];

/// Returns a message for each forbidden dependency.
pub fn forbidden() -> Outcome<Vec<String>> {
    let mut messages = Vec::new();
    for arrow in &ARROWS {
        let names = ["tree", "--locked", "--package", arrow.package, "--prefix", "none", "--format", "{p}"];
        let tree = run::printed("cargo", &[&names[..], arrow.tree].concat())
            .ok_or_else(|| Failed::new(format!("`cargo tree --locked --package {}` failed", arrow.package)))?;
        messages.extend(judge(arrow, &tree));
    }
    Ok(messages)
}

fn judge(arrow: &Arrow, tree: &str) -> Vec<String> {
    let is_there = |name: &str| tree.lines().any(|line| line.split_whitespace().next() == Some(name));
    let message = |name: &&str| {
        let Arrow { package, reason, .. } = arrow;
        format!(
            "Cargo.toml:1: dependencies: {package} depends on {name}; `cargo tree -p {package} -i {name}` shows why ({reason})"
        )
    };
    arrow.never.iter().filter(|name| is_there(name)).map(message).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forbidden_package_is_found_and_a_longer_name_is_not() {
        let tree = "happytalk-viewer v0.1.0 (path)\nurl v2.5.0\nregex-lite v0.1.0\ntokio-util v1.0.0 (*)\n";
        let messages: Vec<String> = ARROWS[..3].iter().flat_map(|arrow| judge(arrow, tree)).collect();
        let [message] = <[String; 1]>::try_from(messages).unwrap();
        assert!(message.contains("happytalk-viewer depends on url"), "{message}");
    }
}
