//! The stream of events and the tokens' ends are read by `www/stream.js` and `www/wire.js`, with the browser's own decoders:
//! so this is where it is shown what they read.

#![cfg(target_arch = "wasm32")]

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/www/stream.js")]
extern "C" {
    type Reader;
    #[wasm_bindgen(constructor)]
    fn new() -> Reader;
    #[wasm_bindgen(method)]
    fn feed(this: &Reader, bytes: &Uint8Array) -> Array;
    #[wasm_bindgen(method)]
    fn restart(this: &Reader);
    #[wasm_bindgen(method, getter)]
    fn last(this: &Reader) -> String;
    #[wasm_bindgen(method, getter)]
    fn retry(this: &Reader) -> Option<u32>;
    #[wasm_bindgen(method, getter)]
    fn line(this: &Reader) -> String;
    #[wasm_bindgen(method, getter)]
    fn data(this: &Reader) -> String;
    fn pause(retry: f64, failures: u32, chance: f64, least: f64) -> u32;
    #[wasm_bindgen(js_name = isFinal)]
    fn is_final(status: u16) -> bool;
}

#[wasm_bindgen(module = "/www/wire.js")]
extern "C" {
    fn expiry(token: &str) -> Option<f64>;
    fn problem(bytes: &[u8]) -> Array;
}

impl Reader {
    /// The events that are whole with these bytes: name and data.
    fn events(&self, bytes: &[u8]) -> Vec<(String, String)> {
        let text =
            |event: &JsValue, name: &str| Reflect::get(event, &name.into()).ok().and_then(|text| text.as_string());
        let named = |event| (text(&event, "kind").expect("a name"), text(&event, "data").expect("data"));
        self.feed(&Uint8Array::from(bytes)).iter().map(named).collect()
    }
}

fn all(stream: &[u8]) -> Vec<(String, String)> {
    Reader::new().events(stream)
}

fn one(kind: &str, data: &str) -> (String, String) {
    (kind.to_owned(), data.to_owned())
}

const STREAM: &str = "\u{feff}: 안녕\nretry: 1500\nid: 7\nevent: message\ndata: {\"content\":\"가😀\"}\n\n: ping\n\nid: 8\nevent: ended\ndata: {}\n\n";

#[wasm_bindgen_test]
fn a_stream_is_read_the_same_wherever_it_is_cut_and_however_its_lines_end() {
    let expected = [one("message", "{\"content\":\"가😀\"}"), one("ended", "{}")];
    for ending in ["\n", "\r", "\r\n"] {
        let stream = STREAM.replace('\n', ending).into_bytes();
        for cut in 0..=stream.len() {
            let reader = Reader::new();
            let mut events = reader.events(&stream[..cut]);
            events.extend(reader.events(&stream[cut..]));
            assert_eq!(events, expected, "{ending:?} {cut}");
            assert_eq!((reader.last().as_str(), reader.retry()), ("8", Some(1_500)));
        }
        let reader = Reader::new();
        let events: Vec<_> = stream.iter().flat_map(|byte| reader.events(&[*byte])).collect();
        assert_eq!(events, expected, "{ending:?}, byte by byte");
    }
}

#[wasm_bindgen_test]
fn data_of_several_lines_is_joined_and_one_blank_after_the_colon_is_no_part_of_it() {
    assert_eq!(all(b"data: a\ndata:  b\ndata\ndata:c\n\n"), [one("message", "a\n b\n\nc")]);
    assert_eq!(all(b"data\n\n"), [one("message", "")]);
}

#[wasm_bindgen_test]
fn an_event_without_data_or_without_its_end_is_none() {
    assert_eq!(all(b"event: ended\n\n: only a comment\n\ndata: cut"), []);
    assert_eq!(all(b"event: ended\n\ndata: a\n\n"), [one("message", "a")], "and its name is not the next one's");
}

#[wasm_bindgen_test]
fn an_id_counts_once_its_event_is_whole_and_one_with_nul_never() {
    let reader = Reader::new();
    reader.events(b"id: 0\n\n");
    assert_eq!(reader.last(), "0", "how the gateway opens a stream");
    reader.events(b"id: 1\ndata: a\n\nid: 2\ndata: b\n");
    assert_eq!(reader.last(), "1");
    reader.restart();
    assert_eq!(reader.events(b"data: c\n\n"), [one("message", "c")], "what was cut off is gone");
    assert_eq!(reader.last(), "1");
    reader.events(b"id: a\0b\ndata: d\n\n");
    assert_eq!(reader.last(), "1");
    reader.events(b"id\ndata: e\n\n");
    assert_eq!(reader.last(), "");
}

#[wasm_bindgen_test]
fn a_letter_that_was_cut_off_is_gone_with_the_rest() {
    let reader = Reader::new();
    reader.events(&"data: 가".as_bytes()[..8]);
    reader.restart();
    assert_eq!(reader.events("\u{feff}data: 나\r".as_bytes()), []);
    assert_eq!(reader.events(b"\n\r"), [one("message", "나")]);
}

