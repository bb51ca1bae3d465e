//! The built `index.html`: what is left in it for Trunk goes, and nothing inline may be in it.

use super::inline;
use crate::outcome::{Failed, Outcome};

/// The page as it is served.
pub fn finished(html: &str) -> Outcome<String> {
    if let Some((line, what)) = inline::found(html).first() {
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
    fn the_builders_marks_are_gone() {
        let built = "<html>\n  <!-- Trunk's. -->\n  <link data-trunk rel=\"rust\" />\n  \n  <p>a</p>\n</html>\n";
        assert_eq!(finished(built).unwrap(), "<html>\n  <p>a</p>\n</html>\n");
    }

    #[test]
    fn an_injected_script_is_refused() {
        let failed = finished("<html>\n<script type=\"module\">init()</script></html>").unwrap_err().to_string();
        assert!(failed.contains("an inline <script> in line 2"), "{failed}");
    }
}
