//! The real gateway in demo mode, in this process, with the simulated vendor and the built viewer.

use std::time::Duration;

use happytalk_gateway::{config::Front, demo_server};

use crate::{Result, site};

/// A running gateway on a free port. It ends with the test's runtime.
#[derive(Debug)]
pub struct Stack {
    running: demo_server::Running,
}

impl Stack {
    /// Starts the gateway.
    ///
    /// # Errors
    /// Fails when the viewer has not been built.
    pub async fn start() -> Result<Self> {
        Self::allowing(&[]).await
    }

    /// Starts a gateway that allows requests from pages of these origins.
    ///
    /// # Errors
    /// Fails when the viewer has not been built.
    pub async fn allowing(origins: &[&str]) -> Result<Self> {
        let allow_origin = origins.iter().map(|origin| origin.parse()).collect::<std::result::Result<_, _>>();
        let allow_origin = allow_origin.map_err(|error| format!("{error:?}"))?;
        let front = Front { site: Some(site()?), allow_origin, ..Front::default() };
        Ok(Self { running: demo_server::start(front).await? })
    }

    /// Returns the address of a path on the gateway.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin())
    }

    /// Returns scheme, host and port.
    pub fn origin(&self) -> String {
        format!("http://{}", self.running.addr)
    }

    /// Returns `host:port`.
    pub fn authority(&self) -> String {
        self.running.addr.to_string()
    }

    /// Returns the ids of some rooms of the simulated shop, the longest room first.
    pub fn examples(&self) -> Vec<String> {
        self.running.examples().iter().map(|(id, _)| id.clone()).collect()
    }

    /// Returns the credentials that no browser may receive.
    pub fn secrets(&self) -> Vec<String> {
        self.running.secrets.exposed().iter().map(|secret| (*secret).to_owned()).collect()
    }

    /// Posts a payload to the webhook, like the vendor.
    ///
    /// # Errors
    /// Fails when the gateway does not accept it.
    pub async fn hook(&self, payload: &serde_json::Value) -> Result {
        use secrecy::ExposeSecret as _;
        let address = self.url(&format!("/hooks/{}/message/test-user", self.running.secrets.webhook.expose_secret()));
        let client = reqwest::Client::builder().timeout(Duration::from_secs(30)).build()?;
        client.post(address).json(payload).send().await?.error_for_status()?;
        Ok(())
    }

    /// Sends a GET request without a browser.
    ///
    /// # Errors
    /// Fails when there is no response.
    pub async fn get(&self, path: &str) -> Result<reqwest::Response> {
        let client = reqwest::Client::builder().timeout(Duration::from_secs(30)).build()?;
        Ok(client.get(self.url(path)).send().await?)
    }
}
