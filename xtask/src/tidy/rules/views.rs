//! What every `view!` has to heed under our Content Security Policy.

use std::ops::Range;

use crate::tidy::rule::{Broken, File, Rule, words};

pub const CLASS: Rule = Rule {
    name: "view class",
    reason: "`view! { class=\"ht\", …` keeps Leptos from making a static subtree through innerHTML, which throws under \
             Trusted Types and takes every element of the page with it",
    check: check_class,
};

pub const STYLE: Rule = Rule {
    name: "view style",
    reason: "a `style` attribute is dropped by the Content Security Policy; `style:name=value` and \
             `style=(\"name\", value)` work",
    check: check_style,
};

fn check_class(file: &File) -> Vec<Broken> {
    let begins_well = |view: &Range<usize>| {
        let inside: String = file.code.uncommented[view.clone()].split_whitespace().collect();
        inside.starts_with("class=\"ht\",") || !has_elements(&file.code.bare[view.clone()])
    };
    let broken = views(file).into_iter().filter(|view| !begins_well(view));
    broken.map(|view| file.broken(view.start, "a `view!` that does not begin with `class=\"ht\",`")).collect()
}

/// Whether a tag is opened that is no component; `a < b` and `Vec<u8>` open none.
fn has_elements(view: &str) -> bool {
    let opens = |at: usize| {
        let before = view[..at].chars().next_back().is_none_or(|char| char.is_whitespace() || "{}(>,".contains(char));
        before && view[at + 1..].starts_with(|first: char| first.is_ascii_lowercase())
    };
    view.match_indices('<').any(|(at, _)| opens(at))
}

fn check_style(file: &File) -> Vec<Broken> {
    let styles = |view: Range<usize>| {
        let text = &file.code.bare[view.clone()];
        let is_text = move |at: &usize| {
            let rest = &text[at + "style".len()..];
            rest.starts_with('=') && !rest.starts_with("=(") && text[..*at].ends_with(char::is_whitespace)
        };
        words(text, "style").filter(is_text).map(|at| view.start + at).collect::<Vec<_>>()
    };
    let in_views = views(file).into_iter().flat_map(styles);
    let built = file.code.uncommented.match_indices("attr(\"style\"").map(|(at, _)| at).filter(|_| file.is_view());
    in_views.chain(built).map(|at| file.broken(at, "a `style` attribute")).collect()
}

/// The insides of the viewer's `view!` calls; one within another is a view of its own too.
pub fn views(file: &File) -> Vec<Range<usize>> {
    if !file.is_viewer() {
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

/// Where what is opened at `start` is closed.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rule::lines_broken;

    #[test]
    fn a_view_without_the_class_is_found_also_within_another() {
        assert_eq!(lines_broken(&CLASS, "src/a.rs", "fn a() {\n  view! { <p>\"a\"</p> }\n}\n"), [2]);
        let nested = "view! { class=\"ht\", <p>{\n  move || view! { <b /> }\n}</p> }";
        assert_eq!(lines_broken(&CLASS, "src/a.rs", nested), [2]);
    }

    #[test]
    fn a_view_with_it_is_fine() {
        assert!(lines_broken(&CLASS, "src/a.rs", "view! { class=\"ht\", <p /> }").is_empty());
        assert!(lines_broken(&CLASS, "src/a.rs", "view! {\n    class = \"ht\",\n    <p />\n}").is_empty());
        assert!(lines_broken(&CLASS, "src/a.rs", "//! view! { <p /> }\nlet a = \"view! {}\";").is_empty());
        assert!(lines_broken(&CLASS, "src/a.rs", "view! { <Idle retry=a < b /> }").is_empty());
        assert!(lines_broken(&CLASS, "tests/a.rs", "view! { <p /> }").is_empty());
    }

    #[test]
    fn a_style_attribute_is_found() {
        assert_eq!(lines_broken(&STYLE, "src/a.rs", "view! { class=\"ht\",\n <p style=\"color:red\" /> }"), [2]);
        assert_eq!(lines_broken(&STYLE, "src/a.rs", "view! { class=\"ht\", <p style=move || a() /> }"), [1]);
        assert_eq!(lines_broken(&STYLE, "src/app/a.rs", "el(\"p\")\n  .attr(\"style\", \"color:red\")"), [2]);
    }

    #[test]
    fn single_properties_are_fine() {
        let view = "view! { class=\"ht\", <p style:color=red style=(\"--x\", y) class:style=z /> }\nlet style=1;";
        assert!(lines_broken(&STYLE, "src/app/a.rs", view).is_empty());
    }
}
