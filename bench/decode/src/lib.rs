//! The model's decoder as a wasm module of its own, built like the shipped viewer, for the comparison with `JSON.parse`.
//!
//! It does the work of the viewer before its first paint: copying the bytes into wasm memory, decoding the envelope and
//! the heads of all rows for their order, and the contents of the first rows. The result is kept until [`forget`], like
//! the viewer keeps a room and a browser keeps a parsed document.

use std::cell::RefCell;

use happytalk_model::{Answer, Room, Transcript, decode};
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static KEPT: RefCell<Option<Transcript>> = const { RefCell::new(None) };
}

/// Decodes a response, orders its rows and decodes the first `rows` of them; returns the number of decoded rows.
#[wasm_bindgen(js_name = firstRows)]
pub fn first_rows(bytes: &[u8], rows: usize) -> usize {
    let Ok(decoded) = decode(bytes) else { return 0 };
    let Answer::Transcript(transcript) = decoded.value else { return 0 };
    let count = transcript.rooms.iter().map(|room| read(room, rows)).sum();
    KEPT.set(Some(transcript));
    count
}

/// Decodes a response, orders its rows and decodes all of them; returns the number of decoded rows.
#[wasm_bindgen(js_name = everything)]
pub fn everything(bytes: &[u8]) -> usize {
    first_rows(bytes, usize::MAX)
}

/// Frees the last result.
#[wasm_bindgen]
pub fn forget() {
    KEPT.take();
}

fn read(room: &Room, rows: usize) -> usize {
    let messages = room.ordered().indices.into_iter().take(rows).map(|row| room.rows[row].message());
    messages.filter(|message| message.head.id.is_some()).count()
}
