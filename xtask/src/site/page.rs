//! Finishes the built `index.html`: removes the markup that only Trunk reads, and rejects inline code.

use super::inline;
use crate::outcome::{Failed, Outcome};

/// Returns the page as it is served.
pub fn finish(html: &str) -> Outcome<String> {
    if let Some((line, what)) = inline::find(html).first() {
        return Err(Failed::new(format!(
            "the built index.html has {what} in line {line}; the Content Security Policy forbids it"
        )));
    }
    let is_for_trunk = |line: &str| line.contains("data-trunk") || line.contains("<!-- Trunk");
    let lines = html.lines().filter(|line| !line.trim().is_empty() && !is_for_trunk(line));
    Ok(lines.flat_map(|line| [line, "\n"]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_for_trunk_is_removed() {
        let built = "<html>\n  <!-- Trunk. -->\n  <link data-trunk rel=\"rust\" />\n  \n  <p>a</p>\n</html>\n";
        assert_eq!(finish(built).unwrap(), "<html>\n  <p>a</p>\n</html>\n");
    }

    #[test]
    fn an_injected_script_is_rejected() {
        let failed = finish("<html>\n<script type=\"module\">init()</script></html>").unwrap_err().to_string();
        assert!(failed.contains("an inline <script> in line 2"), "{failed}");
    }
}
