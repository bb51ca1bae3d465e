//! A value at its place in the document: what readers read, and where their notes say something was repaired.
//!
//! Nodes are small and live on the stack, each pointing at its parent; a pointer is only written when there is a note.

use std::{borrow::Cow, cell::RefCell};

use super::{Json, JsonKind, Place, Scanner, place::find};
use crate::note::{Note, Repair};

/// The notes of one document or row, as they come.
#[derive(Debug, Default)]
pub(crate) struct Notes(RefCell<Vec<Note>>);

impl Notes {
    pub(crate) fn push(&self, pointer: String, repair: Repair) {
        self.add(Note { pointer, repair });
    }

    /// What an earlier reading of the same noted.
    pub(crate) fn repeat(&self, earlier: &[Note]) {
        earlier.iter().cloned().for_each(|note| self.add(note));
    }

    fn add(&self, note: Note) {
        let mut notes = self.0.borrow_mut();
        // Fields are sometimes looked at twice; the same note twice says nothing more.
        if !notes.iter().rev().take(8).any(|earlier| *earlier == note) {
            notes.push(note);
        }
    }

    /// How often this repair was needed.
    pub(crate) fn count(&self, repair: Repair) -> usize {
        self.0.borrow().iter().filter(|note| note.repair == repair).count()
    }

    pub(crate) fn into_vec(self) -> Vec<Note> {
        self.0.into_inner()
    }
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    /// The same place as the parent: the root, or what a string holds.
    Here,
    Key(&'a str),
    Index(usize),
}

/// A value, or its absence, at its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'a> {
    json: Option<Json<'a>>,
    step: Step<'a>,
    parent: Option<&'a Node<'a>>,
    notes: &'a Notes,
}

impl<'a> Node<'a> {
    /// The place of a document that is read as it is passed over.
    pub(crate) fn document(notes: &'a Notes) -> Self {
        Self { json: None, step: Step::Here, parent: None, notes }
    }

    /// A document of its own: its pointer is empty.
    pub(crate) fn root(json: Json<'a>, notes: &'a Notes) -> Self {
        Self { json: Some(json), step: Step::Here, parent: None, notes }
    }

    /// Another value at this place: what this string holds.
    pub(crate) fn holding<'s>(&'s self, json: Json<'s>) -> Node<'s> {
        Node { json: Some(json), step: Step::Here, parent: Some(self), notes: self.notes }
    }

    /// The value below this place under `key`.
    pub(crate) fn child<'s>(&'s self, key: &'s str, json: Option<Json<'s>>) -> Node<'s> {
        Node { json, step: Step::Key(key), parent: Some(self), notes: self.notes }
    }

    /// The value below this place at `index`.
    pub(crate) fn element<'s>(&'s self, index: usize, json: Option<Json<'s>>) -> Node<'s> {
        Node { json, step: Step::Index(index), parent: Some(self), notes: self.notes }
    }

    /// The value; `None` when it was not sent.
    pub(crate) fn json(&self) -> Option<Json<'a>> {
        self.json
    }

    pub(crate) fn kind(&self) -> JsonKind {
        self.json.map_or(JsonKind::Missing, Json::kind)
    }

    /// Missing, null, or text of white space only.
    pub(crate) fn is_blank(&self) -> bool {
        match self.kind() {
            JsonKind::Missing | JsonKind::Null => true,
            JsonKind::Text => self.json.and_then(Json::quoted).is_none_or(|text| text.trim_ascii().is_empty()),
            _ => false,
        }
    }

    /// Where the notes go.
    pub(crate) fn notes(&self) -> &'a Notes {
        self.notes
    }

    /// Notes a repair at this place.
    pub(crate) fn note(&self, repair: Repair) {
        self.notes.push(self.pointer(), repair);
    }

    /// Notes that the value means nothing here.
    pub(crate) fn note_wrong(&self) {
        self.note(if self.kind() == JsonKind::Broken { Repair::BrokenValue } else { Repair::WrongType });
    }

    /// Where this is, as a JSON pointer.
    pub(crate) fn pointer(&self) -> String {
        let mut pointer = self.parent.map(Node::pointer).unwrap_or_default();
        match self.step {
            Step::Here => {}
            Step::Key(key) => {
                pointer.push('/');
                pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            Step::Index(index) => {
                pointer.push('/');
                pointer.push_str(&index.to_string());
            }
        }
        pointer
    }

    /// The object here. `None` for what means none (missing, null, empty text, PHP's empty array) and, noted, for what
    /// is no object. A list of one object counts as that object.
    pub(crate) fn object(&self) -> Option<Object<'_>> {
        match (self.kind(), self.json) {
            (JsonKind::Object, Some(json)) => Some(self.members(json)),
            (JsonKind::Array, Some(json)) => match json.elements().0.as_slice() {
                [] => None,
                [one] if one.kind() == JsonKind::Object => {
                    self.note(Repair::ListForObject);
                    Some(self.members(*one))
                }
                _ => {
                    self.note_wrong();
                    None
                }
            },
            _ => {
                if !self.is_blank() {
                    self.note_wrong();
                }
                None
            }
        }
    }

    /// The same, where the value may not end like JSON: `None` if so. What it ends like is found out by reading it.
    // Two kinds of none, and whoever asks tells them apart.
    #[expect(
        clippy::option_option,
        reason = "broken JSON, and JSON that is no object, are told apart by their readers"
    )]
    pub(crate) fn whole_object(&self) -> Option<Option<Object<'_>>> {
        let json = self.json?;
        let (mut scanner, mut places) = (Scanner::new(json.bytes(), 0), Vec::with_capacity(8));
        if scanner.object(&mut places).is_ok() && scanner.offset() == json.bytes().len() {
            return Some(Some(Object { node: self, bytes: json.bytes(), places: Cow::Owned(places) }));
        }
        Json::whole(json.bytes()).map(|_| self.object())
    }

    fn members<'s>(&'s self, json: Json<'s>) -> Object<'s> {
        let (places, outcome) = json.places();
        if outcome.is_err() {
            self.note(Repair::BrokenValue);
        }
        Object { node: self, bytes: json.bytes(), places: Cow::Owned(places) }
    }

    /// The object here, its members passed before: they stand at `places` in `bytes`.
    pub(crate) fn passed<'s>(&'s self, bytes: &'s [u8], places: &'s [Place]) -> Object<'s> {
        Object { node: self, bytes, places: Cow::Borrowed(places) }
    }
}

/// An object's members, looked up by name.
#[derive(Debug)]
pub(crate) struct Object<'a> {
    node: &'a Node<'a>,
    bytes: &'a [u8],
    places: Cow<'a, [Place]>,
}

impl Object<'_> {
    /// The member of that name, which may be missing. Of several the last one counts, noted.
    pub(crate) fn get<'s>(&'s self, name: &'s str) -> Node<'s> {
        let (last, count) = find(self.bytes, &self.places, name);
        let node = self.node.child(name, last);
        if count > 1 {
            node.note(Repair::DuplicateKey);
        }
        node
    }

    /// The first of these members that is not blank; else the first.
    pub(crate) fn get_any<'s>(&'s self, names: &[&'s str]) -> Node<'s> {
        for name in names {
            let node = self.get(name);
            if !node.is_blank() {
                return node;
            }
        }
        self.get(names.first().copied().unwrap_or_default())
    }

    /// Where its members stand, in the order sent.
    pub(crate) fn members(&self) -> &[Place] {
        &self.places
    }
}

#[cfg(test)]
mod tests;
