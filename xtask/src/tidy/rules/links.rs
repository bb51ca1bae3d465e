//! Addresses reach an attribute in one folder only, where they have been judged.

use crate::tidy::rule::{Broken, File, Rule, words};

use super::views::views;

pub const RULE: Rule = Rule {
    name: "links",
    reason: "`src/components/kit/` has the only `href` and `src`, and takes nothing but a judged `SafeUrl` or `MediaUrl`",
    check,
};

const ATTRIBUTES: [&str; 7] = ["action", "data", "formaction", "href", "poster", "src", "srcset"];
/// What sets an attribute by its name.
const SETTERS: [&str; 4] = ["attr", "live", "set", "set_attribute"];

fn check(file: &File) -> Vec<Broken> {
    if !file.is_view() || file.path.starts_with("src/components/kit/") {
        return Vec::new();
    }
    let mut found: Vec<(usize, &str)> = Vec::new();
    for attribute in ATTRIBUTES {
        let places = in_views(file, attribute).into_iter().chain(in_builders(file, attribute));
        found.extend(places.map(|at| (at, attribute)));
    }
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|(at, attribute)| file.broken(at, format!("a raw `{attribute}`"))).collect()
}

/// `<a href=…` in a `view!`.
fn in_views(file: &File, attribute: &str) -> Vec<usize> {
    let code = &file.code.bare;
    let is_attribute =
        |at: &usize| is_whole(&code[..*at]) && code[at + attribute.len()..].starts_with('=') && !is_prop(&code[..*at]);
    let of_view = |view: std::ops::Range<usize>| {
        let start = view.start;
        words(&code[view], attribute).map(|at| start + at).filter(is_attribute).collect::<Vec<_>>()
    };
    views(file).into_iter().flat_map(of_view).collect()
}

/// `.attr("href", …)` and `.href(…)`; a `.href()` only reads.
fn in_builders(file: &File, attribute: &str) -> Vec<usize> {
    let by_name = |setter: &str| {
        let call = format!("{setter}(\"{attribute}\"");
        file.code.uncommented.match_indices(&call).map(|(at, _)| at).collect::<Vec<_>>()
    };
    let code = &file.code.bare;
    let is_setter = |at: &usize| {
        let after = &code[at + attribute.len()..];
        code[..*at].ends_with('.') && after.starts_with('(') && !after.starts_with("()")
    };
    let typed = words(code, attribute).filter(is_setter).filter(|_| attribute != "data" && attribute != "action");
    SETTERS.into_iter().flat_map(by_name).chain(typed).collect()
}

/// Whether an attribute's name begins here: `href`, `attr:href`, but not `data-href`.
fn is_whole(before: &str) -> bool {
    before.ends_with(|char: char| char.is_whitespace() || char == ':')
}

/// Whether the tag that is open here is a component of ours, whose property has a type.
fn is_prop(before: &str) -> bool {
    let opened = before.match_indices('<').rev().map(|(at, _)| before[at + 1..].chars().next());
    let tag = opened.flatten().find(|first| first.is_alphabetic());
    tag.is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rule::lines_broken;

    #[test]
    fn a_raw_address_is_found_in_a_view_and_in_a_builder() {
        let view = "view! { class=\"ht\",\n  <a\n    href=url.to_string()>\"a\"</a> }";
        assert_eq!(lines_broken(&RULE, "src/components/row.rs", view), [3]);
        assert_eq!(lines_broken(&RULE, "src/app/a.rs", "img()\n  .src(url)"), [2]);
        assert_eq!(lines_broken(&RULE, "src/app/a.rs", "el(\"a\")\n  .attr(\"href\", url)"), [2]);
        assert_eq!(
            lines_broken(&RULE, "src/components/kit.rs", "view! { class=\"ht\", <video poster=url src={url} /> }"),
            [1, 1]
        );
    }

    #[test]
    fn the_kit_its_components_and_other_words_are_fine() {
        let view = "view! { class=\"ht\", <a href=url /> }";
        assert!(lines_broken(&RULE, "src/components/kit/link.rs", view).is_empty());
        assert!(lines_broken(&RULE, "src/app/a.rs", "view! { class=\"ht\", <Link href=url label=a /> }").is_empty());
        assert!(
            lines_broken(&RULE, "src/app/a.rs", "let src = url.href(); view! { class=\"ht\", <p data-src=a /> }")
                .is_empty()
        );
    }
}
