//! `chat/write` (003): a message is sent once or not at all, and when nobody can know which, that is said.
//!
//! The connection is new for each message: one that had been idle may be dead, and a request written to it would leave
//! behind just the doubt that must be rare.

use std::{sync::Arc, time::Duration};

use axum::body::Bytes;
use happytalk_model::write::{WriteAnswer, WriteRequest};
use reqwest::{
    Client,
    header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue},
};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use super::{Biz, NotAVendor, below, client, json, memory::Memory, read, transport};
use crate::{config::BizCredentials, vendor::VendorError};

/// The documented answer is a hundred bytes, and a notice; 2,000 characters of that, each escaped, fit. It is kept for a day
/// (`sending/keys.rs`), as many others are.
const LARGEST_ANSWER: usize = 16 * 1024;
const CLIENT_ID: HeaderName = HeaderName::from_static("ht-client-id");
const CLIENT_SECRET: HeaderName = HeaderName::from_static("ht-client-secret");

/// The Biz API, with what it is called with.
pub(super) struct Sending {
    client: Client,
    address: Url,
    credentials: BizCredentials,
}

impl Sending {
    pub(super) fn new(biz: Biz, timeout: Duration) -> Result<Self, NotAVendor> {
        let Biz { api, credentials } = biz;
        let mut headers = HeaderMap::new();
        for (name, secret) in [(CLIENT_ID, &credentials.client_id), (CLIENT_SECRET, &credentials.client_secret)] {
            let mut value = HeaderValue::from_str(secret.expose_secret()).map_err(|_| NotAVendor::Credentials)?;
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        let client = client(&api, timeout)?.pool_max_idle_per_host(0).default_headers(headers);
        Ok(Self {
            client: client.build().map_err(NotAVendor::Client)?,
            address: below(&api, "v1/chat/write"),
            credentials,
        })
    }

    /// What must not be in an answer.
    pub(super) fn secrets<'a>(&'a self, token: &'a SecretString) -> [&'a SecretString; 3] {
        [token, &self.credentials.client_id, &self.credentials.client_secret]
    }

    /// Sends it, once. The answer's bytes when its `code` is 0.
    pub(super) async fn send(&self, request: &WriteRequest, memory: &Memory) -> Result<Bytes, VendorError> {
        let request =
            self.client.post(self.address.clone()).header(CONTENT_TYPE, "application/json").body(json(request)?);
        let response = match request.send().await {
            Ok(response) => response,
            // Without a connection nothing left, whatever kept it from being made.
            Err(error) if error.is_connect() => return Err(transport(error)),
            Err(error) => return Err(unknown(error.into())),
        };
        let bytes = match read(response, LARGEST_ANSWER, memory).await {
            Ok(bytes) => bytes,
            // Statuses of a request that was looked at and turned away.
            Err(refusal @ (VendorError::TooMany(_) | VendorError::Status(400..=499))) => return Err(refusal),
            Err(error) => return Err(unknown(error)),
        };
        let unreadable = |reason: String| unknown(VendorError::Unreadable(reason));
        let answer = WriteAnswer::decode(&bytes)
            .map_err(|error| unreadable(format!("{} bytes, no JSON at {}", bytes.len(), error.offset)))?
            .value;
        match answer.code {
            Some(0) => Ok(bytes),
            Some(_) => Err(VendorError::NotSent(Arc::new(answer))),
            None => Err(unreadable("no code".to_owned())),
        }
    }
}

fn unknown(error: VendorError) -> VendorError {
    VendorError::OutcomeUnknown(Box::new(error))
}
