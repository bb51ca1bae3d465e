//! What is seen or read out is worded in both languages.

use crate::tidy::rule::{Broken, File, Rule};

pub const RULE: Rule = Rule {
    name: "wording",
    reason: "a word on screen is a field of `Words` in `src/i18n.rs`: so it exists in Korean and in English",
    check,
};

/// Attributes whose value is seen or read out.
const SPOKEN: [&str; 6] = ["alt", "aria-description", "aria-label", "aria-roledescription", "placeholder", "title"];

fn check(file: &File) -> Vec<Broken> {
    if !file.is_view() {
        return Vec::new();
    }
    let code = &file.code.uncommented;
    let said = code.match_indices(".text(").filter_map(|(at, call)| Some((at, literal(&code[at + call.len()..])?.0)));
    let spoken = code.match_indices(".attr(").filter_map(|(at, call)| {
        let (name, rest) = literal(&code[at + call.len()..])?;
        let value = literal(rest.trim_start().strip_prefix(',')?)?.0;
        SPOKEN.contains(&name).then_some((at, value))
    });
    let latin = said.chain(spoken).filter(|(_, text)| text.contains(|char: char| char.is_ascii_alphabetic()));
    // Korean is never a name in code, so it is a word wherever it stands.
    let korean = code.match_indices('"').filter_map(|(at, _)| Some((at, literal(&code[at..])?.0)));
    let korean = korean.filter(|(_, text)| text.starts_with(is_hangul));
    let mut found: Vec<_> = latin.chain(korean).collect();
    found.sort_unstable();
    found.into_iter().map(|(at, text)| file.broken(at, format!("{text:?} in one language"))).collect()
}

fn is_hangul(char: char) -> bool {
    matches!(char, '가'..='힣')
}

/// The string that stands here, and what follows it.
fn literal(code: &str) -> Option<(&str, &str)> {
    code.trim_start().strip_prefix('"')?.split_once('"')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rule::lines_broken;

    #[test]
    fn a_word_in_the_drawing_itself_is_found() {
        let path = "src/components/message/a.rs";
        assert_eq!(lines_broken(&RULE, path, "span(\"name\")\n    .text(\"지도에서 보기\")"), [2]);
        assert_eq!(lines_broken(&RULE, path, "el(\"ul\").attr(\"aria-label\", \"Buttons\")"), [1]);
        assert_eq!(lines_broken(&RULE, path, "link(\n    scope,\n    \"지도에서 보기\",\n)"), [3]);
        assert_eq!(lines_broken(&RULE, path, "a.attr(\n    \"title\",\n    \"Map\",\n)\n.text(\"b\")"), [1, 5]);
    }

    #[test]
    fn words_of_the_language_marks_and_names_are_fine() {
        let text =
            "a.text(words.open_map).text(\" · \").attr(\"class\", \"map\").attr(\"title\", words.says) // .text(\"a\")";
        assert!(lines_broken(&RULE, "src/components/message/a.rs", text).is_empty());
        assert!(lines_broken(&RULE, "src/i18n/ko.rs", "a.text(\"지도에서 보기\")").is_empty());
    }
}
