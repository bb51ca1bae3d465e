//! Values of flags. Hosts and origins end up in response headers: what could break out of one is not a value.

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
    str::FromStr,
    time::Duration,
};

use ipnet::IpNet;
use url::{Host, Url};

/// An address to listen on; `localhost` is the IPv4 one.
pub(super) fn listen(text: &str) -> Result<SocketAddr, String> {
    let numeric = text.strip_prefix("localhost:").map(|port| format!("127.0.0.1:{port}"));
    numeric.as_deref().unwrap_or(text).parse().map_err(|_| "not an address such as 127.0.0.1:8787".to_owned())
}

/// An address, or a network such as `10.0.0.0/8`.
pub(super) fn network(text: &str) -> Result<IpNet, String> {
    let address = || text.parse().map(|address: IpAddr| IpNet::from(address.to_canonical()));
    text.parse().or_else(|_| address()).map_err(|_| "not an address or a network such as 10.0.0.0/8".to_owned())
}

/// `8s` or `500ms`, from one millisecond to five minutes.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let (number, unit) = match text.strip_suffix("ms") {
        Some(number) => (number, 1),
        None => (text.strip_suffix('s').unwrap_or_default(), 1000),
    };
    let milliseconds = number.parse::<u64>().ok().and_then(|number| number.checked_mul(unit));
    match milliseconds {
        Some(milliseconds @ 1..=300_000) => Ok(Duration::from_millis(milliseconds)),
        _ => Err("not a time such as 8s or 500ms, up to 300s".to_owned()),
    }
}

/// The address of one of the vendor's APIs.
pub(super) fn vendor_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| error.to_string())?;
    if !matches!(url.scheme(), "https" | "http") || !url.has_host() {
        return Err("not an address such as https://customer.happytalk.io".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("must not hold a user name or password: addresses are logged".to_owned());
    }
    Ok(url)
}

/// An origin as browsers send it: scheme, host and port, nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// As in the `Origin` header.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "not an origin such as https://admin.example.com".to_owned();
        let url = Url::parse(text).map_err(|_| wrong())?;
        let origin = url.origin();
        let alone = url.as_str() == format!("{}/", origin.ascii_serialization());
        if matches!(url.scheme(), "https" | "http") && alone && !url.authority().contains('*') {
            Ok(Self(origin.ascii_serialization()))
        } else {
            Err(wrong())
        }
    }
}

/// A host that media may come from: a name, or `*.` and a name, and perhaps a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaHost(String);

impl MediaHost {
    /// The vendor's own hosts.
    pub fn vendor() -> Self {
        Self("*.happytalk.io".to_owned())
    }

    /// As a CSP source, and as in `happytalk-media`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MediaHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for MediaHost {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let name = text.strip_prefix("*.").unwrap_or(text);
        let (host, port) = name.rsplit_once(':').map_or((name, None), |(host, port)| (host, Some(port)));
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-');
        let is_host = host.bytes().all(allowed) && Host::parse(host).is_ok_and(|parsed| parsed.to_string() == host);
        let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|number| number.to_string() == port));
        if is_host && is_port {
            Ok(Self(text.to_owned()))
        } else {
            Err("not a host such as cdn.example.com or *.example.com, in lower case".to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_with_their_unit() {
        assert_eq!(duration("8s"), Ok(Duration::from_secs(8)));
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        for bad in ["", "8", "s", "0s", "-1s", "8 s", "301s", "99999999999999999999s", "18446744073709551615s", "1m"] {
            assert!(duration(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_proxy_is_an_address_or_a_network() {
        for (text, network_text) in
            [("10.0.0.0/8", "10.0.0.0/8"), ("10.1.2.3", "10.1.2.3/32"), ("::1", "::1/128"), ("fd00::/8", "fd00::/8")]
        {
            assert_eq!(network(text).map(|network| network.to_string()).as_deref(), Ok(network_text));
        }
        for bad in ["", "proxy.example", "10.0.0.0/33", "10.0.0", "*"] {
            assert!(network(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_origin_is_nothing_but_an_origin() {
        for (text, origin) in [
            ("https://admin.example.com", Some("https://admin.example.com")),
            ("https://admin.example.com/", Some("https://admin.example.com")),
            ("http://127.0.0.1:9000", Some("http://127.0.0.1:9000")),
            ("https://Admin.Example.com:443", Some("https://admin.example.com")),
            ("https://admin.example.com/path", None),
            ("https://admin.example.com?", None),
            ("https://u@admin.example.com", None),
            ("https://*.example.com", None),
            ("admin.example.com", None),
            ("file:///etc", None),
            ("null", None),
            ("*", None),
            ("", None),
            ("https://a.example; script-src *", None),
        ] {
            assert_eq!(text.parse::<Origin>().ok().as_ref().map(Origin::as_str), origin, "{text}");
        }
    }

    #[test]
    fn a_media_host_cannot_break_out_of_the_policy() {
        for good in ["*.happytalk.io", "cdn.example.com", "cdn.example.com:8443", "xn--hu1b40gba.example", "10.0.0.1"] {
            assert!(good.parse::<MediaHost>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "*",
            "*.",
            "https://a.example",
            "a b",
            "a;b",
            "a,b",
            "'self'",
            "A.example",
            "a.example/x",
            "a:b",
            "a:",
            "한글.example",
            "\"><",
        ] {
            assert!(bad.parse::<MediaHost>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_vendor_address_holds_no_password() {
        assert!(vendor_url("https://customer.happytalk.io").is_ok());
        for bad in ["customer.happytalk.io", "ftp://a.example", "https://u:p@a.example", "https://u@a.example"] {
            assert!(vendor_url(bad).is_err(), "{bad}");
        }
    }
}
