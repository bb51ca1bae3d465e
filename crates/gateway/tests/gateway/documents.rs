//! What the operator's page says exists, and what exists is said.

use clap::CommandFactory as _;
use happytalk_gateway::config::Cli;

#[test]
fn the_operators_page_names_every_flag_and_variable() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/gateway.md")).unwrap();
    let command = Cli::command();
    let arguments = command.get_subcommands().flat_map(clap::Command::get_arguments);
    let mut named = 0;
    for argument in arguments {
        let Some(flag) = argument.get_long().filter(|flag| !["help", "version"].contains(flag)) else { continue };
        assert!(page.contains(&format!("| `--{flag}` |")), "--{flag}");
        if let Some(variable) = argument.get_env() {
            assert!(page.contains(&format!("`{}`", variable.to_str().unwrap())), "{}", variable.display());
        }
        named += 1;
    }
    assert!(named >= 18, "{named}");
    for variable in ["HAPPYTALK_CUSTOMER_TOKEN", "HAPPYTALK_BIZ_CLIENT_SECRET", "HAPPYTALK_WEBHOOK_SECRET"] {
        assert!(page.contains(&format!("`{variable}`")), "{variable}");
    }
}

#[test]
fn every_promise_of_the_security_page_names_a_test_that_exists() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let page = std::fs::read_to_string(format!("{root}/docs/security.md")).unwrap();
    let promises = page.split("## Promises").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut held = 0;
    for line in promises.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| promise")) {
        let tests: Vec<_> = line.split('`').filter_map(|span| span.split_once("::")).collect();
        assert!(!tests.is_empty(), "no test holds: {line}");
        for (file, test) in tests {
            let path = format!("{root}/{file}");
            let source = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
            assert!(source.contains(&format!("fn {test}(")), "{file} has no test {test}");
        }
        held += 1;
    }
    assert!(held >= 30, "{held}");
}
