//! Decodes a byte stream into events (WHATWG HTML, "Server-sent events"), with bounded memory.
//!
//! `sse-stream` parses the fields. It is maintained, adds no further dependencies, and yields blocks without data, whose `id`
//! is valid too. (`eventsource-stream` dates from 2022 and depends on nom; `sseer` drops those blocks.) None of them bounds
//! the size of a line or an event, so this module splits and counts lines first.

use std::{convert::Infallible, io::Cursor, pin::Pin, time::Duration};

use futures_util::{Stream, StreamExt};
use sse_stream::{Sse, SseByteStream};

/// Maximum size of a line and of an event's data. The vendor's messages are far smaller.
const MAX_EVENT_BYTES: usize = 1 << 20;

/// An event with data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The `event` field; `message` if it is missing. An event that is too large becomes a `reset`.
    pub kind: String,
    /// The data.
    pub data: String,
}

/// The fields up to a blank line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The event, if the block has data.
    pub event: Option<Event>,
    /// The new last event id; may be empty.
    pub id: Option<String>,
    /// Initial pause before reconnecting.
    pub retry: Option<Duration>,
}

/// The stream is not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidStream;

/// Decodes a stream of chunks. An incomplete block at the end is dropped.
pub struct Decoder(Pin<Box<dyn Stream<Item = Result<Block, InvalidStream>>>>);

impl Decoder {
    /// Returns a decoder of `chunks`.
    pub fn new(chunks: impl Stream<Item = Vec<u8>> + 'static) -> Self {
        let mut limiter = Limiter::default();
        let bounded = chunks.map(move |chunk| Ok::<_, Infallible>(Cursor::new(limiter.push(&chunk))));
        let blocks = SseByteStream::new(bounded).map(|block| block.map(Block::from).map_err(|_| InvalidStream));
        Self(Box::pin(blocks))
    }

    /// Returns the next block; `None` at the end of the stream.
    pub async fn next(&mut self) -> Option<Result<Block, InvalidStream>> {
        self.0.next().await
    }
}

impl From<Sse> for Block {
    fn from(Sse { event, data, id, retry }: Sse) -> Self {
        let kind = event.filter(|kind| !kind.is_empty()).unwrap_or_else(|| "message".to_owned());
        Self { event: data.map(|data| Event { kind, data }), id, retry: retry.map(Duration::from_millis) }
    }
}

/// Splits chunks into lines, and replaces an event that is too large with a `reset`.
#[derive(Debug, Default)]
struct Limiter {
    line: Vec<u8>,
    is_after_return: bool,
    is_line_too_long: bool,
    event_bytes: usize,
    is_event_too_large: bool,
}

impl Limiter {
    /// Returns the lines that this chunk completes, each ended by a line feed.
    fn push(&mut self, chunk: &[u8]) -> Vec<u8> {
        let mut lines = Vec::new();
        for byte in chunk {
            let is_after_return = std::mem::replace(&mut self.is_after_return, *byte == b'\r');
            match byte {
                b'\n' if is_after_return => {}
                b'\n' | b'\r' => self.end_line(&mut lines),
                _ if self.line.len() == MAX_EVENT_BYTES => self.is_line_too_long = true,
                _ => self.line.push(*byte),
            }
        }
        lines
    }

    fn end_line(&mut self, lines: &mut Vec<u8>) {
        if self.line.is_empty() {
            if self.is_event_too_large {
                lines.extend_from_slice(b"event: reset\ndata\n");
            }
            (self.event_bytes, self.is_event_too_large) = (0, false);
        } else {
            self.event_bytes = self.event_bytes.saturating_add(self.line.len());
            let is_too_long = std::mem::take(&mut self.is_line_too_long);
            self.is_event_too_large |= is_too_long || self.event_bytes > MAX_EVENT_BYTES;
            // The id of an event is valid even if its data is dropped.
            if self.is_event_too_large && (is_too_long || !self.line.starts_with(b"id")) {
                self.line.clear();
                return;
            }
        }
        lines.append(&mut self.line);
        lines.push(b'\n');
    }
}

#[cfg(test)]
mod tests;
