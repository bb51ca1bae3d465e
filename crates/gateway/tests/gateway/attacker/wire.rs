//! Attacks on the protocol itself: hosts, line ends, lengths, sizes. Here the bytes are written by hand.

use super::{Attempt, Class, Gateways, Target, root};

/// `{host}` and `{root}` (a good `Authorization`) are filled in.
fn raw(gateways: &Gateways, target: Target, text: &str) -> Attempt {
    let text = text.replace("{host}", &gateways.of(target).to_string()).replace("{root}", &root());
    Attempt { target, bytes: text.into_bytes() }
}

pub(super) fn classes(gateways: &Gateways) -> Vec<Class> {
    let local_port = gateways.local.port();
    let tokens = |text: &str| raw(gateways, Target::Tokens, text);
    let local = |text: &str| raw(gateways, Target::Local, text);
    let rebound: Vec<_> = [
        "evil.example".to_owned(),
        format!("evil.example:{local_port}"),
        format!("127.0.0.1.evil.example:{local_port}"),
        "127.0.0.1".to_owned(),
        "localhost".to_owned(),
        format!("0.0.0.0:{local_port}"),
        format!("[::1]:{local_port}"),
        format!("127.0.0.1:{local_port}@evil.example"),
        format!("evil.example@127.0.0.1:{local_port}"),
        format!("127.0.0.1:{local_port}, evil.example"),
        format!("127.0.0.1:0{local_port}"),
        format!("2130706433:{local_port}"),
        String::new(),
    ]
    .iter()
    .flat_map(|host| {
        ["GET /api/rooms/a", "GET /", "GET /api/events?room=a"]
            .map(|line| local(&format!("{line} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n")))
    })
    .collect();

    // A whole request with a good token, where a body should be: answered only if the gateway and a proxy in front of it
    // disagreed about where the first one ends.
    let inner = "GET /api/rooms/a HTTP/1.1\r\nhost: {host}\r\nauthorization: {root}\r\n\r\n";
    let message = "POST /api/rooms/a/messages HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\n";
    let line = "GET /api/rooms/a HTTP/1.1\r\nhost: {host}\r\nauthorization: {root}\r\n";

    vec![
        ("DNS rebinding", rebound),
        ("two hosts", [
            "GET /api/rooms/a HTTP/1.1\r\nhost: {host}\r\nhost: evil.example\r\nauthorization: {root}\r\n\r\n",
            "GET /api/rooms/a HTTP/1.1\r\nhost: evil.example\r\nhost: {host}\r\nauthorization: {root}\r\n\r\n",
            "GET http://evil.example/api/rooms/a HTTP/1.1\r\nhost: {host}\r\nauthorization: {root}\r\n\r\n",
            "GET http://evil.example@{host}/api/rooms/a HTTP/1.1\r\nhost: {host}\r\nauthorization: {root}\r\n\r\n",
            "GET https://evil.example:443/api/rooms/a HTTP/1.1\r\nhost: {host}\r\nauthorization: {root}\r\n\r\n",
        ].iter().flat_map(|text| [tokens(text), local(text)]).collect()),
        ("header injection", [
            "x: a\r\n b: c\r\n\r\n", "x: a\r\n\tb\r\n\r\n", "x : a\r\n\r\n", " x: a\r\n\r\n", "x\r\n\r\n", ": a\r\n\r\n", "x: a\0b\r\n\r\n", "x: a\rb\r\n\r\n",
            "x\0: a\r\n\r\n", "x y: a\r\n\r\n", "\u{7f}: a\r\n\r\n",
        ].iter().map(|rest| tokens(&format!("{line}{rest}"))).collect()),
        ("CRLF", [
            "GET /api/rooms/a\r\nx-injected: 1 HTTP/1.1\r\nhost: {host}\r\n\r\n",
            "GET /api/rooms/a%0d%0ax-injected:1 HTTP/1.1\r\nhost: {host}\r\nauthorization: {root}\r\n\r\n",
            "GET /?%0d%0aset-cookie:a=b HTTP/1.1\r\nhost: {host}\r\nhost: x\r\n\r\n",
            "GET /api/rooms?%0d%0ax-injected=1 HTTP/1.1\r\nhost: {host}\r\nauthorization: {root}\r\n\r\n",
            "GET /api/rooms/a HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer x\r\nx: \u{560d}\u{560a}x-injected: 1\r\n\r\n",
            "GET /api/rooms/a HTTP/1.1\r\nhost: {host}\r\norigin: https://evil.example\r\nauthorization: {root}\r\n\r\n",
            "GET\t/api/rooms/a\tHTTP/1.1\r\nhost: {host}\r\nauthorization: {root}\r\n\r\n",
            "GET /api/rooms/a HTTP/1.1 x\r\nhost: {host}\r\nauthorization: {root}\r\n\r\n",
            "GET /api/rooms/a\0 HTTP/1.1\r\nhost: {host}\r\nauthorization: {root}\r\n\r\n",
            "G\0T /api/rooms/a HTTP/1.1\r\nhost: {host}\r\nauthorization: {root}\r\n\r\n",
        ].iter().map(|text| tokens(text)).collect()),
        ("versions", ["HTTP/0.9", "HTTP/1.2", "HTTP/2.0", "HTTP/3", "http/1.1", "HTTP/1.1x", ""].iter()
            .map(|version| tokens(&format!("GET /api/rooms/a {version}\r\nhost: {{host}}\r\nauthorization: {{root}}\r\n\r\n")))
            .chain([tokens("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), Attempt { target: Target::Tokens, bytes: b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec() }])
            .collect()),
        ("request smuggling", [
            format!("{message}content-length: {{n}}\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n{inner}"),
            format!("{message}transfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n5c\r\n{inner}\r\n0\r\n\r\n"),
            format!("{message}content-length: 0\r\ncontent-length: {{n}}\r\n\r\n{inner}"),
            format!("{message}content-length: 0, {{n}}\r\n\r\n{inner}"),
            format!("{message}content-length: +0\r\n\r\n{inner}"),
            format!("{message}content-length: -1\r\n\r\n{inner}"),
            format!("{message}content-length: 0x0\r\n\r\n{inner}"),
            format!("{message}content-length : 0\r\n\r\n{inner}"),
            format!("{message}content-length: 0\r\n {{n}}\r\n\r\n{inner}"),
            format!("{message}content-length: {{n}}\r\n\r\n{inner}"),
            format!("{message}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n{inner}"),
            format!("{message}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n{inner}"),
            format!("{message}transfer-encoding: identity\r\ncontent-length: 0\r\n\r\n{inner}"),
            format!("{message}transfer-encoding : chunked\r\n\r\n0\r\n\r\n{inner}"),
            format!("{message}transfer-encoding:\x0bchunked\r\n\r\n0\r\n\r\n{inner}"),
            format!("{message}transfer-encoding: chunked\r\ntransfer-encoding: x\r\n\r\n0\r\n\r\n{inner}"),
            format!("{message}transfer-encoding: chunked\r\n\r\n-1\r\n{inner}"),
            format!("{message}transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n{inner}"),
            format!("{message}transfer-encoding: chunked\r\n\r\nG\r\n{inner}"),
            format!("GET /api/rooms/x HTTP/1.1\r\nhost: {{host}}\r\ncontent-length: {{n}}\r\n\r\n{inner}"),
            format!("GET /api/rooms/x HTTP/1.0\r\nhost: {{host}}\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n{inner}"),
        ].iter().map(|text| {
            let length = tokens(inner).bytes.len();
            tokens(&text.replace("{n}", &length.to_string()))
        }).collect()),
        ("oversized", [
            format!("GET /api/rooms/{} HTTP/1.1\r\nhost: {{host}}\r\nauthorization: {{root}}\r\n\r\n", "a".repeat(65)),
            format!("GET /api/rooms/{} HTTP/1.1\r\nhost: {{host}}\r\nauthorization: {{root}}\r\n\r\n", "a".repeat(100_000)),
            format!("GET /api/rooms/a?{} HTTP/1.1\r\nhost: {{host}}\r\nauthorization: {{root}}\r\n\r\n", "a".repeat(30_000)),
            format!("{line}x: {}\r\n\r\n", "a".repeat(1_000_000)),
            format!("{line}{}: a\r\n\r\n", "x".repeat(100_000)),
            format!("{line}{}\r\n", "x: a\r\n".repeat(5_000)),
            format!("{line}authorization: Bearer {}\r\n\r\n", "a".repeat(30_000)),
            format!("{message}authorization: {{root}}\r\nidempotency-key: 1\r\ncontent-length: 9000\r\n\r\n{{\"type\":\"text\",\"msg\":\"{}\"}}", "a".repeat(8976)),
            format!("{message}authorization: {{root}}\r\nidempotency-key: 1\r\ncontent-length: 99999999999\r\n\r\n{{"),
            format!("{message}authorization: {{root}}\r\nidempotency-key: 1\r\ncontent-length: 99999999999999999999999\r\n\r\n{{"),
            format!("{message}authorization: {{root}}\r\nidempotency-key: 1\r\ntransfer-encoding: chunked\r\n\r\n4000\r\n{}\r\n0\r\n\r\n", " ".repeat(0x4000)),
            format!("{message}authorization: {{root}}\r\nidempotency-key: {}\r\ncontent-length: 25\r\n\r\n{{\"type\":\"text\",\"msg\":\"a\"}}", "k".repeat(129)),
            format!("{message}authorization: {{root}}\r\nidempotency-key: 1\r\ncontent-length: 7000\r\n\r\n{}", "[".repeat(7000)),
        ].iter().map(|text| tokens(text)).collect()),
    ]
}
