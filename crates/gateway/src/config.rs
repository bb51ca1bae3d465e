//! The configuration: what was said on the command line and in the environment, and what it means.
//!
//! `args` is what was said, with each variable documented where it is read; [`Config`] is what it means. Only what
//! this version does is offered.

mod args;
mod secret;
mod values;

use std::{error::Error, fmt, net::SocketAddr, path::PathBuf, time::Duration};

use ipnet::IpNet;
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use crate::rates::ADDRESS_RATE;

pub use args::{Auth, Cli, Command, Front, LogFormat, Serve};
pub use secret::SecretError;
pub use values::{MediaHost, Origin};

/// What `serve` does.
#[derive(Debug)]
pub struct Config {
    /// What `demo` knows too.
    pub front: Front,
    /// Address of the Customer API.
    pub customer_api: Url,
    /// 고객사 토큰 (000): never leaves the gateway but to the vendor.
    pub customer_token: SecretString,
    /// Address of the Biz API.
    pub biz_api: Url,
    /// Its credentials; without them sending is off.
    pub biz: Option<BizCredentials>,
    /// For a whole exchange with the vendor.
    pub vendor_timeout: Duration,
    /// The JWK set of `--auth jwt`; `None` for `--auth none`.
    pub jwt_keys: Option<PathBuf>,
    /// The secret part of the webhook's address; without it the webhook is off.
    pub webhook_secret: Option<SecretString>,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Requests per second of a token; 0 for no limit.
    pub token_rate: u32,
    /// Requests per second of an address; 0 for no limit.
    pub address_rate: u32,
    /// The database, or `:memory:`.
    pub store: PathBuf,
    /// Days that received messages are kept.
    pub retain_days: u32,
    /// Where metrics are served.
    pub metrics_listen: Option<SocketAddr>,
}

/// What `chat/write` is called with (003).
#[derive(Clone, Debug)]
pub struct BizCredentials {
    /// `HT-Client-Id`.
    pub client_id: SecretString,
    /// `HT-Client-Secret`.
    pub client_secret: SecretString,
}

const CUSTOMER_TOKEN: secret::Names = secret::Names {
    flag: "--customer-token-file",
    variable: "HAPPYTALK_CUSTOMER_TOKEN",
    file_variable: "HAPPYTALK_CUSTOMER_TOKEN_FILE",
};
const BIZ_CLIENT_SECRET: secret::Names = secret::Names {
    flag: "--biz-client-secret-file",
    variable: "HAPPYTALK_BIZ_CLIENT_SECRET",
    file_variable: "HAPPYTALK_BIZ_CLIENT_SECRET_FILE",
};
const WEBHOOK_SECRET: secret::Names = secret::Names {
    flag: "--webhook-secret-file",
    variable: "HAPPYTALK_WEBHOOK_SECRET",
    file_variable: "HAPPYTALK_WEBHOOK_SECRET_FILE",
};

impl Serve {
    /// What was said, checked as a whole. `variable` reads the environment.
    ///
    /// # Errors
    /// [`ConfigError`] says in one sentence what to change.
    pub fn resolve(self, variable: impl Fn(&str) -> Option<String>) -> Result<Config, ConfigError> {
        let jwt_keys = match (self.auth, self.jwt_keys) {
            (Auth::Jwt, None) => return Err(ConfigError::NoKeys),
            (Auth::Jwt, keys) => keys,
            (Auth::None, Some(_)) => return Err(ConfigError::KeysWithoutAuth),
            (Auth::None, None) => {
                self.front.check()?;
                None
            }
        };
        let has_tokens = jwt_keys.is_some();
        let customer_token = secret::read(CUSTOMER_TOKEN, self.customer_token_file.as_deref(), &variable)?;
        let client_secret = secret::optional(BIZ_CLIENT_SECRET, self.biz_client_secret_file.as_deref(), &variable)?;
        let client_id = self.biz_client_id.map(|id| id.trim().to_owned()).filter(|id| !id.is_empty());
        let biz = match (client_id, client_secret) {
            (Some(id), Some(client_secret)) => Some(BizCredentials { client_id: id.into(), client_secret }),
            (None, None) => None,
            _ => return Err(ConfigError::HalfOfBiz),
        };
        let webhook_secret = secret::optional(WEBHOOK_SECRET, self.webhook_secret_file.as_deref(), &variable)?;
        if webhook_secret.as_ref().is_some_and(|secret| !is_path_segment(secret.expose_secret())) {
            return Err(ConfigError::WeakWebhookSecret);
        }
        Ok(Config {
            front: self.front,
            customer_api: self.customer_api,
            customer_token,
            biz_api: self.biz_api,
            biz,
            vendor_timeout: self.vendor_timeout,
            jwt_keys,
            webhook_secret,
            trusted_proxies: self.trusted_proxy,
            token_rate: self.token_rate,
            // Without tokens there is this machine alone.
            address_rate: self.address_rate.unwrap_or(if has_tokens { ADDRESS_RATE } else { 0 }),
            store: self.store,
            retain_days: self.retain_days,
            metrics_listen: self.metrics_listen,
        })
    }
}

