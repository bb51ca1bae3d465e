//! Finds inline scripts, styles and handlers in a page, which the Content Security Policy forbids.
//!
//! It reads our own pages only, so it is no complete HTML parser: no attribute may contain a `>`.

/// Returns the line (from 1) and a description of each.
pub fn find(html: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, tag) in tags(html) {
        let line = html[..at].matches('\n').count() + 1;
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        let attributes = attributes(&tag[name.len()..]);
        if name == "style" {
            found.push((line, "an inline <style>".to_owned()));
        }
        if name == "script" && !attributes.iter().any(|attribute| attribute == "src") {
            found.push((line, "an inline <script>".to_owned()));
        }
        for attribute in attributes.iter().filter(|name| *name == "style" || name.starts_with("on")) {
            found.push((line, format!("an inline `{attribute}` attribute")));
        }
    }
    found
}

/// Returns the offset and the text of each opening tag outside comments.
fn tags(html: &str) -> Vec<(usize, &str)> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = html[at..].find('<').map(|found| at + found + 1) {
        let rest = &html[start..];
        let (inside, end) = if rest.starts_with("!--") { ("", "-->") } else { (rest, ">") };
        let length = rest.find(end).unwrap_or(rest.len());
        if inside.starts_with(|first: char| first.is_ascii_alphabetic()) {
            tags.push((start, &rest[..length]));
        }
        at = start + length;
    }
    tags
}

/// Returns the names of a tag's attributes in lower case.
fn attributes(tag: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut quote = None;
    let mut word = String::new();
    for char in tag.chars().chain([' ']) {
        match quote {
            Some(open) if char == open => quote = None,
            Some(_) => {}
            None if char == '"' || char == '\'' => quote = Some(char),
            None if char.is_whitespace() || char == '/' => {
                let name = word.split('=').next().unwrap_or_default().to_lowercase();
                names.extend((!name.is_empty()).then_some(name));
                word.clear();
            }
            None => word.push(char),
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linked_code_is_accepted() {
        let page = "<!doctype html><html lang=\"ko\"><!-- <script>no</script> -->\n\
                    <link rel=stylesheet href=\"a.css\"><script type='module' src=\"a.js\"></script>\n\
                    <meta content=\"style= onload= <b\"><p class=style>one</p></html>";
        assert_eq!(find(page), []);
    }

    #[test]
    fn inline_code_is_found_with_its_line() {
        let page = "<html>\n<script type=\"module\">1</script>\n<STYLE>a{}</STYLE>\n<p style='a:b'\n onClick=x>";
        let lines: Vec<(usize, String)> = find(page);
        assert_eq!(lines[0], (2, "an inline <script>".to_owned()));
        assert_eq!(lines[1], (3, "an inline <style>".to_owned()));
        assert_eq!(lines[2], (4, "an inline `style` attribute".to_owned()));
        assert_eq!(lines[3], (4, "an inline `onclick` attribute".to_owned()));
        assert_eq!(lines.len(), 4);
    }
}
