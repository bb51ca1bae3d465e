use futures_util::{FutureExt, stream};

use super::*;

/// The decoded events, the last event id and the last `retry`.
#[derive(Debug, Default, PartialEq, Eq)]
struct Decoded {
    events: Vec<(String, String)>,
    last_id: Option<String>,
    retry: Option<Duration>,
}

fn decode(chunks: &[&[u8]]) -> Decoded {
    let chunks: Vec<Vec<u8>> = chunks.iter().map(|chunk| chunk.to_vec()).collect();
    let mut decoder = Decoder::new(stream::iter(chunks));
    let mut decoded = Decoded::default();
    while let Some(block) = decoder.next().now_or_never().expect("all chunks are there") {
        let Block { event, id, retry } = block.expect("UTF-8");
        decoded.events.extend(event.map(|Event { kind, data }| (kind, data)));
        decoded.last_id = id.or(decoded.last_id);
        decoded.retry = retry.or(decoded.retry);
    }
    decoded
}

fn events(stream: &[u8]) -> Vec<(String, String)> {
    decode(&[stream]).events
}

fn event(kind: &str, data: &str) -> (String, String) {
    (kind.to_owned(), data.to_owned())
}

const STREAM: &str = "\u{feff}: 안녕\nretry: 1500\nid: 7\nevent: message\ndata: {\"content\":\"가😀\"}\n\n: ping\n\nid: 8\nevent: ended\ndata: {}\n\n";

#[test]
fn result_does_not_depend_on_chunks_or_line_endings() {
    let expected = Decoded {
        events: vec![event("message", "{\"content\":\"가😀\"}"), event("ended", "{}")],
        last_id: Some("8".to_owned()),
        retry: Some(Duration::from_millis(1_500)),
    };
    for ending in ["\n", "\r", "\r\n"] {
        let stream = STREAM.replace('\n', ending).into_bytes();
        for cut in 0..=stream.len() {
            assert_eq!(decode(&[&stream[..cut], &stream[cut..]]), expected, "{ending:?} {cut}");
        }
        let bytes: Vec<&[u8]> = stream.chunks(1).collect();
        assert_eq!(decode(&bytes), expected, "{ending:?}, byte by byte");
    }
}

#[test]
fn data_lines_are_joined_and_one_space_after_the_colon_is_removed() {
    assert_eq!(events(b"data: a\ndata:  b\ndata\ndata:c\n\n"), [event("message", "a\n b\n\nc")]);
    assert_eq!(events(b"data\n\n"), [event("message", "")]);
}

#[test]
fn block_without_data_or_end_yields_no_event() {
    assert_eq!(events(b"event: ended\n\n: only a comment\n\ndata: cut"), []);
    assert_eq!(events(b"event: ended\n\ndata: a\n\n"), [event("message", "a")], "its kind is not the next one's");
}

#[test]
fn id_is_taken_when_its_block_is_complete() {
    let last_id = |stream: &[u8]| decode(&[stream]).last_id;
    assert_eq!(last_id(b"id: 0\n\n").as_deref(), Some("0"), "the gateway opens a stream so");
    assert_eq!(last_id(b"id: 1\ndata: a\n\nid: 2\ndata: b\n").as_deref(), Some("1"));
    assert_eq!(last_id(b"id: 1\n\nid: a\0b\ndata: d\n\n").as_deref(), Some("1"), "an id with NUL is ignored");
    assert_eq!(last_id(b"id: 1\n\nid\ndata: e\n\n").as_deref(), Some(""));
}

#[test]
fn retry_accepts_digits_only() {
    let retry =
        |line: &str| decode(&[format!("retry: 5\n\n{line}\n\n").as_bytes()]).retry.map(|retry| retry.as_millis());
    assert_eq!(retry("retry: 250"), Some(250));
    for line in ["retry: -1", "retry: 1s", "retry:", "retry: 0x10", "retry: 1e3", "retry: ١"] {
        assert_eq!(retry(line), Some(5), "{line}");
    }
}

#[test]
fn data_that_looks_like_a_field_stays_data() {
    // Line breaks in messages are escaped in JSON. An unescaped one can only end the event.
    assert_eq!(events(b"data: {\"content\":\"\\n\\nid: 9\"}\n\n"), [event("message", "{\"content\":\"\\n\\nid: 9\"}")]);
    assert_eq!(events(b"ID: 4\nDATA: x\nunknown: y\ndata: z\n\n"), [event("message", "z")]);
    let separators = "data: a\u{2028}b\u{85}c\u{b}d\n\n";
    assert_eq!(events(separators.as_bytes()), [event("message", "a\u{2028}b\u{85}c\u{b}d")], "no line endings");
}

#[test]
fn byte_order_mark_is_skipped_at_the_start_only() {
    assert_eq!(events("\u{feff}data: a\n\n\u{feff}data: b\n\n".as_bytes()), [event("message", "a")]);
}

#[test]
fn invalid_utf_8_ends_the_stream() {
    let mut decoder = Decoder::new(stream::iter([b"data: a\n\ndata: \xff\n\ndata: b\n\n".to_vec()]));
    let mut next = || decoder.next().now_or_never().expect("all chunks are there");
    assert!(next().is_some_and(|block| block.is_ok()));
    assert_eq!(next(), Some(Err(InvalidStream)));
    assert_eq!(next(), None);
}

#[test]
fn event_that_is_too_large_becomes_a_reset() {
    let piece = vec![b'x'; 1 << 16];
    let mut chunks: Vec<&[u8]> = vec![b"id: 5\ndata: "];
    chunks.extend([piece.as_slice(); 64]);
    chunks.push(b"\n\ndata: a\n\n");
    let decoded = decode(&chunks);
    assert_eq!(decoded.events, [event("reset", ""), event("message", "a")]);
    assert_eq!(decoded.last_id.as_deref(), Some("5"), "it is not requested again");
}

#[test]
fn many_lines_that_are_too_large_together_become_a_reset() {
    let mut stream = b"data: 0123456789abcdef\n".repeat(1 << 16);
    stream.extend_from_slice(b"id: 6\n\n");
    let decoded = decode(&[&stream]);
    assert_eq!(decoded.events.first().map(|(kind, _)| kind.as_str()), Some("reset"));
    assert!(decoded.events[0].1.len() <= MAX_EVENT_BYTES);
    assert_eq!((decoded.events.len(), decoded.last_id.as_deref()), (1, Some("6")));
}

#[test]
fn endless_line_takes_bounded_memory() {
    let mut limiter = Limiter::default();
    let piece = vec![b'x'; 1 << 16];
    for _ in 0..64 {
        assert!(limiter.push(&piece).is_empty());
        assert!(limiter.line.len() <= MAX_EVENT_BYTES);
    }
}
