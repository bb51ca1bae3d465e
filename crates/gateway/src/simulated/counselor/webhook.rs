//! The webhook's caller (001): `{base}/message/{uuid}`, tried again for a while when nobody takes the message.

use std::time::Duration;

use reqwest::Client;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

/// How often a message is offered, and the pause after the first time; each one is twice as long as the one before.
const TRIES: u32 = 6;
const PAUSE: Duration = Duration::from_millis(250);
const TIMEOUT: Duration = Duration::from_secs(5);

/// Where received messages go.
#[derive(Clone)]
pub(super) struct Webhook {
    client: Client,
    base: SecretString,
}

impl Webhook {
    /// `base` is the "수신도메인".
    pub(super) fn new(base: &SecretString) -> Self {
        let client = Client::builder().no_proxy().tls_certs_only([]).timeout(TIMEOUT);
        Self { client: client.build().expect("without TLS there is nothing to prepare"), base: base.clone() }
    }

    /// Offers it until it is taken, or refused for good.
    pub(super) async fn post(&self, uuid: &str, payload: &Value) {
        let address = format!("{}/message/{uuid}", self.base.expose_secret().trim_end_matches('/'));
        for turn in 0..TRIES {
            let answer = self.client.post(&address).json(payload).send().await;
            let why = match answer.map(|answer| answer.status()) {
                Ok(status) if status.is_success() => return,
                Ok(status) if status.is_client_error() => {
                    tracing::warn!(%status, "the webhook refuses a message");
                    return;
                }
                Ok(status) => status.to_string(),
                // The address holds a secret.
                Err(error) => error.without_url().to_string(),
            };
            tracing::debug!(why, "the webhook did not take a message yet");
            tokio::time::sleep(PAUSE * 2_u32.pow(turn)).await;
        }
        tracing::warn!("the webhook did not take a message");
    }
}
