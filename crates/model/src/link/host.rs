//! Hosts: which are allowed, which are somebody's own network.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Host and explicit port of a normalised `http(s)` URL, without user name or password.
pub(super) fn authority(href: &str) -> &str {
    let rest = href.split_once("://").map_or("", |(_, rest)| rest);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let authority = &rest[..end];
    authority.rsplit_once('@').map_or(authority, |(_, host)| host)
}

/// Whether a pattern of the allow list means this authority.
pub(super) fn matches(authority: &str, pattern: &str) -> bool {
    let pattern = pattern.trim();
    match pattern.strip_prefix("*.") {
        Some(parent) => authority
            .len()
            .checked_sub(parent.len() + 1)
            .filter(|at| *at > 0 && authority.is_char_boundary(*at))
            .map(|at| authority.split_at(at).1)
            .and_then(|below| below.strip_prefix('.'))
            .is_some_and(|host| !host.is_empty() && host.eq_ignore_ascii_case(parent)),
        None => !pattern.is_empty() && authority.eq_ignore_ascii_case(pattern),
    }
}

/// Whether a host is this machine or its neighbours: a page on the internet has no business there.
///
/// The host must be normalised: the parser has turned `0x7f.1` and `2130706433` into `127.0.0.1`.
pub(super) fn is_private(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    if host == "localhost" || host.ends_with(".localhost") {
        return true;
    }
    if let Some(v6) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        // What is no address is refused along with the private ones.
        return v6.parse().map_or(true, is_private_v6);
    }
    host.parse().is_ok_and(is_private_v4)
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || a == 0
        // Shared address space, protocol assignments, benchmarking, multicast and reserved.
        || (a == 100 && b & 0xc0 == 64)
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && b & 0xfe == 18)
        || a >= 224
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let [first, second, third, .., high, low] = address.segments();
    let embedded = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_private_v4(Ipv4Addr::new(a, b, c, d))
    };
    let zeros = address.segments()[..5].iter().all(|segment| *segment == 0);
    match address.segments() {
        // ::, ::1, IPv4-compatible and IPv4-mapped.
        _ if zeros => embedded(high, low),
        // Addresses of NAT64 and 6to4 hold an IPv4 address.
        [0x64, 0xff9b, ..] => embedded(high, low),
        [0x2002, ..] => embedded(second, third),
        // Unique local, link local and the retired site local, multicast.
        _ => first & 0xfe00 == 0xfc00 || first & 0xff80 == 0xfe80 || first & 0xff00 == 0xff00,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_means_one_host_or_all_below_one() {
        for (authority, pattern, allowed) in [
            ("a.example", "a.example", true),
            ("a.example", "A.Example", true),
            ("b.a.example", "*.a.example", true),
            ("c.b.a.example", "*.a.example", true),
            ("a.example", "*.a.example", false),
            (".a.example", "*.a.example", false),
            ("eviLa.example", "*.a.example", false),
            ("b.a.example", "a.example", false),
            ("a.example.evil", "a.example", false),
            ("a.example:8443", "a.example", false),
            ("a.example:8443", "a.example:8443", true),
            ("b.a.example:8443", "*.a.example:8443", true),
            ("a.example", "*", false),
            ("a.example", "", false),
            ("", "", false),
        ] {
            assert_eq!(matches(authority, pattern), allowed, "{authority} by {pattern}");
        }
    }

    #[test]
    fn private_addresses_are_known_in_both_families() {
        for host in [
            "localhost",
            "a.localhost",
            "localhost.",
            "127.0.0.1",
            "127.255.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.9.9",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "192.0.0.8",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "[::]",
            "[::1]",
            "[::ffff:7f00:1]",
            "[::7f00:1]",
            "[fc00::1]",
            "[fd12::1]",
            "[fe80::1]",
            "[fec0::1]",
            "[ff02::1]",
            "[64:ff9b::a00:1]",
            "[2002:7f00:1::]",
            "[nonsense]",
        ] {
            assert!(is_private(host), "{host}");
        }
        for host in [
            "a.example",
            "localhost.example",
            "172.32.0.1",
            "8.8.8.8",
            "100.128.0.1",
            "[2606:4700::1]",
            "[64:ff9b::808:808]",
        ] {
            assert!(!is_private(host), "{host}");
        }
    }

    #[test]
    fn an_authority_is_host_and_port_only() {
        for (href, expected) in [
            ("https://a.example/x@y", "a.example"),
            ("https://u:p@a.example:8443/", "a.example:8443"),
            ("https://[::1]:80/?@b", "[::1]:80"),
            ("mailto:a@b", ""),
        ] {
            assert_eq!(authority(href), expected, "{href}");
        }
    }
}
