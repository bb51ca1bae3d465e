//! What stands in the event stream, as text: the frames of Server-Sent Events.
//!
//! Data is whatever the webhook was sent, line breaks included. Each of its lines becomes a `data:` line of its own, so
//! nothing in it can end the event or begin another; the reader joins them by line feeds.

use axum::body::Bytes;
use happytalk_model::timestamp::Timestamp;

use super::store::{Kind, Row};

/// Milliseconds after which a client should connect again.
const RETRY: u32 = 3000;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// One event, ready to be sent to any number of clients.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) id: u64,
    pub(super) room: String,
    pub(super) kind: Kind,
    pub(super) frame: Bytes,
}

impl Event {
    pub(super) fn new(row: Row) -> Self {
        let frame = match row.kind {
            Kind::Message | Kind::Memo => frame(row.id, "message", &with_received_at(&row.payload, row.received_at)),
            Kind::Ended => frame(row.id, "ended", format!("{{\"room_id\":\"{}\"}}", row.room).as_bytes()),
        };
        Self { id: row.id, room: row.room, kind: row.kind, frame }
    }
}

/// For a client that asked for what is not there: it has to read its rooms again.
pub(super) fn reset(newest: u64) -> Bytes {
    frame(newest, "reset", b"{}")
}

/// The beginning of every stream. `position`, where there is one, is an id without an event: a client that loses the
/// connection before the first message can say from where to go on.
pub(super) fn opening(position: Option<u64>) -> Bytes {
    match position {
        Some(id) => format!("retry: {RETRY}\nid: {id}\n\n").into(),
        None => format!("retry: {RETRY}\n\n").into(),
    }
}

/// The end of a stream that is told to connect again, after so many milliseconds.
pub(super) fn closing(milliseconds: u32) -> Bytes {
    format!("retry: {milliseconds}\n\n").into()
}

/// Says nothing.
pub(super) const COMMENT: Bytes = Bytes::from_static(b":\n\n");

fn frame(id: u64, event: &str, data: &[u8]) -> Bytes {
    let mut frame = format!("id: {id}\nevent: {event}\n").into_bytes();
    frame.reserve(data.len() + 64);
    for line in lines(data) {
        frame.extend_from_slice(b"data: ");
        frame.extend_from_slice(line);
        frame.push(b'\n');
    }
    frame.push(b'\n');
    frame.into()
}

/// Between LF, CR and CRLF, which all end a line of the stream.
fn lines(data: &[u8]) -> impl Iterator<Item = &[u8]> {
    data.split(|byte| *byte == b'\n')
        .flat_map(|line| line.strip_suffix(b"\r").unwrap_or(line).split(|byte| *byte == b'\r'))
}

/// The payload with one member more at its end, where it counts even if the vendor should send one of that name; every
/// other byte is as it was. What is no object is not touched.
fn with_received_at(payload: &[u8], received_at: i64) -> Vec<u8> {
    let payload = payload.strip_prefix(BYTE_ORDER_MARK).unwrap_or(payload);
    let object = payload.trim_ascii();
    let moment = Timestamp::from_epoch_seconds(received_at.div_euclid(1000));
    let (Some(members), Some(moment)) = (object.strip_suffix(b"}"), moment) else { return payload.to_vec() };
    let mut with = members.to_vec();
    let comma = if members.trim_ascii() == b"{" { "" } else { "," };
    with.extend_from_slice(format!("{comma}\"received_at\":\"{}\"}}", moment.iso()).as_bytes());
    with
}

#[cfg(test)]
mod tests;
