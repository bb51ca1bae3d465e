//! The model's decoder as a wasm module of its own, to be measured beside `JSON.parse`; built like the shipped viewer.
//!
//! The catch: what is measured must be what the viewer does. Before its first paint that is the envelope, the order of
//! all rows (so every row's head) and the first rows' contents; copying the bytes into wasm memory is part of it. What
//! was read is kept, as the viewer keeps it and as the browser keeps what it parsed, until [`forget`].

use std::cell::RefCell;

use happytalk_model::{Answer, Room, Transcript, decode};
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static KEPT: RefCell<Option<Transcript>> = const { RefCell::new(None) };
}

/// Reads the answer, orders its rows and decodes the first `rows` of them; returns how many were decoded.
#[wasm_bindgen(js_name = firstRows)]
pub fn first_rows(bytes: &[u8], rows: usize) -> usize {
    let Ok(decoded) = decode(bytes) else { return 0 };
    let Answer::Transcript(transcript) = decoded.value else { return 0 };
    let count = transcript.rooms.iter().map(|room| read(room, rows)).sum();
    KEPT.set(Some(transcript));
    count
}

/// Reads the answer, orders its rows and decodes every one; returns how many were decoded.
#[wasm_bindgen(js_name = everything)]
pub fn everything(bytes: &[u8]) -> usize {
    first_rows(bytes, usize::MAX)
}

/// Frees what was read last.
#[wasm_bindgen]
pub fn forget() {
    KEPT.take();
}

fn read(room: &Room, rows: usize) -> usize {
    let messages = room.ordered().indices.into_iter().take(rows).map(|row| room.rows[row].message());
    messages.filter(|message| message.head.id.is_some()).count()
}