#[wasm_bindgen_test]
fn only_digits_are_a_retry() {
    let retry = |line: &str| {
        let reader = Reader::new();
        reader.events(format!("retry: 5\n{line}\n").as_bytes());
        reader.retry()
    };
    assert_eq!(retry("retry: 250"), Some(250));
    for line in ["retry: -1", "retry: 1s", "retry:", "retry: 0x10", "retry: 1e3", "retry: ١"] {
        assert_eq!(retry(line), Some(5), "{line}");
    }
}

#[wasm_bindgen_test]
fn what_looks_like_a_field_inside_data_is_data() {
    // `\n\nid:` inside a message is escaped in its JSON; a server that fails to do so can end the event, not more.
    assert_eq!(all(b"data: {\"content\":\"\\n\\nid: 9\"}\n\n"), [one("message", "{\"content\":\"\\n\\nid: 9\"}")]);
    assert_eq!(all(b"ID: 4\nDATA: x\nunknown: y\ndata: z\n\n"), [one("message", "z")]);
    let separator = "data: a\u{2028}b\u{85}c\u{b}d\n\n";
    assert_eq!(all(separator.as_bytes()), [one("message", "a\u{2028}b\u{85}c\u{b}d")], "no ends of lines");
}

#[wasm_bindgen_test]
fn a_byte_order_mark_is_one_at_the_beginning_only() {
    assert_eq!(all("\u{feff}data: a\n\n\u{feff}data: b\n\n".as_bytes()), [one("message", "a")]);
}

#[wasm_bindgen_test]
fn an_endless_line_takes_bounded_memory_and_is_told_as_something_missed() {
    const LARGEST: usize = 1 << 20;
    let reader = Reader::new();
    let piece = vec![b'x'; 1 << 16];
    reader.events(b"id: 5\ndata: ");
    for _ in 0..64 {
        assert!(reader.events(&piece).is_empty());
        assert!(reader.line().len() <= LARGEST);
    }
    assert_eq!(reader.events(b"\n\ndata: a\n\n"), [one("reset", ""), one("message", "a")]);
    assert_eq!(reader.last(), "5", "it is not asked for again");
    // Nor do many lines add up.
    let many: Vec<u8> = b"data: 0123456789abcdef\n".repeat(1 << 16);
    reader.events(&many);
    assert!(reader.data().len() <= LARGEST);
    assert_eq!(reader.events(b"id: 6\n\n"), [one("reset", "")]);
    assert_eq!(reader.last(), "6");
}

#[wasm_bindgen_test]
fn pauses_grow_to_a_minute_and_are_spread() {
    let middle = |failures| pause(3_000.0, failures, 0.5, 0.0);
    let grown = [3_000, 6_000, 12_000, 24_000, 48_000, 60_000, 60_000];
    assert_eq!([1, 2, 3, 4, 5, 6, 2_000].map(middle), grown);
    assert_eq!([0.0, 0.999].map(|chance| pause(3_000.0, 1, chance, 0.0)), [1_500, 4_497]);
    assert_eq!(pause(500.0, 0, 0.5, 0.0), 500, "the server says when");
    assert_eq!(pause(3_000.0, 1, 0.5, 30.0), 30_000, "and how long at least");
    assert_eq!(pause(1e300, 9, 0.5, 1e300), 600_000, "within reason");
}

#[wasm_bindgen_test]
fn only_what_may_pass_is_asked_for_again() {
    assert!([200, 204, 400, 401, 403, 404, 406].into_iter().all(is_final));
    assert!(![0, 408, 425, 429, 500, 502, 503, 504].into_iter().any(is_final));
}

#[wasm_bindgen_test]
fn a_token_says_when_it_ends_or_nothing() {
    // {"jti":">>>???","exp":1800000000}
    let payload = "eyJqdGkiOiI-Pj4_Pz8iLCJleHAiOjE4MDAwMDAwMDB9";
    assert_eq!(expiry(&["e30.", payload, ".x"].concat()), Some(1_800_000_000.0));
    for none in ["", "opaque", &["e30.", payload].concat(), "e30.e30.x", "e30.%.x", "e30.bnVsbA.x"] {
        assert_eq!(expiry(none), None, "{none}");
    }
}

#[wasm_bindgen_test]
fn a_problem_says_what_it_is_and_anything_else_says_nothing() {
    let said = |body: &str| problem(body.as_bytes()).to_vec();
    let whole = said(r#"{"title":"No","detail":"가","vendor_code":-503,"content":"나"}"#);
    assert_eq!(
        (whole[0].as_string(), whole[1].as_f64(), whole[2].as_string()),
        (Some("가".into()), Some(-503.0), Some("나".into()))
    );
    assert_eq!(said(r#"{"title":"No"}"#)[0].as_string().as_deref(), Some("No"));
    for none in ["", "<!doctype html>", "null"] {
        assert_eq!(said(none), Vec::<JsValue>::new(), "{none}");
    }
}
