//! What a proxy is asked, in either dialect (contract: the proxy): our own gateway's paths, or the vendor's.
//!
//! In both the answer is the vendor's own JSON; what it says is read in [`super`] and [`super::list`].

use std::sync::Arc;

use happytalk_model::Transcript;
use js_sys::Function;

use super::{FailureKind, LoadError, read};
use crate::{
    options::{Credentials, ProxyMode, RoomId},
    platform::{
        fetch::{self, Abort, Answer, Failure, Headers, Problem, Request, Started},
        online, url,
    },
};

/// What to send along. The page's token and headers go to the proxy and nowhere else.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Authority {
    /// `Authorization: Bearer`.
    pub token: Option<Token>,
    /// Extra headers.
    pub headers: Option<Headers>,
}

/// The `token` property.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// As it is.
    Text(String),
    /// Asked for before each request; gives a string or a promise of one.
    Ask(Function),
}

/// A proxy, and how it is spoken to.
#[derive(Clone, Debug)]
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

    /// Asks for what is at `path` behind the proxy, by posting `body` if there is one, and gives the body of a success.
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
        let address = url::resolve(&[&self.proxy, path].concat());
        let address = address.ok_or_else(|| LoadError::new(FailureKind::BadRequest, "proxy is no URL"))?;
        let answer = if let Some(started) = started.filter(|started| started.url() == address) {
            started.answer().await
        } else {
            let token = bearer(self.authority.token.as_ref()).await?;
            let headers = self.authority.headers.as_ref();
            let credentials = self.credentials;
            fetch::send(Request { url: &address, credentials, token: token.as_deref(), headers, body }, abort).await
        };
        let answer = answer.map_err(|failure| match failure {
            Failure::TooSlow => LoadError::new(FailureKind::Timeout, "no answer in time"),
            // A fetch that fails says nothing about why: the proxy is down, the network is, or CORS forbids it.
            Failure::NoAnswer if online() => LoadError::new(FailureKind::Offline, "the proxy can't be reached"),
            Failure::NoAnswer => LoadError::new(FailureKind::Offline, "offline"),
        })?;
        if !answer.ok {
            let Problem { detail, vendor_code } = Problem::read(&answer.body);
            return Err(LoadError { vendor_code, ..LoadError::from_status(answer.status, detail) });
        }
        Ok(answer)
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
pub async fn load(
    request: &RoomRequest,
    started: Option<Started>,
    abort: &Abort,
) -> Result<Arc<Transcript>, LoadError> {
    let room = request.room.as_str();
    let (path, body) = match request.mode {
        ProxyMode::Gateway => (["rooms/", room].concat(), None),
        ProxyMode::Passthrough => {
            // An id is letters and digits, `-` and `_`: nothing that JSON would escape.
            ("user/api/chat_data/format/json".to_owned(), Some([r#"{"room_id":""#, room, r#""}"#].concat()))
        }
    };
    let answer = request.reach().ask(&path, body.as_deref(), started, abort).await?;
    read(&answer.body).map_err(|error| LoadError { status: Some(answer.status), ..error })
}

async fn bearer(token: Option<&Token>) -> Result<Option<String>, LoadError> {
    match token {
        None => Ok(None),
        Some(Token::Text(text)) => Ok(Some(text.clone())),
        Some(Token::Ask(ask)) => match fetch::ask(ask).await {
            Some(text) => Ok(Some(text)),
            None => Err(LoadError::new(FailureKind::Unauthorized, "the page's token function gave no token")),
        },
    }
}
