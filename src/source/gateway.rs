//! A room by the proxy's `gateway` dialect: `GET {proxy}rooms/{room_id}` (contract: the proxy).

use std::sync::Arc;

use happytalk_model::Transcript;
use js_sys::Function;

use super::{FailureKind, LoadError, read};
use crate::{
    options::{Credentials, ProxyMode, RoomId},
    platform::{
        fetch::{self, Abort, Failure, Headers, Problem, Request, Started},
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

/// Reads the room. `started` is the page's own request, sent while the viewer was still being compiled; it is used if
/// it asked for the same thing.
pub async fn load(
    request: &RoomRequest,
    started: Option<Started>,
    abort: &Abort,
) -> Result<Arc<Transcript>, LoadError> {
    let path = format!("{}rooms/{}", request.proxy, request.room);
    let address = url::resolve(&path).ok_or_else(|| LoadError::new(FailureKind::BadRequest, "proxy is no URL"))?;
    let answer = if let Some(started) = started.filter(|started| started.url() == address) {
        started.answer().await
    } else {
        let token = bearer(request.authority.token.as_ref()).await?;
        let headers = request.authority.headers.as_ref();
        let credentials = request.credentials;
        fetch::get(Request { url: &address, credentials, token: token.as_deref(), headers }, abort).await
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