/// Long enough not to be guessed, and of characters that a path keeps as they are.
fn is_path_segment(secret: &str) -> bool {
    secret.len() >= 16 && secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

impl Front {
    /// Without authentication only this machine may reach the gateway.
    ///
    /// # Errors
    /// [`ConfigError::NotLoopback`].
    pub fn check(&self) -> Result<(), ConfigError> {
        if self.listen.ip().to_canonical().is_loopback() { Ok(()) } else { Err(ConfigError::NotLoopback(self.listen)) }
    }
}

impl Default for Front {
    /// What the command line says when it says nothing; the port is any free one.
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            allow_origin: Vec::new(),
            media_host: vec![MediaHost::vendor()],
            site: None,
            log: "info".to_owned(),
            log_format: None,
        }
    }
}

/// What has to change before the gateway can start.
#[derive(Debug)]
pub enum ConfigError {
    /// `--auth jwt`, the default, without `--jwt-keys`.
    NoKeys,
    /// `--jwt-keys` beside `--auth none`.
    KeysWithoutAuth,
    /// One half of the Biz API's credentials.
    HalfOfBiz,
    /// The webhook's secret is short, or not fit for a path.
    WeakWebhookSecret,
    /// `--auth none` on an address that others can reach.
    NotLoopback(SocketAddr),
    /// A secret is missing or can't be read.
    Secret(SecretError),
    /// `--site` can't be read.
    Site(PathBuf, std::io::Error),
}

impl From<SecretError> for ConfigError {
    fn from(error: SecretError) -> Self {
        Self::Secret(error)
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoKeys => f.write_str(
                "tokens can't be checked without keys: name a JWK set by --jwt-keys or HAPPYTALK_JWT_KEYS (or say `--auth \
                 none`, on a loopback address, for this machine alone)",
            ),
            Self::KeysWithoutAuth => f.write_str(
                "--jwt-keys and `--auth none` contradict each other: say which one counts by leaving out the other",
            ),
            Self::HalfOfBiz => f.write_str(
                "sending needs both HAPPYTALK_BIZ_CLIENT_ID and HAPPYTALK_BIZ_CLIENT_SECRET (or their flags): one is \
                 missing",
            ),
            Self::WeakWebhookSecret => f.write_str(
                "the webhook's secret is a part of an address: at least 16 characters of A-Z, a-z, 0-9, _ and -",
            ),
            Self::NotLoopback(listen) => write!(
                f,
                "{listen} can be reached from other machines, and without authentication every room could be read \
                 there: listen on a loopback address such as 127.0.0.1:8787"
            ),
            Self::Secret(error) => error.fmt(f),
            Self::Site(path, error) => write!(f, "cannot serve the site in {}: {error}", path.display()),
        }
    }
}

