//! Commands on messages that are sent from this page.

use std::num::NonZeroU32;

use happytalk_model::write::Content;

/// A command of the reader on messages sent from this page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutboxCommand {
    /// Sends a message.
    Send(Content),
    /// Sends the pending message of this number again.
    Resend(NonZeroU32),
    /// Removes the pending message of this number.
    Discard(NonZeroU32),
    /// Refreshes the room to check whether an unconfirmed message has arrived.
    Check,
}
