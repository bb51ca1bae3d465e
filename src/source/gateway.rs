//! What a proxy is asked, in either dialect (contract: the proxy): our own gateway's paths, or the vendor's.
//!
//! In both the answer is the vendor's own JSON; what it says is read in [`super`] and [`super::list`].

use std::{rc::Rc, sync::Arc};

use happytalk_model::{RoomId, Transcript};
use wasm_bindgen::JsValue;

use super::{FailureKind, LoadError, read};
use crate::{
    options::{Credentials, ProxyMode},
    platform::fetch::{self, Abort, Answer, Failure, Request, Rights, Started},
};

/// What to send along. The page's token and headers go to the proxy and nowhere else.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Authority {
    /// `Authorization: Bearer`: a text, or a function that is asked for one before each request; or nothing.
    pub token: JsValue,
    /// Extra `Headers`, or nothing.
    pub headers: JsValue,
    /// Who hears which token is sent.
    pub heard: Heard,
}

/// Whom to tell of each token that is sent. No part of what an authority is.
#[derive(Clone, Default)]
pub struct Heard(pub Option<Hear>);

/// Hears a token.
pub type Hear = Rc<dyn Fn(&str)>;

impl PartialEq for Heard {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl std::fmt::Debug for Heard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Heard")
    }
}

/// What the reader may do beyond reading, as the proxy says (`Happytalk-Can`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Can {
    /// Hear what is new.
    pub live: bool,
    /// Send messages.
    pub send: bool,
}

impl Can {
    /// By the header of a room's answer. A plain proxy says nothing: who set it up has decided.
    pub fn read(header: Option<&str>, mode: ProxyMode) -> Self {
        let words = header.unwrap_or_default();
        let says = |word: &str| words.split_ascii_whitespace().any(|said| said.eq_ignore_ascii_case(word));
        match mode {
            ProxyMode::Passthrough => Self { live: false, send: true },
            // To ask for a stream that is refused does no harm.
            ProxyMode::Gateway => Self { live: header.is_none() || says("live"), send: says("send") },
        }
    }
}

/// A room as it was read.
#[derive(Debug)]
pub struct Reading {
    /// Its messages.
    pub transcript: Arc<Transcript>,
    /// What the reader may do.
    pub can: Can,
}

/// A proxy, and how it is spoken to.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    /// Base URL of the proxy, ending with a slash.
    pub proxy: String,
    /// What it speaks.
    pub mode: ProxyMode,
    /// Cookies.
    pub credentials: Credentials,
    /// Token and headers.
    pub authority: Authority,
}

impl Reach {
    /// A room behind it.
    pub fn room(self, room: RoomId) -> RoomRequest {
        let Self { proxy, mode, credentials, authority } = self;
        RoomRequest { room, proxy, mode, credentials, authority }
    }

    /// What is sent along.
    pub fn rights(&self) -> Rights<'_> {
        let credentials = match self.credentials {
            Credentials::Omit => "omit",
            Credentials::SameOrigin => "same-origin",
            Credentials::Include => "include",
        };
        Rights { credentials, token: &self.authority.token, headers: &self.authority.headers }
    }

    /// Sends a request; its path is one behind the proxy.
    ///
    /// # Errors
    /// Why there is no answer.
    pub async fn send(&self, request: Request<'_>, abort: &Abort) -> Result<Answer, Failure> {
        let heard = |token: &str| {
            if let Some(heard) = &self.authority.heard.0 {
                heard(token);
            }
        };
        let path = [&self.proxy, request.path].concat();
        fetch::send(Request { path: &path, ..request }, self.rights(), abort, &heard).await
    }

    /// Asks for what is at `path` behind the proxy, by posting `body` if there is one, and gives the answer, a success.
    /// `started` is the page's own request, sent while the viewer was still being compiled; it is used if it asked for
    /// the same thing.
    ///
    /// # Errors
    /// Why there is no success, by the proxy's status or because there was no answer.
    pub async fn ask(
        &self,
        path: &str,
        body: Option<&str>,
        started: Option<Started>,
        abort: &Abort,
    ) -> Result<Answer, LoadError> {
        let request = Request { path, body, key: None, started: started.as_ref() };
        match self.send(request, abort).await {
            Ok(answer) if answer.is_ok() => Ok(answer),
            Ok(Answer { status, problem, .. }) => {
                let vendor_code = problem.vendor_code;
                Err(LoadError { vendor_code, ..LoadError::from_status(status, problem.detail) })
            }
            Err(failure) => {
                let (kind, message) = match failure {
                    Failure::NoAnswer => {
                        (FailureKind::Offline, "the proxy can't be reached, or does not allow this origin")
                    }
                    Failure::Offline => (FailureKind::Offline, "offline"),
                    Failure::TooSlow => (FailureKind::Timeout, "no answer in time"),
                    Failure::NoToken => (FailureKind::Unauthorized, "the page's token function gave no token"),
                    Failure::NoAddress => (FailureKind::BadRequest, "proxy is no URL"),
                };
                Err(LoadError::new(kind, message))
            }
        }
    }
}

/// One room to be read.
#[derive(Clone, Debug)]
pub struct RoomRequest {
    /// Which.
    pub room: RoomId,
    /// Base URL of the proxy, ending with a slash.
    pub proxy: String,
    /// What it speaks.
    pub mode: ProxyMode,
    /// Cookies.
    pub credentials: Credentials,
    /// Token and headers.
    pub authority: Authority,
}

impl RoomRequest {
    /// The proxy it is behind.
    pub fn reach(&self) -> Reach {
        Reach {
            proxy: self.proxy.clone(),
            mode: self.mode,
            credentials: self.credentials,
            authority: self.authority.clone(),
        }
    }
}

/// Reads the room: `GET {proxy}rooms/{room_id}`, or the vendor's `chat_data` (000).
pub async fn load(request: &RoomRequest, started: Option<Started>, abort: &Abort) -> Result<Reading, LoadError> {
    let room = request.room.as_str();
    let (path, body) = match request.mode {
        ProxyMode::Gateway => (["rooms/", room].concat(), None),
        ProxyMode::Passthrough => {
            // An id is letters and digits, `-` and `_`: nothing that JSON would escape.
            ("user/api/chat_data/format/json".to_owned(), Some([r#"{"room_id":""#, room, r#""}"#].concat()))
        }
    };
    let answer = request.reach().ask(&path, body.as_deref(), started, abort).await?;
    let can = Can::read(answer.can.as_deref(), request.mode);
    match read(&answer.body) {
        Ok(transcript) => Ok(Reading { transcript, can }),
        Err(error) => Err(LoadError { status: Some(answer.status), ..error }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_gateway_does_not_allow_is_not_offered() {
        let read = |header| Can::read(header, ProxyMode::Gateway);
        assert_eq!(read(Some("live send")), Can { live: true, send: true });
        assert_eq!(read(Some(" Send ")), Can { live: false, send: true });
        assert_eq!(read(Some("")), Can { live: false, send: false });
        assert_eq!(read(Some("sending")), Can { live: false, send: false });
        assert_eq!(read(None), Can { live: true, send: false }, "an older gateway, or one on another origin");
        assert_eq!(Can::read(None, ProxyMode::Passthrough), Can { live: false, send: true });
    }
}
