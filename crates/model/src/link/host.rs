//! Hosts: which are allowed, which are somebody's own network.
//!
//! Addresses are read here and not by `std::net`, which is three kilobytes of WebAssembly: the WHATWG parser has written
//! them in one spelling each. What is in any other is refused.

/// What stands before and behind `://`.
pub(super) fn split_scheme(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once(':')?;
    Some((scheme, rest.strip_prefix("//")?))
}

/// Host and explicit port of a normalised `http(s)` URL, without user name or password.
pub(super) fn authority(href: &str) -> &str {
    let rest = split_scheme(href).map_or("", |(_, rest)| rest);
    behind_user(until(rest, b"/?#"))
}

/// `text` up to the first of these ASCII letters.
pub(super) fn until<'a>(text: &'a str, ends: &[u8]) -> &'a str {
    &text[..text.bytes().position(|byte| ends.contains(&byte)).unwrap_or(text.len())]
}

/// What follows the user name and password, if there are any.
pub(super) fn behind_user(authority: &str) -> &str {
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
        return read_v6(v6).is_none_or(is_private_v6);
    }
    read_v4(host).is_some_and(is_private_v4)
}

/// Four numbers in decimal with dots between.
fn read_v4(host: &str) -> Option<[u8; 4]> {
    let mut parts = host.split('.');
    let mut octets = [0; 4];
    for octet in &mut octets {
        *octet = u8::try_from(number(parts.next()?, 10)?).ok()?;
    }
    if parts.next().is_none() { Some(octets) } else { None }
}

/// Eight numbers in hexadecimal with colons between; once, `::` stands for as many zeros as are missing.
fn read_v6(address: &str) -> Option<[u16; 8]> {
    let mut segments = [0; 8];
    let (mut count, mut gap) = (0, None);
    for part in address.split(':') {
        if !part.is_empty() {
            *segments.get_mut(count)? = number(part, 16)?;
            count += 1;
        } else if *gap.get_or_insert(count) != count {
            return None;
        }
    }
    let missing = segments.len() - count;
    match gap {
        Some(gap) => {
            segments.copy_within(gap..count, gap + missing);
            segments[gap..gap + missing].fill(0);
        }
        None if missing > 0 => return None,
        None => {}
    }
    Some(segments)
}

fn number(digits: &str, radix: u32) -> Option<u16> {
    let mut number = 0;
    for digit in digits.bytes() {
        number = number * radix + char::from(digit).to_digit(radix)?;
        if number > 0xffff {
            return None;
        }
    }
    if digits.is_empty() { None } else { u16::try_from(number).ok() }
}

fn is_private_v4([a, b, c, _]: [u8; 4]) -> bool {
    match a {
        // This network, private, loopback.
        0 | 10 | 127 => true,
        // Shared address space.
        100 => b & 0xc0 == 64,
        // Link local.
        169 => b == 254,
        // Private.
        172 => b & 0xf0 == 16,
        // Private, protocol assignments.
        192 => b == 168 || (b == 0 && c == 0),
        // Benchmarking.
        198 => b & 0xfe == 18,
        // Multicast and reserved.
        _ => a >= 224,
    }
}

fn is_private_v6(segments: [u16; 8]) -> bool {
    let [first, second, third, .., high, low] = segments;
    let embedded = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_private_v4([a, b, c, d])
    };
    let zeros = segments[..5].iter().all(|segment| *segment == 0);
    match segments {
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
    fn what_is_no_address_in_the_parser_s_spelling_is_none() {
        for text in ["", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.", "1..2.3", "+1.2.3.4", "1.2.3.0x4", "a.b.c.d"] {
            assert_eq!(read_v4(text), None, "{text}");
        }
        for text in ["1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "::10000", "::1.2.3.4", "::g", "1:2"] {
            assert_eq!(read_v6(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_address_is_read_as_the_parser_writes_it(
            v4 in proptest::num::u32::ANY,
            v6 in proptest::array::uniform8(proptest::prop_oneof![proptest::strategy::Just(0), proptest::num::u16::ANY]),
        ) {
            let write = |host: url::Host<String>| host.to_string();
            let octets = v4.to_be_bytes();
            proptest::prop_assert_eq!(read_v4(&write(url::Host::Ipv4(octets.into()))), Some(octets));
            let written = write(url::Host::Ipv6(v6.into()));
            proptest::prop_assert_eq!(read_v6(written.trim_matches(['[', ']'])), Some(v6), "{}", written);
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
