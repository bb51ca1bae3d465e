//! axe-core, from npm, in the page: every rule of WCAG 2.x A and AA, its best practices, and the size of targets.
//!
//! It is injected by the DevTools protocol, which no policy of the page holds back; the page itself could not load it.
//! The catch: what axe can't decide by itself ("incomplete") is no violation. `docs/accessibility.md` says who looks.

use std::{
    fs,
    io::{self, Write as _},
};

use serde_json::{Value, json};

use crate::{Browser, Result, root, viewer::strings};

/// The rules that are run, by axe's own tags.
const TAGS: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// Rules that axe leaves out unless told otherwise.
const SWITCHED_ON: [&str; 3] = ["target-size", "label-content-name-mismatch", "css-orientation-lock"];

/// Rules that are off, each with the reason. Empty, and meant to stay so.
const DISABLED: [(&str, &str); 0] = [];

/// What axe found on a page.
#[derive(Clone, Debug)]
pub struct Audit {
    /// The rules that had something to look at and were content.
    pub passed: Vec<String>,
    /// Each rule that was broken, with its first few elements, in words.
    pub violations: Vec<String>,
}

impl Browser {
    /// Runs every rule on the whole page, shadow roots included.
    ///
    /// # Errors
    /// When axe-core is not installed, or checked nothing.
    pub async fn audit(&self) -> Result<Audit> {
        if self.run("return !window.axe").await? == true {
            let file = root().join("node_modules/axe-core/axe.min.js");
            let source =
                fs::read_to_string(&file).map_err(|error| format!("{}: {error} (run `npm ci`)", file.display()))?;
            self.cdp("Runtime.evaluate", json!({ "expression": source })).await?;
        }
        self.lay_out_whole().await?;
        let on = SWITCHED_ON.iter().map(|rule| (*rule, true));
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

    /// The same, for a page that has to be without a violation; says what it did.
    ///
    /// # Errors
    /// Names every violation with its elements; also as [`Browser::audit`].
    pub async fn accessible(&self, what: &str) -> Result {
        let Audit { passed, violations } = self.audit().await.map_err(|error| format!("{what}: {error}"))?;
        let (passed, violated) = (passed.len(), violations.len());
        say(&format!("axe: {what}: {passed} rules passed, {violated} violated; {}", disabled()));
        if violations.is_empty() { Ok(()) } else { Err(format!("{what}: {}", violations.join("\n")).into()) }
    }
}

/// Which rules are run, in words.
pub fn rules() -> String {
    format!("rules: {} + {}; {}", TAGS.join(" "), SWITCHED_ON.join(" "), disabled())
}

fn disabled() -> String {
    let disabled: Vec<_> = DISABLED.iter().map(|(rule, why)| format!("{rule} ({why})")).collect();
    format!("disabled rules: {}", if disabled.is_empty() { "none".to_owned() } else { disabled.join(", ") })
}

/// A line for whoever reads the tests' output: past the test harness, which keeps to itself what a passing test prints.
pub fn say(line: &str) {
    // Nobody to tell is no reason to fail.
    let _ = writeln!(io::stdout(), "{line}");
}
