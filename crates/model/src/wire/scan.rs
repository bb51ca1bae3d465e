//! Where JSON values begin and end.
//!
//! A skipped value is delimited by its quotes and brackets alone; whether it is valid inside is asked when it is read.
//! Skipping never recurses, so no nesting can exhaust the stack.

use std::ops::ControlFlow;

use super::{Json, Place, string::end_of_string};

/// The bytes stop being JSON here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BrokenAt {
    /// Offset of the first byte that is wrong.
    pub(crate) offset: usize,
    /// Whether nothing is wrong but that the bytes end.
    pub(crate) at_end: bool,
}

/// A key as written, between its quotes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key<'a> {
    pub(crate) raw: &'a [u8],
    pub(super) escaped: bool,
}

impl Key<'_> {
    /// Returns whether the key is `name`, with or without escapes.
    pub(crate) fn is(&self, name: &str) -> bool {
        if self.escaped { self.means(name) } else { self.raw == name.as_bytes() }
    }

    #[cold]
    fn means(&self, name: &str) -> bool {
        *super::unescape(self.raw).bytes == *name.as_bytes()
    }

    /// Whether it is an index of a PHP array.
    pub(crate) fn is_index(&self) -> bool {
        !self.raw.is_empty() && self.raw.iter().all(u8::is_ascii_digit)
    }

    /// Sorts indices by value, of any length.
    pub(crate) fn index_order(&self) -> (usize, &[u8]) {
        let zeros = self.raw.iter().take_while(|&&digit| digit == b'0').count();
        (self.raw.len() - zeros, &self.raw[zeros..])
    }
}

/// A place in the bytes that moves on value by value.
#[derive(Debug)]
pub(crate) struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// Offset of the next byte to read.
    pub(crate) fn offset(&self) -> usize {
        self.at
    }

    /// Begins again at an earlier place.
    pub(crate) fn back_to(&mut self, at: usize) {
        self.at = at;
    }

    /// Skips white space and returns the next byte.
    pub(crate) fn peek(&mut self) -> Option<u8> {
        match self.bytes.get(self.at) {
            Some(&byte) if byte > b' ' => Some(byte),
            _ => self.peek_over_space(),
        }
    }

    fn peek_over_space(&mut self) -> Option<u8> {
        while let Some(&byte) = self.bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
        None
    }

    /// Passes one value.
    pub(crate) fn value(&mut self) -> Result<Json<'a>, BrokenAt> {
        let first = self.peek();
        let start = self.at;
        match first {
            Some(b'"') => {
                let Some(escaped) = self.string() else { return Err(self.broken()) };
                if !escaped {
                    return Ok(Json::plain_text(&self.bytes[start..self.at]));
                }
            }
            Some(b'{' | b'[') => self.container()?,
            _ => self.scalar()?,
        }
        Ok(Json::delimited(&self.bytes[start..self.at]))
    }

    /// Passes an object, with `each` passing the value of every key.
    pub(crate) fn members(
        &mut self,
        each: &mut dyn FnMut(Key<'a>, &mut Self) -> Result<(), BrokenAt>,
    ) -> Result<(), BrokenAt> {
        self.pass(b'{')?;
        if self.peek() == Some(b'}') {
            return self.pass(b'}');
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(self.broken());
            }
            let key = self.key()?;
            self.pass(b':')?;
            each(key, self)?;
            if self.peek() != Some(b',') {
                return self.pass(b'}');
            }
            self.at += 1;
        }
    }

    /// Skips an object and appends the locations of its members.
    pub(crate) fn object(&mut self, places: &mut Vec<Place>) -> Result<(), BrokenAt> {
        self.pass(b'{')?;
        if self.peek() == Some(b'}') {
            return self.pass(b'}');
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(self.broken());
            }
            let start = self.at + 1;
            let Some(has_escaped_key) = self.string() else { return Err(self.broken()) };
            let key_end = self.at - 1;
            self.pass(b':')?;
            let first = self.peek();
            let value = self.at;
            let plain = if first == Some(b'"') {
                let Some(escaped) = self.string() else { return Err(self.broken()) };
                !escaped
            } else {
                self.value()?;
                false
            };
            places.push(Place { key: start, key_end, has_escaped_key, value, end: self.at, plain });
            if self.peek() != Some(b',') {
                return self.pass(b'}');
            }
            self.at += 1;
        }
    }

    /// Passes an array, with `each` passing every element.
    pub(crate) fn elements(&mut self, each: &mut dyn FnMut(&mut Self) -> Result<(), BrokenAt>) -> Result<(), BrokenAt> {
        self.pass(b'[')?;
        if self.peek() == Some(b']') {
            return self.pass(b']');
        }
        loop {
            each(self)?;
            if self.peek() != Some(b',') {
                return self.pass(b']');
            }
            self.at += 1;
        }
    }

    /// Passes over the rest, told of every text in it, however deep: `each` gets it, and where it is a key a scanner that
    /// stands before its value. Ends early when `each` says so, or where a text does not end.
    pub(crate) fn texts(&mut self, each: &mut dyn FnMut(Key<'a>, Option<Scanner<'a>>) -> ControlFlow<()>) {
        while let Some(byte) = self.peek() {
            if byte != b'"' {
                self.at += 1;
                continue;
            }
            let Ok(text) = self.key() else { return };
            let value = (self.peek() == Some(b':')).then(|| Self::new(self.bytes, self.at + 1));
            if each(text, value).is_break() {
                return;
            }
        }
    }

    /// What is wrong at this place.
    pub(crate) fn broken(&self) -> BrokenAt {
        BrokenAt { offset: self.at, at_end: self.at >= self.bytes.len() }
    }

    /// Passes this byte, which must be the next one that is no white space.
    pub(crate) fn pass(&mut self, byte: u8) -> Result<(), BrokenAt> {
        if self.peek() == Some(byte) {
            self.at += 1;
            return Ok(());
        }
        Err(self.broken())
    }

    /// Skips the string that begins here. Returns whether it contains escapes; `None` if it does not end.
    fn string(&mut self) -> Option<bool> {
        let (end, escaped) = end_of_string(self.bytes, self.at + 1);
        self.at = self.bytes.len().min(end + 1);
        (end < self.bytes.len()).then_some(escaped)
    }

    /// Passes a key, which begins here.
    pub(super) fn key(&mut self) -> Result<Key<'a>, BrokenAt> {
        let start = self.at + 1;
        match self.string() {
            Some(escaped) => Ok(Key { raw: &self.bytes[start..self.at - 1], escaped }),
            None => Err(self.broken()),
        }
    }

    fn container(&mut self) -> Result<(), BrokenAt> {
        let mut depth = 0_usize;
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'"' => {
                    if self.string().is_none() {
                        break;
                    }
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Ok(());
            }
        }
        Err(self.broken())
    }

    fn scalar(&mut self) -> Result<(), BrokenAt> {
        let start = self.at;
        let rest = &self.bytes[start..];
        let ends =
            |byte: &u8| matches!(byte, b',' | b':' | b'{' | b'}' | b'[' | b']' | b'"' | b' ' | b'\n' | b'\r' | b'\t');
        match rest.iter().position(ends) {
            Some(0) => Err(self.broken()),
            Some(length) => {
                self.at = start + length;
                Ok(())
            }
            // A scalar is only known to be whole by what follows it, unless it is all there is.
            None if start == 0 && !rest.is_empty() => {
                self.at = self.bytes.len();
                Ok(())
            }
            None => {
                self.at = self.bytes.len();
                Err(self.broken())
            }
        }
    }
}

#[cfg(test)]
mod tests;
