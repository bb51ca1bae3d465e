//! Live events: `GET {proxy}events` (Server-Sent Events), one stream for all elements of a page behind the same proxy.

use happytalk_model::received::Received;
use happytalk_present::failure::FailureKind;

/// What a subscriber of one room receives.
#[derive(Clone, Debug)]
pub enum StreamSignal {
    /// A message, with the bytes it came in.
    Message {
        /// The event's data.
        bytes: Vec<u8>,
        /// The same, decoded.
        received: Box<Received>,
    },
    /// The room has ended.
    Ended,
    /// The stream is open. Events before it may have been missed.
    Connected,
    /// Events were lost (`reset`, or an event that can't be read).
    Missed,
    /// The connection is lost; it is retried.
    Lost,
    /// The stream is refused.
    Refused(FailureKind),
}
