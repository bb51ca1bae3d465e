//! The vendor over HTTPS: the token is added here, and nowhere else.
//!
//! Redirects are not followed (they would carry the token away), bodies are not decompressed (a bomb stays small), and
//! a body is refused as soon as it is known to be too large.

use std::{error::Error, fmt, time::Duration};

use axum::body::Bytes;
use reqwest::{
    Client, Response, StatusCode,
    header::{CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER},
};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use tokio::sync::Semaphore;
use url::{Host, Url};

use super::{Call, Vendor, VendorBody, VendorError};
use crate::room_id::RoomId;

/// The largest answer the gateway takes.
const LARGEST_BODY: usize = 50_000_000;
/// Calls under way at the same time; each may hold a body of [`LARGEST_BODY`].
const CALLS: usize = 64;
/// How long a call waits for its turn.
const TURN: Duration = Duration::from_secs(2);
/// A connection that takes longer will not become one.
const CONNECT: Duration = Duration::from_secs(3);
/// Bodies larger than this are checked off the threads that serve requests.
const CHECKED_IN_PLACE: usize = 256 * 1024;

/// Happytalk's Customer API.
pub struct HttpVendor {
    client: Client,
    chat_data: Url,
    token: SecretString,
    calls: Semaphore,
}

impl HttpVendor {
    /// `base` is the address of the Customer API, `timeout` covers a whole exchange.
    ///
    /// # Errors
    /// [`NotAVendor`] when the token would leave the machine in clear text, or the machine has no root certificates.
    pub fn new(base: &Url, token: SecretString, timeout: Duration) -> Result<Self, NotAVendor> {
        let client = Client::builder()
            .user_agent(concat!("happytalk-gateway/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(CONNECT.min(timeout))
            .timeout(timeout);
        let client = match base.scheme() {
            "https" => client.https_only(true),
            // Neither a proxy nor certificates have a part in talking to one's own machine.
            "http" if is_loopback(base) => client.no_proxy().tls_certs_only([]),
            _ => return Err(NotAVendor::ClearText(base.clone())),
        };
        Ok(Self {
            client: client.build().map_err(NotAVendor::Client)?,
            chat_data: below(base, "user/api/chat_data/format/json"),
            token,
            calls: Semaphore::new(CALLS),
        })
    }

    async fn post(&self, address: &Url, body: &impl Serialize) -> Result<Bytes, VendorError> {
        let turn = tokio::time::timeout(TURN, self.calls.acquire()).await;
        let Ok(Ok(_turn)) = turn else { return Err(VendorError::Overloaded) };
        let json = serde_json::to_vec(body).map_err(|error| VendorError::Transport(error.into()))?;
        let request = self.client.post(address.clone()).header(CONTENT_TYPE, "application/json").body(json);
        read(request.send().await?).await
    }
}

impl Vendor for HttpVendor {
    fn chat_data<'a>(&'a self, room_id: &'a RoomId) -> Call<'a, VendorBody> {
        Box::pin(async move {
            let request = ChatData { token: self.token.expose_secret(), room_id: room_id.as_str() };
            let answer = check(self.post(&self.chat_data, &request).await?).await;
            answer.map_err(|error| without_secret(error, request.token))
        })
    }
}

impl fmt::Debug for HttpVendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpVendor").field("chat_data", &self.chat_data.as_str()).finish_non_exhaustive()
    }
}

/// The request (000).
#[derive(Serialize)]
struct ChatData<'a> {
    token: &'a str,
    room_id: &'a str,
}

async fn read(mut response: Response) -> Result<Bytes, VendorError> {
    let headers = response.headers();
    match response.status() {
        status if status.is_success() => {}
        StatusCode::TOO_MANY_REQUESTS => {
            let seconds = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
            return Err(VendorError::TooMany(seconds));
        }
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => return Err(VendorError::Timeout),
        status => return Err(VendorError::Status(status.as_u16())),
    }
    if headers.get(CONTENT_ENCODING).is_some_and(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity")) {
        return Err(VendorError::Unreadable("compressed, which was not asked for".to_owned()));
    }
    let announced = response.content_length().unwrap_or_default();
    let announced = usize::try_from(announced).ok().filter(|length| *length <= LARGEST_BODY);
    let mut body = Vec::with_capacity(announced.ok_or(VendorError::TooLarge)?);
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > LARGEST_BODY {
            return Err(VendorError::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.into())
}

async fn check(bytes: Bytes) -> Result<VendorBody, VendorError> {
    if bytes.len() <= CHECKED_IN_PLACE {
        return VendorBody::check(bytes);
    }
    tokio::task::spawn_blocking(|| VendorBody::check(bytes))
        .await
        .unwrap_or_else(|error| Err(VendorError::Transport(error.into())))
}

/// A refusal is shown to the browser: should the vendor ever quote the token in it, it is cut out.
fn without_secret(error: VendorError, secret: &str) -> VendorError {
    match error {
        VendorError::Refused(mut failure) if failure.message.contains(secret) => {
            failure.message = failure.message.replace(secret, "…");
            VendorError::Refused(failure)
        }
        other => other,
    }
}

impl From<reqwest::Error> for VendorError {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() { Self::Timeout } else { Self::Transport(error.into()) }
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
    /// No TLS: most likely no root certificates are installed.
    Client(reqwest::Error),
}

impl fmt::Display for NotAVendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ClearText(url) => {
                write!(f, "the vendor's address must begin with https:// (or be on this machine), not {url}")
            }
            Self::Client(error) => {
                write!(f, "cannot prepare TLS (is the package ca-certificates installed?): {error}")
            }
        }
    }
}

impl Error for NotAVendor {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_never_leaves_the_machine_in_clear_text() {
        let timeout = Duration::from_secs(1);
        for (base, fit) in [
            ("http://127.0.0.1:9", true),
            ("http://[::1]:9", true),
            ("http://localhost:9", true),
            ("http://customer.happytalk.io", false),
            ("http://127.0.0.1.example.com", false),
            ("ftp://127.0.0.1", false),
        ] {
            let base = Url::parse(base).unwrap();
            assert_eq!(HttpVendor::new(&base, "t".into(), timeout).is_ok(), fit, "{base}");
        }
    }

    #[test]
    fn the_token_is_not_in_the_debug_output() {
        let base = Url::parse("http://127.0.0.1:9").unwrap();
        let vendor = HttpVendor::new(&base, "hunter2".into(), Duration::from_secs(1)).unwrap();
        assert!(!format!("{vendor:?}").contains("hunter2"));
    }

    #[test]
    fn the_address_of_a_call_stands_below_any_base() {
        for (base, address) in [
            ("https://a.example", "https://a.example/x/y"),
            ("https://a.example/", "https://a.example/x/y"),
            ("https://a.example/sub", "https://a.example/sub/x/y"),
            ("https://a.example/sub/?q#f", "https://a.example/sub/x/y"),
        ] {
            assert_eq!(below(&Url::parse(base).unwrap(), "x/y").as_str(), address);
        }
    }
}
