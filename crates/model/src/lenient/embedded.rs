//! JSON in a string in JSON: what `contents` is for everything but plain text.

use std::borrow::Cow;

use super::{entities, text};
use crate::{
    note::Repair,
    wire::{Json, JsonKind, Node},
};

/// What a string holds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Embedded<'a> {
    /// Nothing: missing, null, blank.
    Absent,
    /// An object or array, as JSON of its own.
    Json(Cow<'a, [u8]>),
    /// Something that does not begin like JSON.
    Plain(String),
    /// Something that begins like JSON and does not end like it.
    Broken,
}

/// Reads the string here as JSON. An object that was never put into a string is taken as it is.
pub(crate) fn embedded<'a>(node: &Node<'a>) -> Embedded<'a> {
    match held(node) {
        Embedded::Json(json) if Json::whole(&json).is_none() => Embedded::Broken,
        held => held,
    }
}

/// The same, where [`Node::whole_object`] is going to find out whether the JSON ends like JSON.
pub(crate) fn held<'a>(node: &Node<'a>) -> Embedded<'a> {
    let Some(json) = node.json().filter(|_| !node.is_blank()) else { return Embedded::Absent };
    match (node.kind(), json.unescaped()) {
        (JsonKind::Object | JsonKind::Array, _) => {
            node.note(Repair::ContentsNotText);
            Embedded::Json(Cow::Borrowed(json.bytes()))
        }
        (JsonKind::Text, Some(outer)) => {
            if outer.lone_surrogate {
                node.note(Repair::LoneSurrogate);
            }
            let mut inner = outer.bytes;
            if let [b'"', ..] = inner.trim_ascii_start()
                && let Some(twice) = Json::whole(&inner).and_then(Json::unescaped)
            {
                let twice = twice.bytes.into_owned();
                if is_jsonish(&twice) {
                    node.note(Repair::DoubleEncoded);
                    inner = Cow::Owned(twice);
                }
            }
            if let Some(decoded) = entities::decoded_json(&inner) {
                node.note(Repair::EntityEncoded);
                inner = Cow::Owned(decoded);
            }
            if !is_jsonish(&inner) {
                return text(node).map_or(Embedded::Absent, Embedded::Plain);
            }
            Embedded::Json(inner)
        }
        (JsonKind::Broken, _) => {
            node.note_wrong();
            Embedded::Broken
        }
        _ => text(node).map_or(Embedded::Absent, Embedded::Plain),
    }
}

fn is_jsonish(bytes: &[u8]) -> bool {
    matches!(bytes.trim_ascii_start(), [b'{' | b'[', ..])
}

#[cfg(test)]
mod tests {
    use super::{super::read, *};

    fn sent(json: &'static str) -> (Embedded<'static>, Vec<Repair>) {
        use crate::wire::Notes;
        let notes = Notes::default();
        let value = match embedded(&Node::root(Json::whole(json.as_bytes()).expect("JSON"), &notes)) {
            Embedded::Json(bytes) => Embedded::Json(Cow::Owned(bytes.into_owned())),
            Embedded::Plain(text) => Embedded::Plain(text),
            Embedded::Absent => Embedded::Absent,
            Embedded::Broken => Embedded::Broken,
        };
        (value, notes.into_vec().into_iter().map(|note| note.repair).collect())
    }

    fn json(text: &str) -> Embedded<'_> {
        Embedded::Json(Cow::Borrowed(text.as_bytes()))
    }

    #[test]
    fn json_in_a_string_is_taken_out_of_it() {
        assert_eq!(sent(r#""{\"a\":1}""#), (json(r#"{"a":1}"#), vec![]));
        assert_eq!(sent(r#"" [1] ""#), (json(" [1] "), vec![]));
    }

    #[test]
    fn json_in_no_string_or_in_two_is_taken_too() {
        assert_eq!(sent(r#"{"a":1}"#), (json(r#"{"a":1}"#), vec![Repair::ContentsNotText]));
        assert_eq!(sent(r#""\"{\\\"a\\\":1}\"""#), (json(r#"{"a":1}"#), vec![Repair::DoubleEncoded]));
    }

    #[test]
    fn what_does_not_begin_like_json_is_plain() {
        assert_eq!(sent(r#""안녕""#), (Embedded::Plain("안녕".to_owned()), vec![]));
        assert_eq!(sent(r#""\"인용\"""#), (Embedded::Plain("\"인용\"".to_owned()), vec![]));
        assert_eq!(sent("12"), (Embedded::Plain("12".to_owned()), vec![Repair::ScalarForText]));
        assert_eq!(sent("null"), (Embedded::Absent, vec![]));
        assert_eq!(read(r#"" ""#, |node| embedded(node) == Embedded::Absent), (true, vec![]));
    }

    #[test]
    fn what_begins_like_json_and_is_not_is_broken() {
        for broken in [r#""{\"a\":1""#, r#""{} {}""#, r#""[1,""#] {
            assert_eq!(sent(broken), (Embedded::Broken, vec![]), "{broken}");
        }
    }
}
