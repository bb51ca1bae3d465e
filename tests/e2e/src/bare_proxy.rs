//! The viewer behind nginx alone: `deploy/nginx.conf` as it is, in front of a vendor of the test's choice.
//!
//! The vendor speaks no TLS here; a second server in the same nginx does it for him, with a certificate that the first
//! one has to believe, or not.

use std::net::SocketAddr;

use crate::{
    Result,
    nginx::{Folder, Nginx, free_ports, on_free_ports},
    root, site,
};

/// Credentials that only nginx has.
pub const SECRETS: [&str; 3] = ["customer-token-hunter2", "client-id-hunter2", "client-secret-hunter2"];

/// Whoever asks may.
pub const EVERYBODY: &str = "allow all;";

/// What a test chooses.
#[derive(Debug)]
pub struct Setup<'a> {
    /// Both of the vendor's addresses.
    pub vendor: SocketAddr,
    /// `auth.conf`; the shipped one when there is none.
    pub auth: Option<&'a str>,
    /// `session.conf`; the shipped one when there is none.
    pub session: Option<&'a str>,
    /// Whether the vendor's certificate is signed by somebody nginx believes.
    pub trusted: bool,
    /// Names in the vendor's certificate.
    pub names: &'a [&'a str],
}

impl Setup<'_> {
    /// Everybody may ask a vendor who proves who he is.
    pub fn open(vendor: SocketAddr) -> Self {
        Self {
            vendor,
            auth: Some(EVERYBODY),
            session: None,
            trusted: true,
            names: &["customer.happytalk.io", "biz-api.happytalk.io"],
        }
    }
}

/// A running one.
#[derive(Debug)]
pub struct BareProxy {
    /// For its logs.
    pub nginx: Nginx,
    port: u16,
}

impl BareProxy {
    /// Starts it, with the built viewer.
    ///
    /// # Errors
    /// When nginx is not installed or refuses the configuration, or the viewer has not been built.
    pub async fn start(setup: Setup<'_>) -> Result<Self> {
        on_free_ports(|| Self::start_once(&setup)).await
    }

    async fn start_once(setup: &Setup<'_>) -> Result<Self> {
        let Setup { vendor, auth, session, trusted, names } = *setup;
        let [port, tls] = free_ports()?;
        let folder = Folder::new()?;
        folder.install()?;
        folder.certificate("vendor", names)?;
        folder.certificate("stranger", names)?;
        let believed = if trusted { "vendor" } else { "stranger" };
        let path = folder.path().display().to_string();
        folder.put(
            "happytalk/server.conf",
            &format!(
                "listen 127.0.0.1:{port};\nroot {};\naccess_log {path}/access.log happytalk;\n",
                site()?.canonicalize()?.display()
            ),
        )?;
        folder.put(
            "happytalk/vendor.conf",
            &format!(
                "upstream happytalk_customer_api {{ server 127.0.0.1:{tls}; }}\nupstream happytalk_biz_api {{ server \
                 127.0.0.1:{tls}; }}\nproxy_ssl_trusted_certificate {path}/{believed}-ca.crt;\n"
            ),
        )?;
        let [token, id, secret] = SECRETS;
        folder.put(
            "happytalk/secrets.conf",
            &format!(
                "map \"\" $ht_token {{ default \"{token}\"; }}\nmap \"\" $ht_client_id {{ default \"{id}\"; }}\nmap \"\" \
                 $ht_client_secret {{ default \"{secret}\"; }}\n"
            ),
        )?;
        if let Some(auth) = auth {
            folder.put("happytalk/auth.conf", auth)?;
        }
        if let Some(session) = session {
            folder.put("happytalk/session.conf", session)?;
        }
        let http = format!(
            "include {};\nserver {{ listen 127.0.0.1:{tls} ssl; ssl_certificate {path}/vendor.crt; ssl_certificate_key \
             {path}/vendor.key; location / {{ proxy_pass http://{vendor}; proxy_set_header Host $http_host; \
             proxy_ignore_headers X-Accel-Redirect; proxy_pass_header X-Accel-Redirect; }} }}",
            root().join("deploy/nginx.conf").canonicalize()?.display()
        );
        Ok(Self { nginx: Nginx::start(folder, &http, port).await?, port })
    }

    /// `host:port`.
    pub fn authority(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// An address on it.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.authority())
    }
}
