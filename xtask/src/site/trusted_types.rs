//! Rejects scripts that assign HTML. The page requires Trusted Types without a policy, so such a script would throw.
//!
//! `innerHTML` gets into the glue when a Leptos `view!` has a nested element with only literal attributes and text.

use super::Files;
use crate::outcome::{Failed, Outcome};
use crate::workspace;

const FORBIDDEN: [&str; 4] = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe"];

/// Fails when a script of the site contains one of the names.
pub fn check(files: &Files) -> Outcome {
    for (name, bytes) in files.iter().filter(|(name, _)| workspace::extension(name) == "js") {
        let text = String::from_utf8_lossy(bytes);
        if let Some(found) = FORBIDDEN.iter().find(|found| text.contains(**found)) {
            return Err(Failed::new(format!(
                "{name} contains `{found}`, which throws under Trusted Types. A `view!` probably has a nested element \
                 with only literal attributes and text; take its text from `{{words.…}}`"
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_that_assigns_html_fails_the_build() {
        let files = |name: &str, text: &str| Files::from([(name.to_owned(), text.as_bytes().to_vec())]);
        let failed = check(&files("glue.js", "t.innerHTML=e")).unwrap_err().to_string();
        assert!(failed.starts_with("glue.js contains `innerHTML`"), "{failed}");
        assert_eq!(check(&files("glue.js", "t.textContent=e")), Ok(()));
        assert_eq!(check(&files("index.html", "innerHTML")), Ok(()));
    }
}
