//! Server-Sent Events, read from bytes as they arrive (WHATWG HTML, "Server-sent events").
//!
//! Lines are found among bytes, so a letter that arrives in two pieces is whole again before anybody reads it. An event
//! that is larger than any of ours is left out, and what was in it asked for otherwise.

/// Bytes of one event, at most: no message of the vendor's comes near.
const LARGEST: usize = 1 << 20;
/// What stands in place of an event that was left out: it says that something was missed.
pub const RESET: &str = "reset";

/// One event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// `event`; `message` where none is said.
    pub kind: String,
    /// `data`, its lines joined.
    pub data: Vec<u8>,
}

/// Reads a stream.
#[derive(Debug, Default)]
pub struct Parser {
    line: Vec<u8>,
    data: Vec<u8>,
    kind: String,
    id: Option<String>,
    last_id: String,
    retry: Option<u32>,
    has_begun: bool,
    after_return: bool,
    is_too_large: bool,
}

impl Parser {
    /// The `id` of the last whole event, to go on from; empty when there was none.
    pub fn last_id(&self) -> &str {
        &self.last_id
    }

    /// `retry`, in milliseconds, as the server said last.
    pub fn retry(&self) -> Option<u32> {
        self.retry
    }

    /// Another stream, which goes on where the last one broke off: what was not whole is gone.
    pub fn restart(&mut self) {
        let (last_id, retry) = (std::mem::take(&mut self.last_id), self.retry);
        *self = Self { last_id, retry, ..Self::default() };
    }

