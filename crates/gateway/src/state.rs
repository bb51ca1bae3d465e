//! What every route shares.

use std::{fmt, net::SocketAddr, sync::Arc};

use crate::{
    auth::Auth,
    config::{MediaHost, Origin},
    rates::Rates,
    security::{Guard, Headers, cors},
    site::Site,
    vendor::Vendor,
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
    /// What this gateway is configured to do besides reading.
    pub offers: Offers,
}

/// What a gateway can do besides reading: told to callers who may, by `Happytalk-Can`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// The webhook is on: new messages arrive.
    pub live: bool,
    /// There are credentials of the Biz API.
    pub send: bool,
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
    site: Site,
    guard: Guard,
    headers: Headers,
    allow_origins: Vec<Origin>,
    auth: Auth,
    rates: Rates,
    offers: Offers,
}

impl AppState {
    /// Puts the parts together.
    pub fn new(settings: Settings) -> Self {
        Self(Arc::new(Shared {
            vendor: settings.vendor,
            site: settings.site.with_media_hosts(&settings.media_hosts),
            guard: Guard::new(settings.listen, &settings.allow_origins, &settings.auth),
            headers: Headers::new(&settings.media_hosts, &settings.allow_origins),
            allow_origins: settings.allow_origins,
            auth: settings.auth,
            rates: settings.rates,
            offers: settings.offers,
        }))
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

    pub(crate) fn offers(&self) -> Offers {
        self.0.offers
    }

    pub(crate) fn site(&self) -> &Site {
        &self.0.site
    }

    pub(crate) fn guard(&self) -> Guard {
        self.0.guard.clone()
    }

    pub(crate) fn headers(&self) -> Headers {
        self.0.headers.clone()
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
