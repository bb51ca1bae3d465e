//! Attributes in `view!` that need care: addresses and styles.

use std::ops::Range;

use crate::tidy::rule::{File, Rule, Violation, words};

pub const RULE: Rule = Rule {
    name: "view attributes",
    reason: "addresses are set in `src/components/ui/`, where they are `SafeUrl` or `MediaUrl`; the Content Security Policy \
             drops a `style` attribute, while `style:name=value` and `style=(\"name\", value)` work",
    check,
};

const ADDRESSES: [&str; 7] = ["action", "data", "formaction", "href", "poster", "src", "srcset"];

fn check(file: &File) -> Vec<Violation> {
    let mut found: Vec<(usize, &str)> = Vec::new();
    for view in views(file) {
        let text = &file.code.bare[view.clone()];
        if !file.is_in("src/components/ui") {
            for name in ADDRESSES {
                let attributes = attributes(text, name).filter(|at| !is_on_component(&text[..*at]));
                found.extend(attributes.map(|at| (view.start + at, name)));
            }
        }
        let styles = attributes(text, "style").filter(|at| !text[*at..].starts_with("style=("));
        found.extend(styles.map(|at| (view.start + at, "style")));
    }
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|(at, name)| file.violation(at, format!("a `{name}` attribute"))).collect()
}

/// Returns the ranges inside the viewer's `view!` calls. A nested call is a range of its own too.
fn views(file: &File) -> Vec<Range<usize>> {
    if !file.is_rust() || !file.is_in("src") {
        return Vec::new();
    }
    let code = &file.code.bare;
    let inside = |at: usize| {
        let after = code[at..].strip_prefix("view!")?.trim_start();
        let start = code.len() - after.len();
        after.starts_with(['{', '(', '[']).then(|| start + 1..end_of_block(code, start))
    };
    words(code, "view").filter_map(inside).collect()
}

/// Returns the offset of the bracket that closes the one at `start`.
fn end_of_block(code: &str, start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, char) in code[start..].char_indices() {
        match char {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' if depth == 1 => return start + at,
            '}' | ')' | ']' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

/// Returns the offsets where the attribute is set: `href=`, `attr:href=` and `prop:href=`, but not `data-href=`.
fn attributes<'a>(view: &'a str, name: &'a str) -> impl Iterator<Item = usize> {
    words(view, name).filter(move |at| {
        let (before, after) = (&view[..*at], &view[at + name.len()..]);
        after.starts_with('=')
            && (before.ends_with(char::is_whitespace) || before.ends_with("attr:") || before.ends_with("prop:"))
    })
}

/// Returns whether the open tag is a component, whose properties have types.
fn is_on_component(before: &str) -> bool {
    let opened = before.match_indices('<').rev().map(|(at, _)| before[at + 1..].chars().next());
    let tag = opened.flatten().find(|first| first.is_alphabetic());
    tag.is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rule::lines_violating;

    #[test]
    fn a_raw_address_is_found() {
        assert_eq!(
            lines_violating(&RULE, "src/components/row.rs", "view! {\n  <a\n    href=url>{words.map}</a> }"),
            [3]
        );
        assert_eq!(lines_violating(&RULE, "src/components/row.rs", "view! { <video poster=url src={url} /> }"), [1, 1]);
        assert_eq!(
            lines_violating(&RULE, "src/components/row.rs", "view! { <p>{\n  || view! { <a href=b /> }\n}</p> }"),
            [2]
        );
    }

    #[test]
    fn addresses_in_ui_and_typed_properties_are_accepted() {
        assert!(lines_violating(&RULE, "src/components/ui/link.rs", "view! { <a href=url /> }").is_empty());
        assert!(lines_violating(&RULE, "src/components/row.rs", "view! { <Link href=url label=a /> }").is_empty());
        assert!(lines_violating(&RULE, "src/components/row.rs", "let src = 1; view! { <p data-src=a /> }").is_empty());
    }

    #[test]
    fn a_style_attribute_is_found_and_single_properties_are_accepted() {
        assert_eq!(lines_violating(&RULE, "src/components/ui/a.rs", "view! {\n <p style=\"color:red\" /> }"), [2]);
        assert_eq!(lines_violating(&RULE, "src/components/a.rs", "view! { <p style=move || a() /> }"), [1]);
        let view = "view! { <p style:color=red style=(\"--x\", y) class:style=z /> }\nlet style=1;";
        assert!(lines_violating(&RULE, "src/components/a.rs", view).is_empty());
    }
}
