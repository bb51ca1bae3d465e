//! Rooms for tests.

use std::sync::Arc;

use happytalk_model::{Answer, decode};

use crate::{live::TranscriptSnapshot, options::Memos, room_content::RoomContent};

/// Returns a room with the given rows: JSON objects separated by commas.
pub(crate) fn room_content(rows: &str) -> RoomContent {
    let document = format!(r#"{{"result":"success","data":[{{"chat":{{}},"message":[{rows}]}}]}}"#);
    let Answer::Transcript(transcript) = decode(document.as_bytes()).expect("JSON").value else {
        panic!("{document}");
    };
    RoomContent::new(&Arc::new(TranscriptSnapshot::from_transcript(Arc::new(transcript))), 0, Memos::Show)
        .expect("a room")
}
