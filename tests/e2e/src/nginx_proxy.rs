//! The viewer behind nginx alone: the shipped `deploy/nginx.conf` in front of a vendor of the test's choice.
//!
//! The test's vendor has no TLS. A second server in the same nginx terminates TLS for it, with a certificate that the
//! first server trusts or rejects.

use std::net::SocketAddr;

use crate::{
    Result,
    nginx::{Folder, Nginx, free_ports, on_free_ports},
    root, site,
};

/// Credentials that only nginx has.
pub const SECRETS: [&str; 3] = ["customer-token-hunter2", "client-id-hunter2", "client-secret-hunter2"];

/// An `auth.conf` that allows every client.
pub const ALLOW_ALL: &str = "allow all;";

/// Configuration of a test.
#[derive(Debug)]
pub struct Setup<'a> {
    /// Address of the vendor, for both of its APIs.
    pub vendor: SocketAddr,
    /// Contents of `auth.conf`; `None` keeps the shipped file.
    pub auth: Option<&'a str>,
    /// Contents of `session.conf`; `None` keeps the shipped file.
    pub session: Option<&'a str>,
    /// Whether nginx trusts the authority of the vendor's certificate.
    pub trusted: bool,
    /// Names in the vendor's certificate.
    pub names: &'a [&'a str],
}

impl Setup<'_> {
    /// Allows every client, with a vendor whose certificate is valid.
    pub fn open(vendor: SocketAddr) -> Self {
        Self {
            vendor,
            auth: Some(ALLOW_ALL),
            session: None,
            trusted: true,
            names: &["customer.happytalk.io", "biz-api.happytalk.io"],
        }
    }
}

/// A running nginx with the viewer.
#[derive(Debug)]
pub struct NginxProxy {
    /// The nginx process, for its logs.
    pub nginx: Nginx,
    port: u16,
}

impl NginxProxy {
    /// Starts nginx with the built viewer.
    ///
    /// # Errors
    /// Fails when nginx is not installed or rejects the configuration, or the viewer has not been built.
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
        let trusted_authority = if trusted { "vendor" } else { "stranger" };
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
                 127.0.0.1:{tls}; }}\nproxy_ssl_trusted_certificate {path}/{trusted_authority}-ca.crt;\n"
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

    /// Returns `host:port`.
    pub fn authority(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Returns the address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.authority())
    }
}
