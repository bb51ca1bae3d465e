//! Messages that were sent from this page.

use std::num::NonZeroU32;

use happytalk_model::write::Content;

/// What the reader does with their own messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutboxCommand {
    /// Sends a message.
    Send(Content),
    /// Sends the pending message of this number again.
    Resend(NonZeroU32),
    /// Removes the pending message of this number.
    Discard(NonZeroU32),
    /// Reads the room again, to see whether an unconfirmed message has arrived.
    Check,
}
