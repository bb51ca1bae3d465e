//! A small JSON object that is not chat data: a problem document, the claims of a token.

use crate::{
    document, lenient,
    wire::{Json, JsonKind, Node, Notes},
};

/// A JSON object.
#[derive(Clone, Copy, Debug)]
pub struct JsonObject<'a>(Json<'a>);

impl<'a> JsonObject<'a> {
    /// Reads a document that is one object; `None` if it is not.
    pub fn read(document: &'a [u8]) -> Option<Self> {
        document::object(document, &Notes::default()).ok().map(Self)
    }

    /// Returns a member that is a string.
    pub fn text(self, name: &str) -> Option<String> {
        self.member(name, JsonKind::Text, lenient::text)
    }

    /// Returns a member that is a number, without its fraction.
    pub fn integer(self, name: &str) -> Option<i64> {
        self.member(name, JsonKind::Number, lenient::integer)
    }

    fn member<T>(self, name: &str, kind: JsonKind, read: impl Fn(&Node<'_>) -> Option<T>) -> Option<T> {
        let notes = Notes::default();
        let root = Node::root(self.0, &notes);
        let object = root.object()?;
        let member = object.get(name);
        if member.kind() == kind { read(&member) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::JsonObject;

    #[test]
    fn members_are_read_by_name_and_type() {
        let object = JsonObject::read(r#"{"a":"가\n","b":-3,"c":1.5,"d":"7","e":null}"#.as_bytes()).expect("an object");
        assert_eq!((object.text("a").as_deref(), object.text("b"), object.text("e")), (Some("가\n"), None, None));
        assert_eq!(["a", "b", "c", "d", "f"].map(|name| object.integer(name)), [None, Some(-3), Some(1), None, None]);
    }

    #[test]
    fn other_documents_are_no_object() {
        for document in ["", "null", "[]", "<!doctype html>", "{"] {
            assert!(JsonObject::read(document.as_bytes()).is_none(), "{document}");
        }
    }
}
