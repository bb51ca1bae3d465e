//! The guards. With `--auth none` whoever can reach the port may read every room, so only this machine's own pages may.
//!
//! The `Host` check stops DNS rebinding, the `Origin` and Fetch Metadata checks stop other sites open in the same
//! browser, and refusing `Forwarded` stops a reverse proxy from publishing the port unnoticed. With tokens the gateway
//! stands behind a proxy that ends TLS: any one host will do, and its own origin is whatever its host is.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, header},
    middleware::Next,
    response::{IntoResponse as _, Redirect, Response},
};

use super::{SEC_FETCH_MODE, SEC_FETCH_SITE};
use crate::{auth::Auth, config::Origin, problem::Problem};

/// The `Host` that a proxy received.
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");

/// Which hosts and origins are this gateway's own.
#[derive(Clone, Debug)]
pub(crate) struct Guard(Arc<Own>);

#[derive(Clone, Debug)]
struct Own {
    /// The listening address first.
    hosts: Vec<String>,
    origins: Vec<String>,
    /// Whether callers need a token.
    has_tokens: bool,
    /// Whether a development server on this machine may forward requests.
    allows_dev_server: bool,
}

impl Guard {
    /// The listening address and localhost; besides, `allowed` origins may call.
    pub(crate) fn new(listen: SocketAddr, allowed: &[Origin], auth: &Auth) -> Self {
        let ip = match listen {
            SocketAddr::V4(v4) => v4.ip().to_string(),
            SocketAddr::V6(v6) => format!("[{}]", v6.ip()),
        };
        let port = listen.port();
        let mut hosts: Vec<_> = [&ip, "localhost"].iter().map(|name| format!("{name}:{port}")).collect();
        if port == 80 {
            hosts.extend([ip, "localhost".to_owned()]);
        }
        let has_tokens = matches!(auth, Auth::Jwt(_));
        let own = hosts.iter().filter(|_| !has_tokens);
        let mut origins: Vec<_> = own.map(|host| format!("http://{host}")).collect();
        origins.extend(allowed.iter().map(|origin| origin.as_str().to_owned()));
        Self(Arc::new(Own { hosts, origins, has_tokens, allows_dev_server: false }))
    }

    /// Accepts requests that a development server such as `trunk serve` forwards on this machine. Only the demo does.
    pub(crate) fn with_dev_server(self) -> Self {
        let Own { hosts, origins, has_tokens, .. } = Arc::unwrap_or_clone(self.0);
        Self(Arc::new(Own { hosts, origins, has_tokens, allows_dev_server: true }))
    }

    /// Whether a development server on this machine forwarded the request: the peer is on loopback, and `Host` and every
    /// `X-Forwarded-Host` are loopback names. The latter is the name in the browser's address bar, so that a page of
    /// another name for this machine (DNS rebinding) is refused through the development server too.
    fn is_from_dev_server(&self, request: &Request) -> bool {
        let headers = request.headers();
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        self.0.allows_dev_server
            && headers.keys().any(is_forwarding)
            && !headers.contains_key(header::FORWARDED)
            && peer.is_some_and(|peer| peer.0.ip().to_canonical().is_loopback())
            && the_only(headers, &header::HOST).is_some_and(is_loopback_host)
            && headers.get_all(FORWARDED_HOST).iter().all(|host| host.to_str().is_ok_and(is_loopback_host))
    }

    fn is_own_host(&self, host: &str) -> bool {
        self.0.hosts.iter().any(|own| own.eq_ignore_ascii_case(host))
    }

    /// One `Origin` that is known. Several, or one that is no text, is foreign.
    fn is_known_origin(&self, headers: &HeaderMap) -> bool {
        let Some(origin) = the_only(headers, &header::ORIGIN) else { return false };
        self.0.origins.iter().any(|known| known == origin)
            || self.0.has_tokens && the_only(headers, &header::HOST).is_some_and(|host| is_origin_of(origin, host))
    }
}

/// Returns the refusal of a request that has a foreign `Host` or came through a proxy. A request with two lengths is hyper's
/// concern: it reads the chunks and closes the connection.
pub(crate) fn foreign_host(guard: &Guard, request: &Request) -> Option<Response> {
    let host = if guard.0.has_tokens { one_host(request) } else { own_host(guard, request) };
    host.err().map(Problem::into_response)
}

/// Without tokens, only names of this machine are accepted.
fn own_host(guard: &Guard, request: &Request) -> Result<(), Problem> {
    let headers = request.headers();
    if guard.is_from_dev_server(request) && request.uri().authority().is_none() {
        return Ok(());
    }
    if !the_only(headers, &header::HOST).is_some_and(|host| guard.is_own_host(host)) {
        return Err(Problem::Forbidden("The Host header does not name the address this gateway listens on."));
    }
    // The absolute form of a request names the host a second time.
    if request.uri().authority().is_some_and(|authority| !guard.is_own_host(authority.as_str())) {
        return Err(Problem::Forbidden("The request names a host that this gateway does not listen on."));
    }
    if headers.keys().any(is_forwarding) {
        return Err(Problem::Forbidden("Without authentication the gateway may not stand behind a proxy."));
    }
    Ok(())
}

/// Whether a proxy adds this header.
fn is_forwarding(name: &HeaderName) -> bool {
    name == header::FORWARDED || name.as_str().starts_with("x-forwarded-")
}

/// Whether a `Host` names this machine's loopback interface, with any port.
fn is_loopback_host(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.parse::<u16>().is_ok() => name,
        _ => host,
    };
    let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    name.eq_ignore_ascii_case("localhost") || address.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// Whether an `Origin` is a page of this machine's loopback interface.
