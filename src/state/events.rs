//! The element's events, and where components send them.

use leptos::prelude::*;
use serde::Serialize;

/// An event of the element (contract §2), with its `detail`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
pub enum ElementEvent {
    /// `happytalk-ready`: the element is rendered and listens.
    Ready {
        /// Version of this package.
        version: &'static str,
    },
    /// `happytalk-load`: a room is rendered and every row of it was decoded.
    Load {
        /// Room id.
        room: String,
        /// Number of rows.
        messages: usize,
        /// Number of rows of kind `unreadable`.
        undecoded: usize,
    },
    /// `happytalk-error`.
    Error {
        /// One of the contract's kinds.
        kind: &'static str,
        /// HTTP status, if there was an answer.
        status: Option<u16>,
        /// For a developer.
        message: String,
    },
    /// `happytalk-action`: something with a URL is about to open. Cancelable.
    Action {
        /// The message that contains it, if that has an id.
        message_id: Option<String>,
        /// What was used: `WEB_LINK COUPON LINK MEDIA FILE`.
        #[serde(rename = "type")]
        action: &'static str,
        /// Its label.
        name: String,
        /// Its address.
        url: String,
    },
    /// `happytalk-reveal`: a covered secure message was uncovered.
    Reveal {
        /// The message, if it has an id.
        message_id: Option<String>,
    },
    /// `happytalk-token-expiring`.
    TokenExpiring {
        /// `exp` of the token, in seconds since 1970.
        exp: i64,
    },
    /// `happytalk-select`: a room of the list was selected.
    Select {
        /// Room id.
        room: String,
    },
    /// `happytalk-navigate`: the reader moved within the console.
    Navigate {
        /// The new location (`present::location`).
        query: String,
        /// How an address bar should follow.
        step: NavigationStep,
    },
}

/// How an address bar should follow a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum NavigationStep {
    /// As a new history entry.
    Push,
    /// In place of the current entry.
    Replace,
    /// Back to the entry from which the room was opened.
    Back,
}

impl ElementEvent {
    /// The event's type.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Ready { .. } => "happytalk-ready",
            Self::Load { .. } => "happytalk-load",
            Self::Error { .. } => "happytalk-error",
            Self::Action { .. } => "happytalk-action",
            Self::Reveal { .. } => "happytalk-reveal",
            Self::TokenExpiring { .. } => "happytalk-token-expiring",
            Self::Select { .. } => "happytalk-select",
            Self::Navigate { .. } => "happytalk-navigate",
        }
    }
}

type Dispatch = Box<dyn Fn(&ElementEvent) -> bool>;

/// Dispatches the element's events on its host.
#[derive(Clone, Copy)]
pub struct EventSink(StoredValue<Dispatch, LocalStorage>);

impl EventSink {
    /// `dispatch` returns false if a listener prevented the default.
    pub fn new(dispatch: impl Fn(&ElementEvent) -> bool + 'static) -> Self {
        Self(StoredValue::new_local(Box::new(dispatch)))
    }

    /// Dispatches an event. Returns false if a listener prevented the default.
    pub fn emit(self, event: &ElementEvent) -> bool {
        self.0.try_with_value(|dispatch| dispatch(event)).unwrap_or(true)
    }
}

impl std::fmt::Debug for EventSink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EventSink")
    }
}
