//! Converts an event into a signal and determines its recipients.

use happytalk_model::{RoomId, received};

use super::{StreamSignal, decoder::Event};

/// A signal and its recipients.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// The room whose subscribers receive the signal; `None` for all subscribers.
    room: Option<String>,
    /// The signal.
    pub signal: StreamSignal,
}

impl Delivery {
    /// Returns a signal for all subscribers.
    pub fn to_all(signal: StreamSignal) -> Self {
        Self { room: None, signal }
    }

    /// Parses an event; `None` if its kind is unknown (from a later version).
    pub fn of(event: Event) -> Option<Self> {
        let Event { kind, data } = event;
        let bytes = data.into_bytes();
        let received = received::decode(&bytes).ok().map(|decoded| decoded.value);
        // An unreadable event, or one without a room, may concern any room.
        let Some(received) = received.filter(|received| received.room_id.is_some() && kind != "reset") else {
            return Some(Self::to_all(StreamSignal::Missed));
        };
        let room = received.room_id.clone();
        let signal = match &*kind {
            "message" => StreamSignal::Message { bytes, received: Box::new(received) },
            "ended" => StreamSignal::Ended,
            _ => return None,
        };
        Some(Self { room, signal })
    }

    /// Returns whether subscribers of `room` receive the signal.
    pub fn is_for(&self, room: &RoomId) -> bool {
        self.room.as_deref().is_none_or(|id| id == room.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn received(kind: &str, data: &str) -> Option<StreamSignal> {
        let room = RoomId::parse("r-1").expect("an id");
        let delivery = Delivery::of(Event { kind: kind.to_owned(), data: data.to_owned() })?;
        delivery.is_for(&room).then_some(delivery.signal)
    }

    #[test]
    fn a_room_receives_its_own_events() {
        let data = r#"{"room_id":"r-1","msgid":"m"}"#;
        let Some(StreamSignal::Message { bytes, received: message }) = received("message", data) else {
            panic!("a message");
        };
        assert_eq!((bytes.as_slice(), message.msgid.as_deref()), (data.as_bytes(), Some("m")));
        assert_eq!(received("message", r#"{"room_id":"r-2","msgid":"m"}"#), None);
        assert_eq!(received("ended", r#"{"room_id":"r-1"}"#), Some(StreamSignal::Ended));
        assert_eq!(received("ended", r#"{"room_id":"r-2"}"#), None);
    }

    #[test]
    fn unknown_kinds_are_ignored() {
        assert_eq!(received("connected", r#"{"room_id":"r-1"}"#), None);
    }

    #[test]
    fn unreadable_events_and_resets_signal_missed_events() {
        for (kind, data) in [("reset", ""), ("reset", r#"{"room_id":"r-2"}"#), ("message", "{"), ("other", "{}")] {
            assert_eq!(received(kind, data), Some(StreamSignal::Missed), "{kind} {data}");
        }
    }
}
