//! The vendor over HTTPS: the credentials are added here, and nowhere else.
//!
//! Redirects are not followed: they would carry the token away. How much of an answer is taken, and of all of them
//! together, is `read`'s and `memory`'s.

mod memory;
mod read;
mod sending;

use std::{
    error::Error,
    fmt, io,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::body::Bytes;
use happytalk_model::{RoomId, list::ListRequest, write::WriteRequest};
use reqwest::{Client, ClientBuilder, header::CONTENT_TYPE};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use tokio::sync::{Semaphore, SemaphorePermit};
use url::{Host, Url};

use super::{Call, Vendor, VendorBody, VendorError};
use crate::{config::BizCredentials, metrics, serve};
use memory::Memory;
use read::read;
use sending::Sending;

/// The largest answer the gateway takes.
const LARGEST_BODY: usize = 50_000_000;
/// Calls under way at the same time.
const CALLS: usize = 64;
/// Bytes of all answers together, from their first byte until the last client has them: five of [`LARGEST_BODY`].
const MEMORY: usize = 256 * 1024 * 1024;
/// Before a second try: what refused connections may be starting.
const PAUSE: Duration = Duration::from_millis(100);
/// How long a call waits for its turn, before its timeout begins.
pub(crate) const TURN: Duration = Duration::from_secs(2);
/// A connection that takes longer will not become one.
const CONNECT: Duration = Duration::from_secs(3);
/// Bodies larger than this are checked off the threads that serve requests.
const CHECKED_IN_PLACE: usize = 256 * 1024;

/// How the vendor is reached. None of its secrets is ever shown.
#[derive(Clone, Debug)]
pub struct VendorSettings {
    /// Address of the Customer API.
    pub customer_api: Url,
    /// 고객사 토큰 (000, 004).
    pub token: SecretString,
    /// The Biz API; without it sending is off.
    pub biz: Option<Biz>,
    /// For a whole exchange, the second try of a read included.
    pub timeout: Duration,
    /// Threads that serve, as in [`crate::serve::Limits`].
    pub threads: usize,
}

/// How the Biz API is reached (003).
#[derive(Clone, Debug)]
pub struct Biz {
    /// Its address.
    pub api: Url,
    /// Its credentials.
    pub credentials: BizCredentials,
}

/// Happytalk's APIs.
pub struct HttpVendor {
    /// One for each thread that serves, so that a call stays on its thread, and the first for all others.
    clients: Vec<Client>,
    chat_data: Url,
    chat_room_lists: Url,
    token: SecretString,
    sending: Option<Sending>,
    timeout: Duration,
    calls: Semaphore,
    memory: Memory,
}

impl HttpVendor {
    /// # Errors
    /// [`NotAVendor`] when a secret would leave the machine in clear text or can't be a header's value, or the machine
    /// has no root certificates.
    pub fn new(settings: VendorSettings) -> Result<Self, NotAVendor> {
        let VendorSettings { customer_api, token, biz, timeout, threads } = settings;
        let client = |_| client(&customer_api, timeout)?.build().map_err(NotAVendor::Client);
        Ok(Self {
            clients: (0..=threads).map(client).collect::<Result<_, _>>()?,
            chat_data: below(&customer_api, "user/api/chat_data/format/json"),
            chat_room_lists: below(&customer_api, "user/api/chat_room_lists/format/json"),
            sending: biz.map(|biz| Sending::new(biz, timeout)).transpose()?,
            token,
            timeout,
            calls: Semaphore::new(CALLS),
            memory: Memory::of(MEMORY),
        })
    }

    /// This thread's.
    fn client(&self) -> &Client {
        &self.clients[serve::thread() % self.clients.len()]
    }

    /// A turn among the calls under way.
    async fn turn(&self) -> Result<SemaphorePermit<'_>, VendorError> {
        match tokio::time::timeout(TURN, self.calls.acquire()).await {
            Ok(Ok(turn)) => Ok(turn),
            Ok(Err(_)) | Err(_) => Err(VendorError::Overloaded),
        }
    }

    /// A call that changes nothing: tried a second time when the connection was refused or broke before an answer.
    async fn ask(&self, address: &Url, request: &impl Serialize) -> Result<VendorBody, VendorError> {
        let _turn = self.turn().await?;
        let json = Bytes::from(json(request)?);
        let once = || self.client().post(address.clone()).header(CONTENT_TYPE, "application/json").body(json.clone());
        let exchange = async {
            let answer = match once().send().await {
                Err(error) if is_worth_a_second_try(&error) => {
                    tokio::time::sleep(PAUSE).await;
                    once().send().await
                }
                answer => answer,
            };
            read(answer?, LARGEST_BODY, &self.memory).await
        };
        let bytes = tokio::time::timeout(self.timeout, exchange).await.unwrap_or(Err(VendorError::Timeout))?;
        check(bytes).await.map_err(|error| without_secrets(error, &[&self.token]))
    }
}

impl Vendor for HttpVendor {
    fn chat_data<'a>(&'a self, room_id: &'a RoomId) -> Call<'a, VendorBody> {
        Box::pin(async move {
            let request = ChatData { token: self.token.expose_secret(), room_id: room_id.as_str() };
            counted("chat_data", self.ask(&self.chat_data, &request)).await
        })
    }

    fn chat_room_lists<'a>(&'a self, request: &'a ListRequest) -> Call<'a, VendorBody> {
        Box::pin(async move {
            let request = ChatRoomLists { token: self.token.expose_secret(), request };
            counted("chat_room_lists", self.ask(&self.chat_room_lists, &request)).await
        })
    }

