//! (d) The gateway natively: what it adds to asking the vendor itself for one room.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use happytalk_gateway::{
    AppState, Settings,
    auth::Auth,
    rates::Rates,
    router,
    serve::{Limits, serve},
    simulated,
    site::Site,
    vendor::{HttpVendor, VendorSettings},
};
use secrecy::SecretString;
use serde_json::json;
use tokio::{net::TcpListener, task::JoinSet};
use url::Url;

use super::{median, report::Report};
use crate::{DOCUMENTS_ROOM, Result};

const TOKEN: &str = "a-token-of-the-benchmark";
const LATENCY_SAMPLES: usize = 400;
const CLIENTS: usize = 16;
const BURST: Duration = Duration::from_secs(3);

/// Measures, all three on this machine: client, gateway, simulated vendor.
///
/// # Errors
/// When an answer is not 200.
pub async fn measure(report: &mut Report) -> Result {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let listen = listener.local_addr()?;
    let secret = || SecretString::from(TOKEN);
    let vendor = simulated::spawn(simulated::Settings {
        token: secret(),
        client_id: secret(),
        client_secret: secret(),
        public_base: format!("http://{listen}"),
        webhook: None,
    })
    .await?;
    let base = Url::parse(&format!("http://{}", vendor.addr))?;
    let vendor_settings =
        VendorSettings { customer_api: base.clone(), token: secret(), biz: None, timeout: Duration::from_secs(8) };
    let state = AppState::new(Settings {
        listen,
        vendor: Arc::new(HttpVendor::new(vendor_settings)?),
        site: Site::embedded(),
        allow_origins: Vec::new(),
        media_hosts: Vec::new(),
        auth: Auth::None,
        rates: Rates::none(),
        live: None,
        trusted_proxies: Vec::new(),
    });
    let drain = state.drain();
    tokio::spawn(serve(listener, router(state), Limits::default(), drain, std::future::pending()));

    let client = reqwest::Client::builder().no_proxy().build()?;
    let direct = Way { client: client.clone(), url: base.join("user/api/chat_data/format/json")?, is_vendor: true };
    let through =
        Way { client, url: Url::parse(&format!("http://{listen}/api/rooms/{DOCUMENTS_ROOM}"))?, is_vendor: false };
    let (mut direct_ms, mut through_ms) = (Vec::new(), Vec::new());
    for _ in 0..LATENCY_SAMPLES {
        direct_ms.push(direct.time().await?);
        through_ms.push(through.time().await?);
    }
    let added = median(&through_ms) - median(&direct_ms);
    let (direct_rate, through_rate) = (direct.rate().await?, through.rate().await?);
    report.note(&format!(
        "(d) gateway, one room, {CLIENTS} clients: {through_rate:.0} requests/s; the vendor asked directly: {direct_rate:.0}; \
         added latency {added:.2} ms (median {:.2} over {:.2})",
        median(&through_ms),
        median(&direct_ms)
    ));
    Ok(())
}

/// One way to get the room.
#[derive(Clone)]
struct Way {
    client: reqwest::Client,
    url: Url,
    is_vendor: bool,
}

impl Way {
    async fn once(&self) -> Result {
        let request = if self.is_vendor {
            self.client.post(self.url.clone()).json(&json!({ "token": TOKEN, "room_id": DOCUMENTS_ROOM }))
        } else {
            self.client.get(self.url.clone())
        };
        let body = request.send().await?.error_for_status()?.bytes().await?;
        if body.len() > 1000 { Ok(()) } else { Err(format!("not the room: {body:?}").into()) }
    }

    async fn time(&self) -> Result<f64> {
        let start = Instant::now();
        self.once().await?;
        Ok(start.elapsed().as_secs_f64() * 1e3)
    }

    /// Answers per second while many ask at once.
    async fn rate(&self) -> Result<f64> {
        let start = Instant::now();
        let mut clients = JoinSet::new();
        for _ in 0..CLIENTS {
            let way = self.clone();
            clients.spawn(async move {
                let mut count = 0_u32;
                while start.elapsed() < BURST {
                    way.once().await?;
                    count += 1;
                }
                Result::Ok(count)
            });
        }
        let counts: Vec<u32> = clients.join_all().await.into_iter().collect::<Result<_>>()?;
        Ok(f64::from(counts.iter().sum::<u32>()) / start.elapsed().as_secs_f64())
    }
}
