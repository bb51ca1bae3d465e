//! The command line and the environment, as said. Secrets are never arguments: those show in the process list.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use clap::{Args, Parser, Subcommand, ValueEnum};
use ipnet::IpNet;
use url::Url;

use crate::rates::TOKEN_RATE;

use super::values::{MediaHost, Origin, duration, listen, network, vendor_url};

/// Stands between the viewer and Happytalk: adds the credentials, serves the viewer, says errors in words.
#[derive(Debug, Parser)]
#[command(name = "happytalk-gateway", version, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The two ways to run.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the viewer and the rooms of one Happytalk customer.
    ///
    /// The customer's token comes from --customer-token-file or the variable `HAPPYTALK_CUSTOMER_TOKEN`.
    Serve(Box<Serve>),
    /// Serve the viewer with a simulated vendor: no network, no secrets.
    Demo(Front),
}

/// What both ways know.
#[derive(Args, Clone, Debug)]
pub struct Front {
    /// Address to listen on; without authentication it must be a loopback one.
    #[arg(long, env = "HAPPYTALK_LISTEN", default_value = "127.0.0.1:8787", value_name = "ADDR", value_parser = listen)]
    pub listen: SocketAddr,

    /// Origin of a page that may call /api and frame the viewer (repeatable; comma list in the variable).
    #[arg(long, env = "HAPPYTALK_ALLOW_ORIGIN", value_name = "ORIGIN", value_delimiter = ',')]
    pub allow_origin: Vec<Origin>,

    /// Host that pictures, sound and video may come from (repeatable; comma list in the variable).
    #[arg(
        long,
        env = "HAPPYTALK_MEDIA_HOST",
        default_value = "*.happytalk.io",
        value_name = "HOST",
        value_delimiter = ','
    )]
    pub media_host: Vec<MediaHost>,

    /// Serve the viewer built into this directory instead of the one inside the binary.
    #[arg(long, value_name = "DIR")]
    pub site: Option<PathBuf>,

    /// What to log: a level, or directives such as `info,happytalk_gateway=debug`.
    #[arg(long, env = "HAPPYTALK_LOG", default_value = "info", value_name = "FILTER")]
    pub log: String,

    /// How the log is written; JSON where standard error is no terminal, if not said.
    #[arg(long, env = "HAPPYTALK_LOG_FORMAT", value_name = "FORMAT")]
    pub log_format: Option<LogFormat>,
}

/// What only `serve` knows.
#[derive(Args, Debug)]
pub struct Serve {
    #[command(flatten)]
    pub(super) front: Front,

    /// Address of the vendor's Customer API.
    #[arg(
        long,
        env = "HAPPYTALK_CUSTOMER_API",
        default_value = "https://customer.happytalk.io",
        value_name = "URL",
        value_parser = vendor_url
    )]
    pub(super) customer_api: Url,

    /// File that holds the customer's token (or set `HAPPYTALK_CUSTOMER_TOKEN` to the token itself).
    #[arg(long, env = "HAPPYTALK_CUSTOMER_TOKEN_FILE", value_name = "FILE")]
    pub(super) customer_token_file: Option<PathBuf>,

    /// Address of the vendor's Biz API, for sending.
    #[arg(
        long,
        env = "HAPPYTALK_BIZ_API",
        default_value = "https://biz-api.happytalk.io",
        value_name = "URL",
        value_parser = vendor_url
    )]
    pub(super) biz_api: Url,

    /// Key of the Biz API (`HT-Client-Id`); sending is off without it and its secret.
    #[arg(long, env = "HAPPYTALK_BIZ_CLIENT_ID", value_name = "ID")]
    pub(super) biz_client_id: Option<String>,

    /// File that holds the Biz API's secret (or set `HAPPYTALK_BIZ_CLIENT_SECRET` to the secret itself).
    #[arg(long, env = "HAPPYTALK_BIZ_CLIENT_SECRET_FILE", value_name = "FILE")]
    pub(super) biz_client_secret_file: Option<PathBuf>,

    /// How long a whole exchange with the vendor may take, such as 8s or 500ms.
    #[arg(
        long,
        env = "HAPPYTALK_VENDOR_TIMEOUT",
        default_value = "8s",
        value_name = "TIME",
        value_parser = duration
    )]
    pub(super) vendor_timeout: Duration,

    /// Who may read rooms; `none` only on a loopback address.
    #[arg(long, env = "HAPPYTALK_AUTH", default_value = "jwt", value_name = "AUTH")]
    pub(super) auth: Auth,

    /// JWK set with the keys that tokens are checked by; read again whenever it changes.
    #[arg(long, env = "HAPPYTALK_JWT_KEYS", value_name = "FILE")]
    pub(super) jwt_keys: Option<PathBuf>,

    /// File that holds the secret part of the webhook's address (or set `HAPPYTALK_WEBHOOK_SECRET` to the secret
    /// itself); the webhook is off without it.
    #[arg(long, env = "HAPPYTALK_WEBHOOK_SECRET_FILE", value_name = "FILE")]
    pub(super) webhook_secret_file: Option<PathBuf>,

    /// Address or network of a reverse proxy whose X-Forwarded-For is believed (repeatable; comma list in the variable).
    #[arg(long, env = "HAPPYTALK_TRUSTED_PROXY", value_name = "NET", value_delimiter = ',', value_parser = network)]
    pub(super) trusted_proxy: Vec<IpNet>,

    /// Requests per second with one token, four times as many at once; 0 for no limit.
    #[arg(long, env = "HAPPYTALK_TOKEN_RATE", value_name = "NUMBER", default_value_t = TOKEN_RATE)]
    pub(super) token_rate: u32,

    /// Requests per second from one address, four times as many at once; 0 for no limit [default: 500 with tokens,
    /// none without].
    #[arg(long, env = "HAPPYTALK_ADDRESS_RATE", value_name = "NUMBER")]
    pub(super) address_rate: Option<u32>,

    /// Database of received messages; `:memory:` keeps them only while the gateway runs.
    #[arg(long, env = "HAPPYTALK_STORE", default_value = "happytalk.db", value_name = "FILE")]
    pub(super) store: PathBuf,

    /// Days that received messages are kept.
    #[arg(
        long,
        env = "HAPPYTALK_RETAIN_DAYS",
        default_value = "30",
        value_name = "DAYS",
        value_parser = clap::value_parser!(u32).range(1..=3650)
    )]
    pub(super) retain_days: u32,

    /// Address that metrics are served on, as `/metrics` in Prometheus' format; off without it.
    #[arg(long, env = "HAPPYTALK_METRICS_LISTEN", value_name = "ADDR", value_parser = listen)]
    pub(super) metrics_listen: Option<SocketAddr>,
}

impl Serve {
    /// What to log, and how: needed before anything else is looked at.
    pub fn log(&self) -> (&str, Option<LogFormat>) {
        (&self.front.log, self.front.log_format)
    }
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// One JSON object per line.
    Json,
    /// For people.
    Text,
}

/// Who may read rooms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Auth {
    /// Bearers of a token that names the room.
    Jwt,
    /// Everyone on this machine.
    None,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Cli;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn no_flag_takes_a_secret_itself() {
        let help = Cli::command().find_subcommand_mut("serve").unwrap().render_long_help().to_string();
        assert!(help.contains("--customer-token-file"));
        assert!(!help.contains("--customer-token "));
    }
}
