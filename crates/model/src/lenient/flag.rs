//! Yes or no, in all the ways PHP writes it.

use super::text;
use crate::{
    note::Repair,
    wire::{JsonKind, Node},
};

/// Whether the flag is set: `true`, 1, `"true"`, `"1"`, `"Y"`, in any case. What is neither yes nor no is noted, and taken
/// for `unclear`.
pub(crate) fn flag(node: &Node<'_>, unclear: bool) -> bool {
    match node.kind() {
        JsonKind::True => true,
        JsonKind::False | JsonKind::Missing | JsonKind::Null => false,
        JsonKind::Number if node.json().is_some_and(|json| matches!(json.bytes(), b"0" | b"1")) => {
            node.note(Repair::FlagSpelling);
            node.json().is_some_and(|json| json.bytes() == b"1")
        }
        JsonKind::Text => {
            let text = text(node).unwrap_or_default().trim().to_ascii_lowercase();
            let set = matches!(text.as_str(), "true" | "1" | "y" | "yes" | "on");
            if !set && !matches!(text.as_str(), "" | "false" | "0" | "n" | "no" | "off") {
                node.note_wrong();
                return unclear;
            }
            node.note(Repair::FlagSpelling);
            set
        }
        _ => {
            node.note_wrong();
            unclear
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::read, *};

    #[test]
    fn yes_and_no_are_understood_in_every_spelling() {
        for (sent, meant) in
            [("1", true), (r#""true""#, true), (r#""Y""#, true), (r#"" TRUE ""#, true), (r#""1""#, true)]
                .into_iter()
                .chain([("0", false), (r#""false""#, false), (r#""n""#, false), (r#""""#, false)])
        {
            assert_eq!(read(sent, |node| flag(node, false)), (meant, vec![Repair::FlagSpelling]), "{sent}");
        }
        assert_eq!(read("true", |node| flag(node, true)), (true, vec![]));
        assert_eq!(read("false", |node| flag(node, true)), (false, vec![]));
        assert_eq!(read("null", |node| flag(node, true)), (false, vec![]));
    }

    #[test]
    fn anything_else_is_unclear_and_noted() {
        for sent in ["2", r#""maybe""#, "{}", "[]"] {
            for unclear in [false, true] {
                let read = read(sent, |node| flag(node, unclear));
                assert_eq!(read, (unclear, vec![Repair::WrongType]), "{sent}");
            }
        }
    }
}