    /// Takes the bytes that came, and gives the events that are whole with them.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        for &byte in bytes {
            let is_second_half = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r';
            if is_second_half {
                continue;
            }
            if byte != b'\n' && byte != b'\r' {
                if self.line.len() + self.data.len() < LARGEST {
                    self.line.push(byte);
                } else {
                    self.is_too_large = true;
                }
                continue;
            }
            let mut line = std::mem::take(&mut self.line);
            if !self.has_begun && line.starts_with(b"\xef\xbb\xbf") {
                line.drain(..3);
            }
            self.has_begun = true;
            if line.is_empty() {
                events.extend(self.dispatch());
            } else {
                self.read(&line);
            }
        }
        events
    }

    fn dispatch(&mut self) -> Option<Event> {
        if let Some(id) = self.id.take() {
            self.last_id = id;
        }
        let (mut data, kind) = (std::mem::take(&mut self.data), std::mem::take(&mut self.kind));
        if std::mem::take(&mut self.is_too_large) {
            return Some(Event { kind: RESET.to_owned(), data: Vec::new() });
        }
        data.pop()?;
        Some(Event { kind: if kind.is_empty() { "message".to_owned() } else { kind }, data })
    }

    fn read(&mut self, line: &[u8]) {
        let (name, value) = match line.iter().position(|byte| *byte == b':') {
            Some(colon) => (&line[..colon], &line[colon + 1..]),
            None => (line, &[][..]),
        };
        let value = value.strip_prefix(b" ").unwrap_or(value);
        let text = || String::from_utf8_lossy(value).into_owned();
        match name {
            b"event" => self.kind = text(),
            b"data" => {
                self.data.extend_from_slice(value);
                self.data.push(b'\n');
            }
            b"id" if !value.contains(&0) => self.id = Some(text()),
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                self.retry = text().parse().ok().or(self.retry);
            }
            // A comment, or a field of a later edition.
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(stream: &[u8]) -> Vec<(String, String)> {
        named(Parser::default().feed(stream))
    }

    fn named(events: Vec<Event>) -> Vec<(String, String)> {
        events.into_iter().map(|event| (event.kind, String::from_utf8(event.data).expect("UTF-8"))).collect()
    }

    fn one(kind: &str, data: &str) -> (String, String) {
        (kind.to_owned(), data.to_owned())
    }

    const STREAM: &str = "\u{feff}: 안녕\nretry: 1500\nid: 7\nevent: message\ndata: {\"content\":\"가😀\"}\n\n: ping\n\nid: 8\nevent: ended\ndata: {}\n\n";

    #[test]
    fn a_stream_is_read_the_same_wherever_it_is_cut_and_however_its_lines_end() {
        let expected = [one("message", "{\"content\":\"가😀\"}"), one("ended", "{}")];
        for ending in ["\n", "\r", "\r\n"] {
            let stream = STREAM.replace('\n', ending).into_bytes();
            for cut in 0..=stream.len() {
                let mut parser = Parser::default();
                let mut events = parser.feed(&stream[..cut]);
                events.extend(parser.feed(&stream[cut..]));
                assert_eq!(named(events), expected, "{ending:?} {cut}");
                assert_eq!((parser.last_id(), parser.retry()), ("8", Some(1500)));
            }
            let mut parser = Parser::default();
            let events = stream.iter().flat_map(|byte| parser.feed(&[*byte])).collect();
            assert_eq!(named(events), expected, "{ending:?}, byte by byte");
        }
    }

    #[test]
    fn data_of_several_lines_is_joined_and_one_blank_after_the_colon_is_no_part_of_it() {
        assert_eq!(all(b"data: a\ndata:  b\ndata\ndata:c\n\n"), [one("message", "a\n b\n\nc")]);
        assert_eq!(all(b"data\n\n"), [one("message", "")]);
    }

    #[test]
    fn an_event_without_data_or_without_its_end_is_none() {
        assert_eq!(all(b"event: ended\n\n: only a comment\n\ndata: cut"), []);
        assert_eq!(all(b"event: ended\n\ndata: a\n\n"), [one("message", "a")], "and its name is not the next one's");
    }

    #[test]
    fn an_id_counts_once_its_event_is_whole_and_one_with_nul_never() {
        let mut parser = Parser::default();
        parser.feed(b"id: 1\ndata: a\n\nid: 2\ndata: b\n");
        assert_eq!(parser.last_id(), "1");
        parser.restart();
        assert_eq!(named(parser.feed(b"data: c\n\n")), [one("message", "c")], "what was cut off is gone");
        assert_eq!(parser.last_id(), "1");
        parser.feed(b"id: a\0b\ndata: d\n\n");
        assert_eq!(parser.last_id(), "1");
        parser.feed(b"id\ndata: e\n\n");
        assert_eq!(parser.last_id(), "");
    }

    #[test]
    fn only_digits_are_a_retry() {
        let retry = |line: &str| {
            let mut parser = Parser::default();
            parser.feed(format!("retry: 5\n{line}\n").as_bytes());
            parser.retry()
        };
        assert_eq!(retry("retry: 250"), Some(250));
        for line in ["retry: -1", "retry: 1s", "retry:", "retry: 99999999999999"] {
            assert_eq!(retry(line), Some(5), "{line}");
        }
    }

    #[test]
    fn what_looks_like_a_field_inside_data_is_data() {
        // `\n\nid:` inside a message is escaped in its JSON; a server that fails to do so can end the event, not more.
        assert_eq!(all(b"data: {\"content\":\"\\n\\nid: 9\"}\n\n"), [one("message", "{\"content\":\"\\n\\nid: 9\"}")]);
        assert_eq!(all(b"ID: 4\nDATA: x\nunknown: y\ndata: z\n\n"), [one("message", "z")]);
    }

    #[test]
    fn a_byte_order_mark_is_one_at_the_beginning_only() {
        assert_eq!(all("\u{feff}data: a\n\n\u{feff}data: b\n\n".as_bytes()), [one("message", "a")]);
    }

    #[test]
    fn an_endless_line_takes_bounded_memory_and_is_told_as_something_missed() {
        let mut parser = Parser::default();
        let piece = vec![b'x'; 1 << 16];
        parser.feed(b"id: 5\ndata: ");
        for _ in 0..64 {
            assert!(parser.feed(&piece).is_empty());
            assert!(parser.line.capacity() <= 2 * LARGEST);
        }
        assert_eq!(named(parser.feed(b"\n\ndata: a\n\n")), [one(RESET, ""), one("message", "a")]);
        assert_eq!(parser.last_id(), "5", "it is not asked for again");
        // Nor do many lines add up.
        let many: Vec<u8> = b"data: 0123456789abcdef\n".repeat(1 << 17);
        parser.feed(&many);
        assert!(parser.data.len() <= 2 * LARGEST);
        assert_eq!(named(parser.feed(b"\n")), [one(RESET, "")]);
    }
}
