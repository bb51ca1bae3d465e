//! axe-core from npm in the page: all rules of WCAG 2.x A and AA, best practices, and the size of targets.
//!
//! The DevTools protocol injects it, since the page's policy blocks other scripts. Results that axe can't decide
//! ("incomplete") are not violations. `docs/accessibility.md` says how those are reviewed.

use std::fs;

use serde_json::{Value, json};

pub use crate::output::say;
use crate::{Browser, Result, root, viewer::strings};

/// Axe's tags of the rules that run.
const TAGS: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// Rules that axe runs only on request.
const ENABLED: [&str; 3] = ["target-size", "label-content-name-mismatch", "css-orientation-lock"];

/// Disabled rules, each with its reason. The list is meant to stay empty.
const DISABLED: [(&str, &str); 0] = [];

/// Result of an audit of a page.
#[derive(Clone, Debug)]
pub struct Audit {
    /// Ids of the rules that found elements to check and passed.
    pub passed: Vec<String>,
    /// The violated rules, each with its first few elements.
    pub violations: Vec<String>,
}

impl Browser {
    /// Runs all rules on the whole page, including shadow roots.
    ///
    /// # Errors
    /// Fails when axe-core is not installed, or checked nothing.
    pub async fn audit(&self) -> Result<Audit> {
        if self.run("return !window.axe").await? == true {
            let file = root().join("node_modules/axe-core/axe.min.js");
            let source =
                fs::read_to_string(&file).map_err(|error| format!("{}: {error} (run `npm ci`)", file.display()))?;
            self.cdp("Runtime.evaluate", json!({ "expression": source })).await?;
        }
        self.lay_out_whole().await?;
        let on = ENABLED.iter().map(|rule| (*rule, true));
        let off = DISABLED.iter().map(|(rule, _)| (*rule, false));
        let rules: Value = on.chain(off).map(|(rule, on)| (rule.to_owned(), json!({ "enabled": on }))).collect();
        let options = json!({
            "resultTypes": ["violations"],
            "runOnly": { "type": "tag", "values": TAGS },
            "rules": rules,
        });
        let script = format!(
            "const found = await axe.run(document, {options});
             const node = (node) => `${{node.target.flat().join(' ')}}: ${{node.html.slice(0, 160)}} ${{node.failureSummary}}`;
             return {{
                 passed: found.passes.map((rule) => rule.id),
                 violations: found.violations.map((rule) =>
                     `${{rule.id}} (${{rule.nodes.length}}): ${{rule.help}}\\n    ${{rule.nodes.slice(0, 4).map(node).join('\\n    ')}}`),
             }};"
        );
        let found = self.run(&script).await?;
        let audit = Audit { passed: strings(&found["passed"]), violations: strings(&found["violations"]) };
        if audit.passed.is_empty() { Err("axe checked nothing".into()) } else { Ok(audit) }
    }

    /// Audits a page that must have no violation, and prints a summary.
    ///
    /// # Errors
    /// Lists all violations with their elements. Fails also like [`Browser::audit`].
    pub async fn accessible(&self, what: &str) -> Result {
        let Audit { passed, violations } = self.audit().await.map_err(|error| format!("{what}: {error}"))?;
        let (passed, violated) = (passed.len(), violations.len());
        say(&format!("axe: {what}: {passed} rules passed, {violated} violated; {}", disabled()));
        if violations.is_empty() { Ok(()) } else { Err(format!("{what}: {}", violations.join("\n")).into()) }
    }
}

/// Returns a description of the rules that run.
pub fn rules() -> String {
    format!("rules: {} + {}; {}", TAGS.join(" "), ENABLED.join(" "), disabled())
}

fn disabled() -> String {
    let disabled: Vec<_> = DISABLED.iter().map(|(rule, why)| format!("{rule} ({why})")).collect();
    format!("disabled rules: {}", if disabled.is_empty() { "none".to_owned() } else { disabled.join(", ") })
}
