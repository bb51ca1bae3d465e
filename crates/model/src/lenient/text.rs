//! Text that may have been sent as a number, with half a surrogate pair, or in broken UTF-8.
//!
//! Numbers keep their own spelling: an id above 2^53 is never a floating point number on the way.

use std::borrow::Cow;

use crate::{
    note::Repair,
    wire::{Json, JsonKind, Node},
};

/// Text, with white space as sent. `None`: missing, null, or (noted) an array or object.
pub(crate) fn text(node: &Node<'_>) -> Option<String> {
    let json = node.json()?;
    if let Some(plain) = json.plain() {
        return Some(utf8(node, Cow::Borrowed(plain)));
    }
    match node.kind() {
        JsonKind::Text => {
            let unescaped = json.unescaped()?;
            if unescaped.lone_surrogate {
                node.note(Repair::LoneSurrogate);
            }
            if unescaped.unknown_escape {
                node.note(Repair::UnknownEscape);
            }
            Some(utf8(node, unescaped.bytes))
        }
        JsonKind::Number | JsonKind::True | JsonKind::False => {
            node.note(Repair::ScalarForText);
            Some(utf8(node, Cow::Borrowed(json.bytes())))
        }
        JsonKind::Missing | JsonKind::Null => None,
        JsonKind::Array if is_empty_array(json) => None,
        JsonKind::Array | JsonKind::Object | JsonKind::Broken => {
            node.note_wrong();
            None
        }
    }
}

/// Text that is not blank: what ids, names and URLs are.
pub(crate) fn filled(node: &Node<'_>) -> Option<String> {
    text(node).filter(|text| !text.trim().is_empty())
}

fn utf8(node: &Node<'_>, bytes: Cow<'_, [u8]>) -> String {
    let bytes = bytes.into_owned();
    String::from_utf8(bytes).unwrap_or_else(|error| {
        node.note(Repair::BrokenUtf8);
        String::from_utf8_lossy(error.as_bytes()).into_owned()
    })
}

/// PHP writes an empty object as an empty array.
fn is_empty_array(json: Json<'_>) -> bool {
    json.bytes().strip_prefix(b"[").is_some_and(|rest| rest.trim_ascii_start() == b"]")
}

#[cfg(test)]
mod tests {
    use super::{super::read, *};

    #[test]
    fn text_is_itself_and_none_is_none() {
        assert_eq!(read(r#"" 안녕 ""#, text), (Some(" 안녕 ".to_owned()), vec![]));
        assert_eq!(read(r#""""#, text), (Some(String::new()), vec![]));
        assert_eq!(read("null", text), (None, vec![]));
        assert_eq!(read("[ ]", text), (None, vec![]));
        assert_eq!(read(r#"" ""#, filled), (None, vec![]));
    }

    #[test]
    fn a_number_keeps_its_spelling_however_large() {
        let id = "340282366920938463463374607431768211457";
        assert_eq!(read(id, text), (Some(id.to_owned()), vec![Repair::ScalarForText]));
        assert_eq!(read("1.50", text), (Some("1.50".to_owned()), vec![Repair::ScalarForText]));
        assert_eq!(read("true", text), (Some("true".to_owned()), vec![Repair::ScalarForText]));
    }

    #[test]
    fn an_object_is_no_text() {
        assert_eq!(read("{}", text), (None, vec![Repair::WrongType]));
        assert_eq!(read("[1]", text), (None, vec![Repair::WrongType]));
        assert_eq!(read("undefined", text), (None, vec![Repair::BrokenValue]));
    }

    #[test]
    fn broken_characters_are_replaced_and_noted() {
        assert_eq!(read(r#""a\ud800""#, text), (Some("a\u{fffd}".to_owned()), vec![Repair::LoneSurrogate]));
        let notes = crate::wire::Notes::default();
        let json = Json::whole(b"\"\xea\xb0\"").expect("quoted");
        assert_eq!(text(&Node::root(json, &notes)), Some("\u{fffd}".to_owned()));
        assert_eq!(notes.count(Repair::BrokenUtf8), 1);
    }
}