impl Error for ConfigError {}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser as _;

    fn serve(flags: &[&str]) -> Result<Config, ConfigError> {
        let said = ["happytalk-gateway", "serve"].iter().chain(flags);
        let Command::Serve(serve) = Cli::try_parse_from(said).expect("flags are known").command else {
            panic!("not serve")
        };
        serve.resolve(|name| (name == "HAPPYTALK_CUSTOMER_TOKEN").then(|| "hunter2".to_owned()))
    }

    #[test]
    fn tokens_are_the_default_and_need_keys() {
        for flags in [&[][..], &["--auth", "jwt"]] {
            assert!(matches!(serve(flags), Err(ConfigError::NoKeys)));
        }
        let config = serve(&["--jwt-keys", "keys.json", "--listen", "0.0.0.0:8787"]).unwrap();
        assert_eq!(config.jwt_keys, Some(PathBuf::from("keys.json")));
        let both = serve(&["--auth", "none", "--jwt-keys", "keys.json"]);
        assert!(matches!(both, Err(ConfigError::KeysWithoutAuth)));
    }

    #[test]
    fn sending_needs_both_halves_of_its_credentials() {
        let with = |id: &[&str], secret: Option<&str>| {
            let said = ["happytalk-gateway", "serve", "--auth", "none"].iter().chain(id);
            let Command::Serve(serve) = Cli::try_parse_from(said).unwrap().command else { panic!("not serve") };
            serve.resolve(|name| match name {
                "HAPPYTALK_CUSTOMER_TOKEN" => Some("hunter2".to_owned()),
                "HAPPYTALK_BIZ_CLIENT_SECRET" => secret.map(str::to_owned),
                _ => None,
            })
        };
        assert!(with(&[], None).unwrap().biz.is_none());
        assert!(with(&["--biz-client-id", "id"], Some("secret")).unwrap().biz.is_some());
        assert!(matches!(with(&["--biz-client-id", "id"], None), Err(ConfigError::HalfOfBiz)));
        assert!(matches!(with(&[], Some("secret")), Err(ConfigError::HalfOfBiz)));
    }

    #[test]
    fn a_webhook_secret_is_long_and_fits_a_path() {
        assert!(is_path_segment("0123456789abcdef"));
        for bad in ["", "short", "0123456789abcde/", "0123456789abcdef ", "비밀비밀비밀비밀비밀비밀"] {
            assert!(!is_path_segment(bad), "{bad}");
        }
    }

    #[test]
    fn without_authentication_only_loopback_is_listened_on() {
        for (listen, fits) in [
            ("127.0.0.1:8787", true),
            ("127.9.9.9:1", true),
            ("[::1]:8787", true),
            ("[::ffff:127.0.0.1]:8787", true),
            ("localhost:8787", true),
            ("0.0.0.0:8787", false),
            ("[::]:8787", false),
            ("192.168.0.2:8787", false),
        ] {
            assert_eq!(serve(&["--auth", "none", "--listen", listen]).is_ok(), fits, "{listen}");
        }
    }

    #[test]
    fn the_defaults_are_the_contracts() {
        let config = serve(&["--auth", "none"]).unwrap();
        assert_eq!(config.front.listen.to_string(), "127.0.0.1:8787");
        assert_eq!(config.customer_api.as_str(), "https://customer.happytalk.io/");
        assert_eq!(config.vendor_timeout, Duration::from_secs(8));
        assert_eq!(config.front.media_host, [MediaHost::vendor()]);
        assert_eq!(config.biz_api.as_str(), "https://biz-api.happytalk.io/");
        assert_eq!((config.store.as_path(), config.retain_days), (std::path::Path::new("happytalk.db"), 30));
        assert!(config.biz.is_none() && config.webhook_secret.is_none() && config.metrics_listen.is_none());
        assert_eq!(config.trusted_proxies, []);
        assert_eq!(config.front.log, "info");
        assert_eq!(config.customer_token.expose_secret(), "hunter2");
    }

    #[test]
    fn the_token_is_not_in_the_debug_output() {
        let config = serve(&["--auth", "none"]).unwrap();
        assert!(!format!("{config:?}").contains("hunter2"));
    }
}