fn is_loopback_origin(origin: &str) -> bool {
    origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://")).is_some_and(is_loopback_host)
}

/// Two hosts in one request, and it is unclear whom a proxy in front took it for. None is fine: who asks by an old protocol
/// is a load balancer.
fn one_host(request: &Request) -> Result<(), Problem> {
    let several = Err(Problem::Forbidden("The request names several hosts."));
    let host = the_only(request.headers(), &header::HOST);
    if host.is_none() && request.headers().contains_key(header::HOST) {
        return several;
    }
    match request.uri().authority() {
        Some(authority) if host != Some(authority.as_str()) => several,
        _ => Ok(()),
    }
}

/// Whether pages of this host have this origin. In front of us TLS may have been ended, so the scheme may be either.
fn is_origin_of(origin: &str, host: &str) -> bool {
    let is = |scheme: &str, port: &str| {
        let of_origin = origin.strip_prefix(scheme)?;
        Some(of_origin.eq_ignore_ascii_case(host.strip_suffix(port).unwrap_or(host)))
    };
    !host.is_empty() && (is("https://", ":443").or_else(|| is("http://", ":80")) == Some(true))
}

/// For the demo's pages: from localhost to the listening address, where the demo's pictures are of the same origin.
pub(crate) async fn to_listening_address(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let navigates = headers.get(SEC_FETCH_MODE).is_some_and(|mode| mode == "navigate");
    let listening = guard.0.hosts.first().filter(|own| the_only(headers, &header::HOST) != Some(own));
    let listening = listening.filter(|_| !guard.is_from_dev_server(&request));
    match (listening, request.uri().path_and_query()) {
        (Some(own), Some(path)) if navigates => Redirect::temporary(&format!("http://{own}{path}")).into_response(),
        _ => next.run(request).await,
    }
}

/// For pages: no other site's script.
pub(crate) async fn own_origin_only(
    State(guard): State<Guard>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    known_origin(&guard, &request)?;
    Ok(next.run(request).await)
}

/// For data: no other site's script, and nothing else that another site caused, not even a request without an `Origin` such
/// as a picture's.
pub(crate) async fn own_api_only(
    State(guard): State<Guard>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let headers = request.headers();
    known_origin(&guard, &request)?;
    let own = headers.get(SEC_FETCH_SITE).is_none_or(|site| site == "same-origin" || site == "none");
    if !own && !guard.is_known_origin(headers) {
        return Err(Problem::Forbidden("Another site caused this request."));
    }
    Ok(next.run(request).await)
}

fn known_origin(guard: &Guard, request: &Request) -> Result<(), Problem> {
    let headers = request.headers();
    let is_dev_page =
        || guard.is_from_dev_server(request) && the_only(headers, &header::ORIGIN).is_some_and(is_loopback_origin);
    if headers.contains_key(header::ORIGIN) && !guard.is_known_origin(headers) && !is_dev_page() {
        return Err(Problem::Forbidden("The Origin of the request is not allowed."));
    }
    Ok(())
}

/// The header's value when it stands there exactly once, and is text.
fn the_only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?;
    if values.next().is_some() { None } else { value.to_str().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_hosts_are_the_listening_address_and_localhost() {
        let guard = Guard::new("127.0.0.1:8787".parse().unwrap(), &[], &Auth::None);
        for own in ["127.0.0.1:8787", "localhost:8787", "LOCALHOST:8787"] {
            assert!(guard.is_own_host(own), "{own}");
        }
        for foreign in
            ["127.0.0.1", "localhost", "localhost:80", "evil.example:8787", "127.0.0.1:8787.evil.example", ""]
        {
            assert!(!guard.is_own_host(foreign), "{foreign}");
        }
        assert!(Guard::new("[::1]:80".parse().unwrap(), &[], &Auth::None).is_own_host("[::1]"));
    }

    #[test]
    fn loopback_hosts_have_any_port() {
        for host in ["localhost", "LocalHost:8080", "127.0.0.1", "127.0.0.1:8080", "127.1.2.3:1", "[::1]", "[::1]:8080"]
        {
            assert!(is_loopback_host(host), "{host}");
            assert!(is_loopback_origin(&format!("http://{host}")), "{host}");
        }
        for host in [
            "",
            ":8080",
            "evil.example:8080",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "127.0.0.1:x",
            "127.0.0.1@evil.example:80",
            "192.168.0.1",
            "0.0.0.0",
            "[::]",
        ] {
            assert!(!is_loopback_host(host), "{host}");
            assert!(!is_loopback_origin(&format!("http://{host}")), "{host}");
        }
        assert!(!is_loopback_origin("localhost:8080") && !is_loopback_origin("null"));
    }

    #[test]
    fn behind_tls_the_own_origin_is_the_hosts_under_either_scheme() {
        for (origin, host) in [
            ("https://chat.example", "chat.example"),
            ("https://chat.example", "Chat.Example"),
            ("https://chat.example", "chat.example:443"),
            ("https://chat.example:8443", "chat.example:8443"),
            ("http://chat.example", "chat.example"),
            ("http://chat.example", "chat.example:80"),
        ] {
            assert!(is_origin_of(origin, host), "{origin} {host}");
        }
        for (origin, host) in [
            ("https://evil.example", "chat.example"),
            ("https://chat.example.evil.example", "chat.example"),
            ("https://chat.example", "chat.example:80"),
            ("https://chat.example:8443", "chat.example"),
            ("https://chat.example/", "chat.example"),
            ("ftp://chat.example", "chat.example"),
            ("chat.example", "chat.example"),
            ("null", "null"),
            ("https://", ""),
        ] {
            assert!(!is_origin_of(origin, host), "{origin} {host}");
        }
    }
}
