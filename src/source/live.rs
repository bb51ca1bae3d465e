//! What happens, as it happens: `GET {proxy}events` (contract: the proxy). One stream for all rooms of a page that are
//! behind the same proxy and read with the same rights; a room hears what is its own.

use happytalk_model::{
    RoomId,
    received::{self, Received},
};

use super::{FailureKind, LoadError, gateway::Reach};
use crate::platform::stream::Listener;

/// What a room is told.
#[derive(Debug)]
pub enum Signal<'a> {
    /// A message, and the bytes it came in.
    Message(&'a [u8], &'a Received),
    /// The room is over.
    Ended,
    /// The stream is there. Something may have happened before: the room is to be read.
    Connected,
    /// Something was missed: the room is to be read.
    Missed,
    /// The stream is gone, and will be asked for again.
    Lost,
    /// It is refused, and won't.
    Refused(FailureKind),
}

/// A room's place at a stream, until it is dropped.
#[derive(Debug)]
pub struct Subscription(#[expect(dead_code, reason = "kept for its end")] Listener);

/// Listens for a room. The stream may serve others already; then it is asked for anew, and goes on where it was.
pub fn subscribe(reach: &Reach, room: RoomId, hear: impl Fn(&Signal<'_>) + 'static) -> Subscription {
    let name = room.to_string();
    let heard = move |what: String, data: String| {
        if let Some(signal) = signal(&what, data.as_bytes(), &room, &mut None) {
            hear(&signal);
        }
    };
    Subscription(Listener::begin(&reach.proxy, &reach.rights(), &name, heard))
}

/// What is told a room, if anything; `read` is where a message is kept meanwhile.
fn signal<'a>(what: &str, data: &'a [u8], room: &RoomId, read: &'a mut Option<Received>) -> Option<Signal<'a>> {
    match what {
        "connected" => return Some(Signal::Connected),
        "lost" => return Some(Signal::Lost),
        "refused" => {
            let status = std::str::from_utf8(data).ok().and_then(|status| status.parse().ok()).unwrap_or_default();
            return Some(Signal::Refused(LoadError::from_status(status, String::new()).kind));
        }
        _ => {}
    }
    // Of an event that is none of ours, or can't be read, nobody knows whom it is for.
    let received = received::decode(data).ok().map(|read| read.value).filter(|received| received.room_id.is_some());
    let Some(received) = received.filter(|_| what != ":reset") else { return Some(Signal::Missed) };
    if received.room_id.as_deref() != Some(room.as_str()) {
        return None;
    }
    match what {
        ":message" => Some(Signal::Message(data, read.insert(received))),
        ":ended" => Some(Signal::Ended),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(what: &str, data: &str) -> String {
        let room = RoomId::parse("r-1").expect("an id");
        match signal(what, data.as_bytes(), &room, &mut None) {
            Some(Signal::Message(bytes, received)) => {
                assert_eq!(bytes, data.as_bytes());
                ["message ", received.msgid.as_deref().unwrap_or_default()].concat()
            }
            Some(other) => format!("{other:?}"),
            None => String::new(),
        }
    }

    #[test]
    fn a_room_hears_its_own_events() {
        assert_eq!(told(":message", r#"{"room_id":"r-1","msgid":"m"}"#), "message m");
        assert_eq!(told(":message", r#"{"room_id":"r-2","msgid":"m"}"#), "");
        assert_eq!(told(":ended", r#"{"room_id":"r-1"}"#), "Ended");
        assert_eq!(told(":ended", r#"{"room_id":"r-2"}"#), "");
        assert_eq!(told(":connected", r#"{"room_id":"r-1"}"#), "", "a kind of a later edition, and no state");
    }

    #[test]
    fn what_nobody_can_read_was_missed() {
        for (what, data) in [(":reset", ""), (":reset", r#"{"room_id":"r-2"}"#), (":message", "{"), (":other", "{}")] {
            assert_eq!(told(what, data), "Missed", "{what} {data}");
        }
    }

    #[test]
    fn the_streams_own_states_are_for_every_room() {
        assert_eq!([told("connected", ""), told("lost", "")], ["Connected", "Lost"]);
        assert_eq!([told("refused", "401"), told("refused", "403")], ["Refused(Unauthorized)", "Refused(Forbidden)"]);
    }
}
