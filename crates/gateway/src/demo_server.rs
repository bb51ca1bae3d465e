//! The whole demo in one process: a simulated vendor, and the real gateway in front of it.
//!
//! Used by `happytalk-gateway demo`, by the end-to-end tests and by the benchmarks. The secrets between the two are
//! new at every start, so a test can search for them in everything a browser received.

use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};

use secrecy::{ExposeSecret, SecretString};
use tokio::{sync::oneshot, task::JoinHandle};
use url::Url;

use crate::{
    AppState, Settings,
    auth::Auth,
    config::{BizCredentials, Front},
    demo,
    rates::Rates,
    router_with_demo,
    serve::{Limits, serve},
    simulated::{self, Simulated},
    start::{self, StartError},
    vendor::{Biz, HttpVendor, VendorSettings},
};

/// The vendor's timeout of the contract.
const VENDOR_TIMEOUT: Duration = Duration::from_secs(8);

/// A running demo; dropping it cuts every connection, [`Running::stop`] lets answers under way end.
#[derive(Debug)]
pub struct Running {
    /// The address the gateway listens on.
    pub addr: SocketAddr,
    /// What the gateway and the simulated vendor share: no byte of it may reach a browser.
    pub secrets: Secrets,
    vendor: Simulated,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

/// The credentials of one start.
#[derive(Clone, Debug)]
pub struct Secrets {
    /// 고객사 토큰.
    pub token: SecretString,
    /// `HT-Client-Id`.
    pub client_id: SecretString,
    /// `HT-Client-Secret`.
    pub client_secret: SecretString,
    /// The secret part of the webhook's address.
    pub webhook: SecretString,
}

impl Secrets {
    fn new() -> Result<Self, getrandom::Error> {
        Ok(Self { token: secret()?, client_id: secret()?, client_secret: secret()?, webhook: secret()? })
    }

    /// Each as text, for tests that search for them.
    pub fn exposed(&self) -> [&str; 4] {
        [&self.token, &self.client_id, &self.client_secret, &self.webhook].map(ExposeSecret::expose_secret)
    }
}

/// 128 random bits as hexadecimal digits.
fn secret() -> Result<SecretString, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(SecretString::from(format!("{:032x}", u128::from_ne_bytes(bytes))))
}

/// Starts both on loopback; port 0 takes any free one.
///
/// # Errors
/// [`StartError`] when the address is taken, no loopback one, or the site can't be read.
#[expect(clippy::missing_panics_doc, reason = "a socket address makes a URL")]
pub async fn start(front: Front) -> Result<Running, StartError> {
    front.check()?;
    let site = start::site(&front)?;
    let (listener, addr) = start::listen(front.listen)?;
    let public_base = format!("http://{addr}");

    let secrets = Secrets::new().map_err(|error| StartError::Vendor(error.into()))?;
    let vendor = simulated::spawn(simulated::Settings {
        token: secrets.token.clone(),
        client_id: secrets.client_id.clone(),
        client_secret: secrets.client_secret.clone(),
        public_base: public_base.clone(),
        webhook: Some(format!("{public_base}/hooks/{}", secrets.webhook.expose_secret()).into()),
    })
    .await
    .map_err(StartError::Vendor)?;
    let base = Url::parse(&format!("http://{}", vendor.addr)).expect("a socket address is a host and a port");

    let credentials =
        BizCredentials { client_id: secrets.client_id.clone(), client_secret: secrets.client_secret.clone() };
    let vendor_settings = VendorSettings {
        customer_api: base.clone(),
        token: secrets.token.clone(),
        biz: Some(Biz { api: base, credentials }),
        timeout: VENDOR_TIMEOUT,
        threads: 0,
    };
    let live = start::live(Path::new(":memory:"), secrets.webhook.clone(), 1)?;
    let state = AppState::for_demo(Settings {
        listen: addr,
        vendor: Arc::new(HttpVendor::new(vendor_settings)?),
        site,
        allow_origins: front.allow_origin,
        media_hosts: front.media_host,
        auth: Auth::None,
        rates: Rates::none(),
        live: Some(live),
        trusted_proxies: Vec::new(),
    });
    // Nobody balances a demo's load: it stops at once.
    let limits = Limits { linger: Duration::ZERO, ..Limits::default() };
    let drain = state.drain();
    let router = router_with_demo(state, demo::router(&public_base));
    let (stop, stopped) = oneshot::channel();
    let serving = tokio::spawn(serve(listener, router, limits, drain, async {
        // Dropping the sender is a way to say it too.
        let _ = stopped.await;
    }));
    Ok(Running { addr, secrets, vendor, stop, serving })
}

impl Running {
    /// An address in the gateway, such as `url("/?room=…")`.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.addr)
    }

    /// Ids and titles of a few of the simulated shop's rooms, the longest first.
    pub fn examples(&self) -> &[(String, String)] {
        &self.vendor.examples
    }

    /// Lets answers under way end, then stops both.
    pub async fn stop(self) {
        let _ = self.stop.send(());
        let _ = self.serving.await;
        drop(self.vendor);
    }
}
