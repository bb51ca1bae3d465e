//! Attacks on what is asked, with a token that may do everything, or from another site in the same browser.

use super::{Attempt, Class, Gateways, MESSAGE, Target, root};
use crate::live::SECRET;

/// Sent as a message.
fn said(gateways: &Gateways, body: &str) -> Attempt {
    let root = root();
    let headers = [&[("authorization", root.as_str())][..], &MESSAGE].concat();
    gateways.request(Target::Tokens, "POST /api/rooms/a/messages", &headers, body)
}

fn local(gateways: &Gateways, line: &str, headers: &[(&str, &str)], body: &str) -> Attempt {
    gateways.request(Target::Local, line, headers, body)
}

pub(super) fn classes(gateways: &Gateways) -> Vec<Class> {
    const TEXT: &str = r#"{"type":"text","msg":"a"}"#;
    let paths = [
        "/api/rooms/..",
        "/api/rooms/.",
        "/api/rooms/%2e%2e",
        "/api/rooms/%2e%2e/a",
        "/api/rooms/../rooms/a",
        "/api/rooms/a/..",
        "/api/rooms/a/",
        "/api//rooms/a",
        "//api/rooms/a",
        "/API/rooms/a",
        "/api/rooms/a;x=1",
        "/api/rooms/a%00",
        "/api/rooms/a%2fb",
        "/api/rooms/a%5cb",
        "/api/rooms/a%0d%0ax-injected:%201",
        "/api/rooms/a%20b",
        "/api/rooms/%ff",
        "/api/rooms/%",
        "/api/rooms/a%252e",
        "/api/rooms/*",
        "/api/rooms/a,b",
        "/api/rooms/가",
        "/api%2frooms%2fa",
        "/api/rooms/a/messages/",
        "/api/rooms/a/messages/1",
        "/api/proxy?url=http://evil.example",
        "/user/api/chat_data/format/json",
        "/user/api/chat_room_lists/format/json",
        "/v1/chat/write",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/metrics",
        "/demo/gallery",
        "/.git/config",
        "/happytalk.js/..",
        "/index.html%00",
    ];
    let mut hooks: Vec<_> = [
        "x".to_owned(),
        SECRET[..SECRET.len() - 1].to_owned(),
        format!("{SECRET}x"),
        SECRET.to_uppercase(),
        format!("{SECRET}%00"),
        format!("{SECRET}%20"),
        format!("%20{SECRET}"),
        "*".to_owned(),
        "%2e%2e".to_owned(),
        "x".repeat(5000),
    ]
    .iter()
    .map(|secret| gateways.request(Target::Tokens, &format!("POST /hooks/{secret}/message/u"), &MESSAGE[..1], "{}"))
    .collect();
    for (path, kind, body) in [
        ("message/u/", "application/json", "{}"),
        ("message", "application/json", "{}"),
        ("", "application/json", "{}"),
        ("message/u", "text/plain", "{}"),
        ("message/u", "application/x-www-form-urlencoded", "a=b"),
        ("message/u", "application/json", "{"),
        ("message/u", "application/json", "[]"),
        ("message/u", "application/json", r#"{"room_id":"../a"}"#),
    ] {
        hooks.push(gateways.request(
            Target::Tokens,
            &format!("POST /hooks/{SECRET}/{path}"),
            &[("content-type", kind)],
            body,
        ));
    }
    hooks.push(gateways.request(Target::Tokens, &format!("GET /hooks/{SECRET}/message/u"), &[], ""));

    let lists = [
        "limit=0",
        "limit=51",
        "limit=-1",
        "limit=1e1",
        "limit=10%20",
        "page=0",
        "page=-1",
        "page=99999999999999999999",
        "status=4",
        "status=98",
        "status=",
        "status=99%20OR%201=1",
        "sort=id",
        "sort=reg_date;drop",
        "order=ASC",
        "order=random()",
        "date=2025-02-30",
        "date=today",
        "from=2025-10-01",
        "to=2025-10-01",
        "from=2025-10-02&to=2025-10-01",
        "limit=1&limit=2",
        "token=x",
        "room_id=a",
        "Limit=1",
        "limit[]=1",
        "__proto__=1",
        "&x",
    ];
    let bodies = [
        r#"{"type":"text","msg":"a","token":"x"}"#,
        r#"{"type":"text","msg":"a","uuid":"other"}"#,
        r#"{"type":"text","msg":"a","room_id":"b"}"#,
        r#"{"type":"text","msg":"a","HT-Client-Id":"x"}"#,
        r#"{"type":"text","msg":"a","__proto__":{}}"#,
        r#"{"type":"text","msg":"a","url":"https://a"}"#,
        r#"{"type":"text"}"#,
        r#"{"type":"TEXT","msg":"a"}"#,
        r#"{"type":"template","msg":"a"}"#,
        r#"{"type":"text","msg":["a"]}"#,
        r#"{"type":"text","msg":{}}"#,
        r#"{"type":"text","msg":""}"#,
        r#"{"type":"image","url":"javascript:alert(1)"}"#,
        r#"{"type":"image","url":"file:///etc/passwd"}"#,
        r#"{"type":"image","url":"a"}"#,
        r#"{"type":"text","type":"image","msg":"a"}"#,
        "[]",
        "null",
        "{",
        "a=b",
        "{}{}",
        "\u{feff}",
    ];
    let long = format!(r#"{{"type":"text","msg":"{}"}}"#, "가".repeat(1001));
    let far = format!(r#"{{"type":"image","url":"https://a.example/{}"}}"#, "a".repeat(255));
    let root = root();
    let bearer = ("authorization", root.as_str());

    vec![
        ("path tricks", paths.iter().map(|path| gateways.get_as_root(path)).collect()),
        ("webhook secret", hooks),
        ("list parameters", lists.iter().map(|query| gateways.get_as_root(&format!("/api/rooms?{query}"))).collect()),
        (
            "room parameters",
            ["x=1", "token=x", "room_id=b", "callback=evil", "%0d%0ax-injected:1"]
                .iter()
                .map(|query| gateways.get_as_root(&format!("/api/rooms/a?{query}")))
                .collect(),
        ),
        (
            "stream parameters",
            [
                "",
                "room=",
                "room=a/b",
                "room=%2e%2e",
                "room=a,b",
                "x=1&room=a",
                "room=a&token=x",
                "room[]=a",
                "room=a&last_event_id=1&last_event_id=2",
            ]
            .iter()
            .map(|query| gateways.get_as_root(&format!("/api/events?{query}")))
            .chain([gateways.get_as_root(&format!(
                "/api/events?{}",
                (0..51).map(|room| format!("room=r{room}")).collect::<Vec<_>>().join("&")
            ))])
            .collect(),
        ),
        (
            "client-supplied fields",
            bodies.iter().copied().chain([long.as_str(), far.as_str()]).map(|body| said(gateways, body)).collect(),
        ),
        (
            "message headers",
            [
                &[bearer, ("content-type", "application/json")][..],
                &[bearer, ("content-type", "text/plain"), ("idempotency-key", "1")],
                &[bearer, ("idempotency-key", "1")],
                &[bearer, ("content-type", "application/json"), ("idempotency-key", "1"), ("idempotency-key", "2")],
                &[bearer, ("content-type", "application/json"), ("idempotency-key", "a b")],
                &[
                    bearer,
                    ("content-type", "application/json"),
                    ("content-type", "text/plain"),
                    ("idempotency-key", "1"),
                ],
                &[bearer, ("content-type", "application/json"), ("content-encoding", "gzip"), ("idempotency-key", "1")],
            ]
            .iter()
            .map(|headers| gateways.request(Target::Tokens, "POST /api/rooms/a/messages", headers, TEXT))
            .collect(),
        ),
        (
            "methods",
            ["POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "CONNECT", "PROPFIND"]
                .iter()
                .map(|method| {
                    gateways.request(
                        Target::Tokens,
                        &format!("{method} /api/rooms/a"),
                        &[bearer, ("content-type", "application/json")],
                        "",
                    )
                })
                .chain(["x-http-method-override", "x-http-method", "x-method-override"].iter().flat_map(|name| {
                    [
                        gateways.request(Target::Tokens, "GET /api/rooms/a/messages", &[bearer, (name, "POST")], ""),
                        gateways.request(
                            Target::Tokens,
                            "POST /api/rooms/a",
                            &[bearer, (name, "GET"), MESSAGE[0]],
                            TEXT,
                        ),
                    ]
                }))
                .collect(),
        ),
        (
            "foreign pages",
            ["https://evil.example", "null", "", "http://localhost", "https://chat.example.evil.example"]
                .iter()
                .flat_map(|origin| {
                    [
                        gateways.get("/api/rooms/a", &[bearer, ("origin", origin)]),
                        local(gateways, "GET /api/rooms/a", &[("origin", origin)], ""),
                        local(gateways, "GET /api/events?room=a", &[("origin", origin)], ""),
                        local(
                            gateways,
                            "POST /api/rooms/a/messages",
                            &[&[("origin", *origin)][..], &MESSAGE].concat(),
                            TEXT,
                        ),
                        local(
                            gateways,
                            "OPTIONS /api/rooms/a/messages",
                            &[("origin", origin), ("access-control-request-method", "POST")],
                            "",
                        ),
                    ]
                })
                .collect(),
        ),
        (
            "cross-site posts",
            [
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "text/plain; application/json",
                "",
            ]
            .iter()
            .flat_map(|kind| {
                let sent = |extra: &[(&str, &str)]| {
                    let headers = [&[("content-type", *kind), ("idempotency-key", "1")][..], extra].concat();
                    local(gateways, "POST /api/rooms/a/messages", &headers, TEXT)
                };
                [
                    sent(&[]),
                    sent(&[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")]),
                    sent(&[("sec-fetch-site", "same-site")]),
                ]
            })
            .chain(["cross-site", "same-site"].iter().flat_map(|site| {
                let headers = [&[("sec-fetch-site", *site)][..], &MESSAGE].concat();
                [
                    local(gateways, "POST /api/rooms/a/messages", &headers, TEXT),
                    local(gateways, "GET /api/rooms/a", &[("sec-fetch-site", site)], ""),
                ]
            }))
            .collect(),
        ),
        (
            "through a proxy",
            ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"]
                .iter()
                .map(|name| local(gateways, "GET /api/rooms/a", &[(name, "127.0.0.1")], ""))
                .collect(),
        ),
    ]
}
