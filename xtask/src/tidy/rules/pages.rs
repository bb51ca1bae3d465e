//! Our pages have nothing inline.

use crate::site::inline;
use crate::tidy::rule::{Broken, File, Rule};

pub const RULE: Rule =
    Rule { name: "pages", reason: "the Content Security Policy allows no inline script, style or handler", check };

fn check(file: &File) -> Vec<Broken> {
    let is_page = file.path == "index.html" || (file.path.starts_with("www/") && file.is(&["html"]));
    let found = if is_page { inline::find(&file.text) } else { Vec::new() };
    found.into_iter().map(|(line, what)| Broken { line, what }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rule::lines_broken;

    #[test]
    fn inline_script_and_style_are_found() {
        assert_eq!(lines_broken(&RULE, "index.html", "<html>\n<script>1</script>\n<p style=\"a:b\">"), [2, 3]);
        assert_eq!(lines_broken(&RULE, "www/host.html", "<style></style>"), [1]);
    }

    #[test]
    fn linked_ones_are_fine_and_other_peoples_pages_too() {
        assert!(lines_broken(&RULE, "index.html", "<script src=\"a.js\"></script>").is_empty());
        assert!(lines_broken(&RULE, "bench/plain/index.html", "<style></style>").is_empty());
    }
}
