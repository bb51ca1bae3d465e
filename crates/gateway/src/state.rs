//! What every route shares.

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::Request,
    http::{Extensions, HeaderMap, HeaderValue},
};
use ipnet::IpNet;

use crate::{
    auth::Auth,
    config::{MediaHost, Origin},
    drain::Drain,
    live::Live,
    load::Gate,
    rates::{Client, Rates},
    security::{Guard, Headers, cors, reader},
    sending::Sender,
    site::Site,
    vendor::{RoomReads, Vendor},
};

/// The parts of a gateway, before they are put together.
pub struct Settings {
    /// The address it really listens on: the only host it answers for, besides localhost.
    pub listen: SocketAddr,
    /// The upstream.
    pub vendor: Arc<dyn Vendor>,
    /// The viewer.
    pub site: Site,
    /// Other origins whose pages may call `/api` and frame the viewer.
    pub allow_origins: Vec<Origin>,
    /// Hosts that media may come from.
    pub media_hosts: Vec<MediaHost>,
    /// How callers are told apart.
    pub auth: Auth,
    /// How often they may ask.
    pub rates: Rates,
    /// The webhook and the event stream; without it there is neither.
    pub live: Option<Live>,
    /// Whose `X-Forwarded-For` and `X-Request-Id` are believed.
    pub trusted_proxies: Vec<IpNet>,
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings").field("listen", &self.listen).finish_non_exhaustive()
    }
}

/// What every route shares; cheap to clone.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

struct Shared {
    vendor: Arc<dyn Vendor>,
    rooms: Arc<RoomReads>,
    sender: Sender,
    site: Site,
    guard: Guard,
    headers: Headers,
    allow_origins: Vec<Origin>,
    auth: Auth,
    rates: Rates,
    trusted_proxies: Vec<IpNet>,
    drain: Drain,
    live: Option<Live>,
    gate: Gate,
}

impl AppState {
    /// Puts the parts together.
    pub fn new(settings: Settings) -> Self {
        let guard = Guard::new(settings.listen, &settings.allow_origins, &settings.auth);
        Self::with_guard(settings, guard)
    }

    /// Like [`AppState::new`], and accepts requests that `trunk serve` on this machine forwards. For invented data only.
    pub fn for_demo(settings: Settings) -> Self {
        let guard = Guard::new(settings.listen, &settings.allow_origins, &settings.auth).with_dev_server();
        Self::with_guard(settings, guard)
    }

    fn with_guard(settings: Settings, guard: Guard) -> Self {
        let rooms = Arc::new(RoomReads::new(Arc::clone(&settings.vendor)));
        let drain = Drain::new();
        Self(Arc::new(Shared {
            sender: Sender::new(Arc::clone(&settings.vendor), Arc::clone(&rooms), drain.clone()),
            rooms,
            vendor: settings.vendor,
            site: settings.site.with_media_hosts(&settings.media_hosts),
            guard,
            headers: Headers::new(&settings.media_hosts, &settings.allow_origins),
            allow_origins: settings.allow_origins,
            auth: settings.auth,
            rates: settings.rates,
            trusted_proxies: settings.trusted_proxies,
            drain,
            live: settings.live,
            gate: Gate::new(),
        }))
    }

    /// How far stopping has come; [`crate::serve::serve`] takes it along.
    pub fn drain(&self) -> Drain {
        self.0.drain.clone()
    }

    /// Becomes true when event streams have to come to their end: the gateway stops.
    pub fn draining(&self) -> tokio::sync::watch::Receiver<bool> {
        self.0.drain.streams()
    }

    /// The webhook and the event stream, where there are any.
    pub fn live(&self) -> Option<&Live> {
        self.0.live.as_ref()
    }

    pub(crate) fn gate(&self) -> Gate {
        self.0.gate.clone()
    }

    /// Whether a peer is one of the trusted proxies.
    pub(crate) fn trusts(&self, peer: IpAddr) -> bool {
        let peer = peer.to_canonical();
        self.0.trusted_proxies.iter().any(|network| network.contains(&peer))
    }

    /// Who is at the other end of a request, as its rates are counted.
    pub(crate) fn client(&self, headers: &HeaderMap, extensions: &Extensions) -> Client {
        Client::of(headers, extensions, &|peer| self.trusts(peer))
    }

    /// What `/readyz` looks at: each part, and a word for what is wrong with it. Costs no call and no wait.
    pub(crate) fn parts(&self) -> Vec<(&'static str, Result<(), &'static str>)> {
        let serving = if self.0.drain.has_begun() { Err("stopping") } else { Ok(()) };
        let store = self.live().map(|live| ("store", if live.can_write() { Ok(()) } else { Err("not writable") }));
        [("serving", serving)].into_iter().chain(store).collect()
    }

    /// What `/readyz` says in one word.
    pub(crate) fn is_ready(&self) -> bool {
        self.parts().iter().all(|(_, state)| state.is_ok())
    }

    pub(crate) fn vendor(&self) -> &dyn Vendor {
        &*self.0.vendor
    }

    pub(crate) fn auth(&self) -> &Auth {
        &self.0.auth
    }

    pub(crate) fn rates(&self) -> &Rates {
        &self.0.rates
    }

    /// Rooms, read through calls that equal requests share.
    pub(crate) fn rooms(&self) -> &RoomReads {
        &self.0.rooms
    }

    pub(crate) fn sender(&self) -> &Sender {
        &self.0.sender
    }

    /// Whether there are credentials to send with; whether the caller may is another question.
    pub(crate) fn can_send(&self) -> bool {
        self.0.vendor.can_write()
    }

    pub(crate) fn site(&self) -> &Site {
        &self.0.site
    }

    pub(crate) fn guard(&self) -> &Guard {
        &self.0.guard
    }

    pub(crate) fn headers(&self) -> &Headers {
        &self.0.headers
    }

    /// The origin of the page that may read the answer to this request, where one is allowed.
    pub(crate) fn reader(&self, request: &Request) -> Option<HeaderValue> {
        reader(&self.0.allow_origins, request)
    }

    pub(crate) fn cors(&self) -> Option<tower_http::cors::CorsLayer> {
        cors(&self.0.allow_origins)
    }
}

impl fmt::Debug for AppState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppState").field("guard", &self.0.guard).finish_non_exhaustive()
    }
}
