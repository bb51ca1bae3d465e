//! axe-core, from npm, in the page.
//!
//! It is injected by the DevTools protocol, which no policy of the page holds back; the page itself could not load it.

use std::{
    fs,
    io::{self, Write as _},
};

use serde_json::{Value, json};

use crate::{Browser, Result, root};

/// Rules that are off, each with the reason. Empty, and meant to stay so.
const DISABLED: [(&str, &str); 0] = [];

impl Browser {
    /// Runs every rule on the whole page, shadow roots included, and says what it did.
    ///
    /// # Errors
    /// Names every violation with its elements; also when axe-core is not installed or checked nothing.
    pub async fn accessible(&self, what: &str) -> Result {
        let file = root().join("node_modules/axe-core/axe.min.js");
        let source =
            fs::read_to_string(&file).map_err(|error| format!("{}: {error} (run `npm ci`)", file.display()))?;
        self.cdp("Runtime.evaluate", json!({ "expression": source })).await?;
        let rules: Value = DISABLED.iter().map(|(rule, _)| ((*rule).to_owned(), json!({ "enabled": false }))).collect();
        let script = format!(
            "const found = await axe.run(document, {{ resultTypes: ['violations'], rules: {rules} }});
             return {{
                 passes: found.passes.length,
                 violations: found.violations.map((rule) => [rule.id, rule.help,
                     rule.nodes.slice(0, 4).map((node) => `${{node.target.flat().join(' ')}}: ${{node.html.slice(0, 160)}} ${{node.failureSummary}}`)]),
             }};"
        );
        let report = self.run(&script).await?;
        let disabled: Vec<_> = DISABLED.iter().map(|(rule, why)| format!("{rule} ({why})")).collect();
        let disabled = if disabled.is_empty() { "none".to_owned() } else { disabled.join(", ") };
        let passes = report["passes"].as_u64().unwrap_or_default();
        let violations = report["violations"].as_array().cloned().unwrap_or_default();
        say(&format!("axe: {what}: {passes} rules passed, {} violated; disabled rules: {disabled}", violations.len()));
        if passes == 0 {
            return Err(format!("axe checked nothing on {what}").into());
        }
        if violations.is_empty() { Ok(()) } else { Err(format!("{what}: {violations:#?}").into()) }
    }
}

/// A line for whoever reads the tests' output: past the test harness, which keeps to itself what a passing test prints.
pub fn say(line: &str) {
    // Nobody to tell is no reason to fail.
    let _ = writeln!(io::stdout(), "{line}");
}