    fn chat_write<'a>(&'a self, request: &'a WriteRequest) -> Call<'a, Bytes> {
        Box::pin(async move {
            let sending = self.sending.as_ref().ok_or(VendorError::SendingOff)?;
            let _turn = self.turn().await?;
            counted("chat_write", sending.send(request, &self.memory))
                .await
                .map_err(|error| without_secrets(error, &sending.secrets(&self.token)))
        })
    }

    fn can_write(&self) -> bool {
        self.sending.is_some()
    }
}

impl fmt::Debug for HttpVendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpVendor").field("chat_data", &self.chat_data.as_str()).finish_non_exhaustive()
    }
}

/// Makes a call, and counts how it ended.
async fn counted<T>(
    call: &'static str,
    exchange: impl Future<Output = Result<T, VendorError>>,
) -> Result<T, VendorError> {
    let start = Instant::now();
    let answer = exchange.await;
    metrics::vendor_call(call, answer.as_ref().map_or_else(VendorError::word, |_| "ok"), start.elapsed());
    answer
}

/// The request (000).
#[derive(Serialize)]
struct ChatData<'a> {
    token: &'a str,
    room_id: &'a str,
}

/// The request (004).
#[derive(Serialize)]
struct ChatRoomLists<'a> {
    token: &'a str,
    #[serde(flatten)]
    request: &'a ListRequest,
}

/// What both APIs are called with.
fn client(base: &Url, timeout: Duration) -> Result<ClientBuilder, NotAVendor> {
    let client = Client::builder()
        .user_agent(concat!("happytalk-gateway/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        // Which calls may be made twice is decided here.
        .retry(reqwest::retry::never())
        .connect_timeout(CONNECT.min(timeout / 2))
        .timeout(timeout);
    match base.scheme() {
        "https" => Ok(client.https_only(true)),
        // Neither a proxy nor certificates have a part in talking to one's own machine.
        "http" if is_loopback(base) => Ok(client.no_proxy().tls_certs_only([])),
        _ => Err(NotAVendor::ClearText(base.clone())),
    }
}

fn json(request: &impl Serialize) -> Result<Vec<u8>, VendorError> {
    serde_json::to_vec(request).map_err(transport)
}

/// Whether nothing of an answer was there, and asking again may find what this time was not: a connection that was
/// refused, or one that the vendor closed just then. What took too long has had its time.
fn is_worth_a_second_try(error: &reqwest::Error) -> bool {
    if error.is_timeout() {
        return false;
    }
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_incomplete_message) {
            return true;
        }
        if let Some(error) = error.downcast_ref::<io::Error>() {
            use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionRefused, ConnectionReset};
            return matches!(error.kind(), BrokenPipe | ConnectionAborted | ConnectionRefused | ConnectionReset);
        }
        cause = error.source();
    }
    false
}

async fn check(bytes: Bytes) -> Result<VendorBody, VendorError> {
    if bytes.len() <= CHECKED_IN_PLACE {
        return VendorBody::check(bytes);
    }
    tokio::task::spawn_blocking(|| VendorBody::check(bytes)).await.unwrap_or_else(|error| Err(transport(error)))
}

/// A refusal is shown to the browser: should the vendor ever quote a secret in it, it is cut out.
fn without_secrets(error: VendorError, secrets: &[&SecretString]) -> VendorError {
    let clean = |text: &mut String| {
        for secret in secrets {
            *text = text.replace(secret.expose_secret(), "…");
        }
    };
    match error {
        VendorError::Refused(mut failure) => {
            clean(&mut failure.message);
            VendorError::Refused(failure)
        }
        VendorError::NotSent(answer) => {
            let mut answer = Arc::unwrap_or_clone(answer);
            clean(&mut answer.message);
            answer.field.as_mut().map(clean);
            answer.content.as_mut().map(clean);
            VendorError::NotSent(answer.into())
        }
        other => other,
    }
}

fn transport(error: impl Error + Send + Sync + 'static) -> VendorError {
    VendorError::Transport(Arc::new(error))
}

impl From<reqwest::Error> for VendorError {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() { Self::Timeout } else { transport(error) }
    }
}

/// `path` below `base`, whether or not `base` ends with a slash.
fn below(base: &Url, path: &str) -> Url {
    let mut address = base.clone();
    let prefix = base.path().trim_end_matches('/');
    address.set_path(&format!("{prefix}/{path}"));
    address.set_query(None);
    address.set_fragment(None);
    address
}

fn is_loopback(address: &Url) -> bool {
    match address.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.to_canonical().is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// The address or the machine is not fit for talking to the vendor.
#[derive(Debug)]
pub enum NotAVendor {
    /// Neither `https` nor on this machine.
    ClearText(Url),
    /// A credential that no header can hold.
    Credentials,
    /// No TLS: most likely no root certificates are installed.
    Client(reqwest::Error),
}

impl fmt::Display for NotAVendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ClearText(url) => {
                write!(f, "the vendor's address must begin with https:// (or be on this machine), not {url}")
            }
            Self::Credentials => f.write_str("the Biz API's credentials hold characters that no HTTP header can hold"),
            Self::Client(error) => {
                write!(f, "cannot prepare TLS (is the package ca-certificates installed?): {error}")
            }
        }
    }
}

impl Error for NotAVendor {}

#[cfg(test)]
mod tests;
