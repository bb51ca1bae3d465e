//! `phone_os`: the customer's device.

/// `phone_os` (000, 002, 004).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PhoneOs {
    /// `A` 안드로이드.
    Android,
    /// `I` 아이폰.
    Ios,
    /// `W` 웹.
    Web,
    /// A code that no document names.
    Other(String),
}
