//! What the attributes and properties of an element say, typed (contract: custom elements).
//!
//! Attributes are parsed leniently: an unknown value is the default, never an error.

use std::fmt;

/// Language of everything that is not the vendor's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// 한국어, and anything that is not English.
    #[default]
    Ko,
    /// `en*`.
    En,
}

/// Colour scheme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// What the reader's system says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How locked messages (보안 메시지) are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locked {
    /// Badge and content.
    #[default]
    Show,
    /// Badge, content behind a reveal button.
    Cover,
    /// Badge only.
    Hide,
}

/// Whether internal memos are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Memos {
    /// Drawn, told apart.
    #[default]
    Show,
    /// Left out.
    Hide,
}

/// Where the transcript is scrolled to once it is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StartAt {
    /// The first message.
    #[default]
    Top,
    /// The last one.
    Bottom,
}

/// `fetch` credentials towards the proxy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Credentials {
    /// Never sent.
    Omit,
    /// To the page's own origin only.
    #[default]
    SameOrigin,
    /// Always.
    Include,
}

/// A room id: `[A-Za-z0-9_-]{1,64}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RoomId(String);

impl RoomId {
    /// `None` when it is no room id.
    pub fn parse(text: &str) -> Option<Self> {
        let valid = (1..=64).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
        valid.then(|| Self(text.to_owned()))
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RoomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
