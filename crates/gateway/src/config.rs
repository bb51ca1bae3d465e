//! The configuration: what was said on the command line and in the environment, and what it means.
//!
//! `args` is what was said, with each variable documented where it is read; [`Config`] is what it means. Only what
//! this version does is offered.

mod args;
mod secret;
mod values;

use std::{error::Error, fmt, net::SocketAddr, path::PathBuf, time::Duration};

use secrecy::SecretString;
use url::Url;

pub use args::{Auth, Cli, Command, Front, Serve};
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
    /// For a whole exchange with the vendor.
    pub vendor_timeout: Duration,
}

impl Serve {
    /// What was said, checked as a whole. `variable` reads the environment.
    ///
    /// # Errors
    /// [`ConfigError`] says in one sentence what to change.
    pub fn resolve(self, variable: impl Fn(&str) -> Option<String>) -> Result<Config, ConfigError> {
        if self.auth == Auth::Jwt {
            return Err(ConfigError::OnlyAuthNone);
        }
        self.front.check()?;
        let token = secret::read(
            secret::Names {
                flag: "--customer-token-file",
                variable: "HAPPYTALK_CUSTOMER_TOKEN",
                file_variable: "HAPPYTALK_CUSTOMER_TOKEN_FILE",
            },
            self.customer_token_file.as_deref(),
            variable,
        )?;
        Ok(Config {
            front: self.front,
            customer_api: self.customer_api,
            customer_token: token,
            vendor_timeout: self.vendor_timeout,
        })
    }
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
        }
    }
}

/// What has to change before the gateway can start.
#[derive(Debug)]
pub enum ConfigError {
    /// `--auth jwt`, the default.
    OnlyAuthNone,
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
            Self::OnlyAuthNone => f.write_str(
                "this version can't check tokens yet: it serves only with `--auth none`, on a loopback address, to the \
                 pages of this machine. `--auth jwt`, the default, is refused so that nobody relies on it",
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
    use clap::Parser as _;
    use secrecy::ExposeSecret as _;

    use super::*;

    fn serve(flags: &[&str]) -> Result<Config, ConfigError> {
        let said = ["happytalk-gateway", "serve"].iter().chain(flags);
        let Command::Serve(serve) = Cli::try_parse_from(said).expect("flags are known").command else {
            panic!("not serve")
        };
        serve.resolve(|name| (name == "HAPPYTALK_CUSTOMER_TOKEN").then(|| "hunter2".to_owned()))
    }

    #[test]
    fn jwt_is_the_default_and_refused_until_it_is_there() {
        for flags in [&[][..], &["--auth", "jwt"]] {
            assert!(matches!(serve(flags), Err(ConfigError::OnlyAuthNone)));
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
        assert_eq!(config.front.log, "info");
        assert_eq!(config.customer_token.expose_secret(), "hunter2");
    }

    #[test]
    fn the_token_is_not_in_the_debug_output() {
        let config = serve(&["--auth", "none"]).unwrap();
        assert!(!format!("{config:?}").contains("hunter2"));
    }
}
