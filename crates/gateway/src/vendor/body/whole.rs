//! The quick way through a document: its text is passed over by blocks, which takes two thirds of `serde_json`'s time.
//!
//! It reads only what is ordinary and knows nothing of errors: whatever it does not pass, `serde_json` reads and judges.
//! So it must never pass what `serde_json` would not: the tests hold it to that byte by byte.

use super::Envelope;

/// Containers within each other that are followed here.
const DEEPEST: u32 = 63;
/// Text that is looked at in one step.
const BLOCK: usize = 32;
/// Text that is looked at in smaller ones first.
const SHORT: usize = 16;

/// The members around the data, when this is one whole object of an ordinary kind.
pub(super) fn envelope(json: &[u8]) -> Option<Envelope<'_>> {
    let mut rest = Rest { json, at: 0 };
    let mut envelope = Envelope::default();
    rest.pass(b'{')?;
    if rest.peek()? == b'}' {
        rest.at += 1;
    } else {
        loop {
            let key = rest.key()?;
            rest.peek()?;
            let start = rest.at;
            rest.value()?;
            let value = &json[start..rest.at];
            match key {
                b"result" => envelope.result = Some(str::from_utf8(value).ok()?),
                b"code" => envelope.code = Some(str::from_utf8(value).ok()?),
                b"message" => envelope.message = Some(str::from_utf8(value).ok()?),
                b"data" => envelope.has_data = true,
                // It may mean one of these.
                escaped if escaped.contains(&b'\\') => return None,
                _ => {}
            }
            if rest.peek()? != b',' {
                rest.pass(b'}')?;
                break;
            }
            rest.at += 1;
        }
    }
    // Nothing but white space may follow.
    rest.peek().is_none().then_some(envelope)
}

/// What is still to be passed.
struct Rest<'a> {
    json: &'a [u8],
    at: usize,
}

impl<'a> Rest<'a> {
    /// The next byte that is no white space.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        loop {
            match *self.json.get(self.at)? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    #[inline]
    fn pass(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// A key as written, and its colon.
    #[inline]
    fn key(&mut self) -> Option<&'a [u8]> {
        self.pass(b'"')?;
        let start = self.at;
        self.text()?;
        let key = &self.json[start..self.at - 1];
        self.pass(b':')?;
        Some(key)
    }

    /// A key of no interest, with its value and as many members more as have texts for values and no gaps: that is what rooms
    /// are made of. Whether a value was passed; else one comes now.
    #[inline]
    fn members(&mut self) -> Option<bool> {
        self.pass(b'"')?;
        self.text()?;
        while self.json[self.at..].starts_with(b":\"") {
            self.at += 2;
            self.text()?;
            if !self.json[self.at..].starts_with(b",\"") {
                return Some(true);
            }
            self.at += 2;
            self.text()?;
        }
        self.pass(b':')?;
        Some(false)
    }

    /// A value, whatever is in it.
    fn value(&mut self) -> Option<()> {
        // The containers this is in, the innermost last: 1 for an object. Before them stands a 1.
        let mut inside = 1_u64;
        loop {
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    self.text()?;
                }
                open @ (b'{' | b'[') => {
                    self.at += 1;
                    if inside >> DEEPEST != 0 {
                        return None;
                    }
                    inside = inside << 1 | u64::from(open == b'{');
                    let is_empty = matches!((self.peek()?, open), (b'}', b'{') | (b']', b'['));
                    // The end of an empty one is seen below.
                    if !is_empty && (open == b'[' || !self.members()?) {
                        continue;
                    }
                }
                b'-' | b'0'..=b'9' => self.number()?,
                b't' => self.word(b"true")?,
                b'f' => self.word(b"false")?,
                b'n' => self.word(b"null")?,
                _ => return None,
            }
            loop {
                if inside == 1 {
                    return Some(());
                }
                let is_object = inside & 1 == 1;
                match self.peek()? {
                    b',' => {
                        self.at += 1;
                        if !is_object || !self.members()? {
                            break;
                        }
                    }
                    b'}' if is_object => self.leave(&mut inside),
                    b']' if !is_object => self.leave(&mut inside),
                    _ => return None,
                }
            }
        }
    }

    fn leave(&mut self, inside: &mut u64) {
        self.at += 1;
        *inside >>= 1;
    }

    /// A text after its first quote, and its last.
    #[inline]
    fn text(&mut self) -> Option<()> {
        loop {
            self.at += plain(&self.json[self.at..]);
            match *self.json.get(self.at)? {
                b'"' => {
                    self.at += 1;
                    return Some(());
                }
                b'\\' => match self.json.get(self.at + 1)? {
                    b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => self.at += 2,
                    b'u' => {
                        let digits = self.json.get(self.at + 2..self.at + 6)?;
                        if !digits.iter().all(u8::is_ascii_hexdigit) {
                            return None;
                        }
                        self.at += 6;
                    }
                    _ => return None,
                },
                _ => return None,
            }
        }
    }

    fn number(&mut self) -> Option<()> {
        if self.json[self.at] == b'-' {
            self.at += 1;
        }
        let start = self.at;
        self.digits()?;
        if self.json[start] == b'0' && self.at > start + 1 {
            return None;
        }
        if self.json.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.json.get(self.at) {
            self.at += 1;
            if let Some(b'+' | b'-') = self.json.get(self.at) {
                self.at += 1;
            }
            self.digits()?;
        }
        Some(())
    }

    /// One at least.
    fn digits(&mut self) -> Option<()> {
        let count = self.json[self.at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        (count > 0).then_some(())
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        self.json[self.at..].starts_with(word).then(|| self.at += word.len())
    }
}

/// How many bytes stand before the first quote, backslash or control character.
#[inline]
fn plain(text: &[u8]) -> usize {
    let mut at = 0;
    // Keys and most values are short: blocks begin where they have ended.
    while let Some(eight) = text.get(at..).and_then(<[u8]>::first_chunk) {
        let found = special(u64::from_le_bytes(*eight));
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
        while at >= SHORT
            && let Some(block) = text.get(at..).and_then(<[u8]>::first_chunk)
            && is_plain(block)
        {
            at += BLOCK;
        }
    }
    at + one_by_one(&text[at..])
}

/// The last few bytes of a document.
#[cold]
fn one_by_one(text: &[u8]) -> usize {
    text.iter().position(|&byte| byte < b' ' || byte == b'"' || byte == b'\\').unwrap_or(text.len())
}

/// Without a branch for each word, so that the compiler looks at all of them at once.
#[inline]
fn is_plain(block: &[u8; BLOCK]) -> bool {
    let (words, _) = block.as_chunks();
    words.iter().fold(0, |found, word| found | special(u64::from_le_bytes(*word))) == 0
}

/// Marks the first of eight bytes that ends a text or does not belong into one, in its highest bit. Mycroft's way: a zero
/// byte lends from the byte above it, so only the first mark is sure.
#[inline]
fn special(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    let less = |word: u64, than: u8| word.wrapping_sub(ONES * u64::from(than)) & !word;
    let same = |byte: u8| less(word ^ (ONES * u64::from(byte)), 1);
    (less(word, b' ') | same(b'"') | same(b'\\')) & (ONES << 7)
}

#[cfg(test)]
mod tests;
