//! One style sheet out of many: the tokens, then every component's own, in the order of their paths.
//!
//! Trunk's build hook calls this (`cargo xtask stylesheet`) and serves the result as `happytalk.css`. What is taken out
//! (comments, white space where it means nothing) can't change a rule: strings are left as they are.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::outcome::{Failed, Outcome};
use crate::workspace;

/// Writes `$TRUNK_STAGING_DIR/happytalk.css`.
pub fn hook() -> Outcome {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .ok_or_else(|| Failed::new("`stylesheet` is called by Trunk, which sets TRUNK_STAGING_DIR"))?;
    let path = PathBuf::from(staging).join("happytalk.css");
    fs::write(&path, minified(&joined()?)).map_err(Failed::at(&path))
}

fn joined() -> Outcome<String> {
    let root = workspace::root();
    let mut files = vec![root.join("www/tokens.css")];
    let components = workspace::files_below(&root.join("src/components"))?;
    files.extend(components.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "css")));
    let read = |path: PathBuf| fs::read_to_string(&path).map_err(Failed::at(&path));
    files.into_iter().map(read).collect()
}

/// Without comments, without white space beside `{ } ; ,`, and with single spaces elsewhere.
fn minified(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(first) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            // A comment is no space, but it separates: `0/**/auto` is two words, `.a/**/.b` is one element.
            if !ends_apart(&out) && !rest.starts_with(char::is_whitespace) {
                out.push_str("/**/");
            }
        } else if first == '"' || first == '\'' {
            let end = end_of_string(rest, first);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        } else {
            if first.is_whitespace() {
                space(&mut out);
            } else {
                push(&mut out, first);
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn space(out: &mut String) {
    if !ends_apart(out) {
        out.push(' ');
    }
}

/// Whether what comes next is a word of its own anyway.
fn ends_apart(out: &str) -> bool {
    out.is_empty() || out.ends_with([' ', '{', '}', ';', ','])
}

fn push(out: &mut String, char: char) {
    if matches!(char, '{' | '}' | ';' | ',') && out.ends_with(' ') {
        out.pop();
    }
    if char == '}' && out.ends_with(';') {
        out.pop();
    }
    out.push(char);
}

fn end_of_string(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, char) in text.char_indices().skip(1) {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if char == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_idle_space_go() {
        let css = "/* tokens */\n.ht a:hover ,\n.ht > b {\n  margin: 0 auto;\n  width: calc(1px + 2px);\n}\n\n@media (width < 1px) { .x { top: 0 } }\n";
        let small = ".ht a:hover,.ht > b{margin: 0 auto;width: calc(1px + 2px)}@media (width < 1px){.x{top: 0}}";
        assert_eq!(minified(css), small);
    }

    #[test]
    fn what_a_space_or_comment_separates_stays_separate() {
        assert_eq!(minified(".a .b{}"), ".a .b{}");
        assert_eq!(minified(".a/* and */.b{}"), ".a/**/.b{}");
        assert_eq!(minified("a{margin:0/* and */auto}"), "a{margin:0/**/auto}");
        assert_eq!(minified("a { margin: 0 /* and */ auto }"), "a{margin: 0 auto}");
    }

    #[test]
    fn strings_are_left_as_they_are() {
        let css = r#"a{content:"/* } ; \"  가";b:'x  ,  y'}"#;
        assert_eq!(minified(css), css);
        assert_eq!(minified("a{content:\"open"), "a{content:\"open");
    }
}
