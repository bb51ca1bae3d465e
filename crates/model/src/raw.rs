//! A piece of the response's own bytes, kept so that any row can be opened as the vendor sent it.

use std::{fmt, ops::Range, sync::Arc};

use crate::wire::Json;

/// A slice of a shared buffer that holds one JSON value.
#[derive(Clone, PartialEq, Eq)]
pub struct Raw {
    buffer: Arc<[u8]>,
    range: Range<usize>,
}

impl Raw {
    /// `range` must hold one JSON value in `buffer`, delimited; whether it is valid inside is asked when it is read.
    pub(crate) fn new(buffer: Arc<[u8]>, range: Range<usize>) -> Self {
        Self { buffer, range }
    }

    pub(crate) fn json(&self) -> Json<'_> {
        Json::delimited(self.as_bytes())
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

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Raw").field(&self.text()).finish()
    }
}
