//! A piece of the response's own bytes, kept so that any row can be opened as the vendor sent it.

use std::{fmt, ops::Range, sync::Arc};

use crate::wire::{Json, JsonKind, Node, Object, Place};

/// A slice of a shared buffer that holds one JSON value.
#[derive(Clone)]
pub struct Raw {
    buffer: Arc<[u8]>,
    range: Range<usize>,
    /// Of an object that was passed member by member: where they stand in `buffer`, among those of its neighbours.
    members: Option<(Arc<Vec<Place>>, Range<usize>)>,
}

impl Raw {
    /// `range` must hold one JSON value in `buffer`, delimited; whether it is valid inside is asked when it is read.
    pub(crate) fn new(buffer: Arc<[u8]>, range: Range<usize>) -> Self {
        Self { buffer, range, members: None }
    }

    /// The same, of an object whose members are known to stand at these places in `buffer`, and nothing else in it.
    pub(crate) fn with_members(self, places: Arc<Vec<Place>>, members: Range<usize>) -> Self {
        Self { members: Some((places, members)), ..self }
    }

    pub(crate) fn json(&self) -> Json<'_> {
        Json::delimited(self.as_bytes())
    }

    /// The object this is, `node` being its place; `None` for any other kind. Its members are not looked for again.
    pub(crate) fn object<'a>(&'a self, node: &'a Node<'_>) -> Option<Object<'a>> {
        match &self.members {
            Some((places, members)) => Some(node.passed(&self.buffer, &places[members.clone()])),
            None if node.kind() == JsonKind::Object => node.object(),
            None => None,
        }
    }

    /// The bytes as sent.
    pub fn as_bytes(&self) -> &[u8] {
        &self.buffer[self.range.clone()]
    }

    /// The text as sent, unchanged but for broken UTF-8.
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(self.as_bytes())
    }
}

impl PartialEq for Raw {
    fn eq(&self, other: &Self) -> bool {
        self.range == other.range && self.buffer == other.buffer
    }
}

impl Eq for Raw {}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Raw").field(&self.text()).finish()
    }
}
