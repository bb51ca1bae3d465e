//! The events of the element, and the sink that components send them to.

use leptos::prelude::*;
use serde::Serialize;

/// An event of the element (contract §2), with its `detail`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
pub enum ElementEvent {
    /// `happytalk-ready`: the element is rendered and handles events.
    Ready {
        /// Version of this package.
        version: &'static str,
    },
    /// `happytalk-load`: a room is rendered, and all of its rows were decoded.
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
        /// A kind of the contract.
        kind: &'static str,
        /// HTTP status, if there was a response.
        status: Option<u16>,
        /// Detail for developers.
        message: String,
    },
    /// `happytalk-action`: a URL is about to be opened. Cancelable.
    Action {
        /// Id of the message that contains the URL, if it has one.
        message_id: Option<String>,
        /// Kind of the link: `WEB_LINK COUPON LINK MEDIA FILE`.
        #[serde(rename = "type")]
        action: &'static str,
        /// Label of the link.
        name: String,
        /// The URL.
        url: String,
    },
    /// `happytalk-reveal`: a covered secure message was revealed.
    Reveal {
        /// Id of the message, if it has one.
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
    /// `happytalk-navigate`: the location within the console changed.
    Navigate {
        /// The new location (`present::location`).
        query: String,
        /// The history operation for the address bar.
        step: NavigationStep,
    },
}

/// The history operation for a change of the location.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum NavigationStep {
    /// Push a new history entry.
    Push,
    /// Replace the current history entry.
    Replace,
    /// Go back to the history entry from which the room was opened.
    Back,
}

impl ElementEvent {
    /// Returns the event type.
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

/// A sink that dispatches the events of an element on its host.
#[derive(Clone, Copy)]
pub struct EventSink(StoredValue<Dispatch, LocalStorage>);

impl EventSink {
    /// Returns a sink. `dispatch` returns false if a listener prevented the default.
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
