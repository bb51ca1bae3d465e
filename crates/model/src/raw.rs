//! A piece of the response's own bytes, kept so that any row can be opened as the vendor sent it.

use std::{fmt, ops::Range, sync::Arc};

/// A slice of a shared buffer that holds one complete JSON value.
#[derive(Clone, PartialEq, Eq)]
pub struct Raw {
    buffer: Arc<[u8]>,
    range: Range<usize>,
}

impl Raw {
    /// `range` must be a complete JSON value in `buffer`, and UTF-8 (what is not is shown with U+FFFD).
    pub(crate) fn new(buffer: Arc<[u8]>, range: Range<usize>) -> Self {
        Self { buffer, range }
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
