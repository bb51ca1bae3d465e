//! The real gateway in demo mode, in this process: with the simulated vendor behind it and the built viewer in front.

use std::time::Duration;

use happytalk_gateway::{config::Front, demo_server};

use crate::{Result, site};

/// A running gateway on a free port. It ends with the test's runtime.
#[derive(Debug)]
pub struct Stack {
    running: demo_server::Running,
}

impl Stack {
    /// Starts it.
    ///
    /// # Errors
    /// When the viewer has not been built.
    pub async fn start() -> Result<Self> {
        Self::allowing(&[]).await
    }

    /// Pages of these origins may ask for rooms too.
    ///
    /// # Errors
    /// When the viewer has not been built.
    pub async fn allowing(origins: &[&str]) -> Result<Self> {
        let allow_origin = origins.iter().map(|origin| origin.parse()).collect::<std::result::Result<_, _>>();
        let allow_origin = allow_origin.map_err(|error| format!("{error:?}"))?;
        let front = Front { site: Some(site()?), allow_origin, ..Front::default() };
        Ok(Self { running: demo_server::start(front).await? })
    }

    /// An address on it.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin())
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> String {
        format!("http://{}", self.running.addr)
    }

    /// `host:port`.
    pub fn authority(&self) -> String {
        self.running.addr.to_string()
    }

    /// Ids of a few rooms of the simulated shop, the longest first.
    pub fn examples(&self) -> Vec<String> {
        self.running.examples().iter().map(|(id, _)| id.clone()).collect()
    }

    /// The credentials that no browser may see.
    pub fn secrets(&self) -> Vec<String> {
        self.running.secrets.exposed().iter().map(|secret| (*secret).to_owned()).collect()
    }

    /// Posts what the vendor would to the webhook.
    ///
    /// # Errors
    /// When it is not taken.
    pub async fn hook(&self, payload: &serde_json::Value) -> Result {
        use secrecy::ExposeSecret as _;
        let address = self.url(&format!("/hooks/{}/message/test-user", self.running.secrets.webhook.expose_secret()));
        let client = reqwest::Client::builder().timeout(Duration::from_secs(30)).build()?;
        client.post(address).json(payload).send().await?.error_for_status()?;
        Ok(())
    }

    /// Asks as a program would, not a browser.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn get(&self, path: &str) -> Result<reqwest::Response> {
        let client = reqwest::Client::builder().timeout(Duration::from_secs(30)).build()?;
        Ok(client.get(self.url(path)).send().await?)
    }
}
