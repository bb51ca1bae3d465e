//! Requests that never reach the vendor.

use std::time::Instant;

use axum::{http::StatusCode, response::IntoResponse as _};
use happytalk_e2e::{
    Result,
    nginx_proxy::{NginxProxy, Setup},
    recording_vendor::RecordingVendor,
    say,
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::{LIST, ROOM, WRITE, client, open, post_json, success};

/// Checks that a response is a problem of nginx, in the form of the gateway's problems.
async fn assert_problem(answer: reqwest::Response, status: u16, what: &str) -> Result {
    assert_eq!(answer.status().as_u16(), status, "{what}");
    assert_eq!(answer.headers()["content-type"], "application/problem+json", "{what}");
    assert_eq!(answer.headers()["cache-control"], "no-store", "{what}");
    assert_eq!(answer.headers()["x-content-type-options"], "nosniff", "{what}");
    let problem: Value = serde_json::from_str(&answer.text().await?)?;
    assert_eq!(problem["status"], status, "{what}");
    Ok(())
}

const ROOMS: &[&str] = &[
    "",
    "{}",
    "null",
    "[]",
    r#""room_id""#,
    r#"{"room_id":null}"#,
    r#"{"room_id":1}"#,
    r#"{"room_id":""}"#,
    r#"{"room_id":"a b"}"#,
    r#"{"room_id":"a/../b"}"#,
    r#"{"room_id":"a\u0062"}"#,
    r#"{"room_id":"가"}"#,
    r#"{"room_id":"a","token":"mine"}"#,
    r#"{"token":"mine","room_id":"a"}"#,
    r#"{"room_id":"a","room_id":"b"}"#,
    r#"{"room_id":"a","Token":"mine"}"#,
    r#"{"room_id":"a","tok\u0065n":"mine"}"#,
    r#"{"room\u005fid":"a"}"#,
    r#"{"room_id":"a","x":{"token":"mine"}}"#,
    r#"{"room_id":"a"}{"token":"mine"}"#,
    r#"{"room_id":"a"} x"#,
    r#"[{"room_id":"a"}]"#,
    r#"{"room_id":"a"#,
    r#"{"room_id":"a",}"#,
    r"{'room_id':'a'}",
    "room_id=a&token=mine",
    "\u{feff}{\"room_id\":\"a\"}",
    "{\"room_id\":\"a\"}\0",
    "{\"room_id\":\"a\n\"}",
    r#"{"uuid":"lc251001-1"}"#,
    r#"{"room_id":"0123456789012345678901234567890123456789012345678901234567890123456789"}"#,
];

const LISTS: &[&str] = &[
    "",
    "[]",
    r#"{"token":"mine"}"#,
    r#"{"status":1,"token":"mine"}"#,
    r#"{"status":4}"#,
    r#"{"status":"99"}"#,
    r#"{"status":990}"#,
    r#"{"status":1,"status":2}"#,
    r#"{"ndate":"2025-10-01","ndate":"2025-10-02"}"#,
    r#"{"ndate":"today"}"#,
    r#"{"ndate":"2025-10-01\",\"token\":\"mine"}"#,
    r#"{"sort_key":"id"}"#,
    r#"{"sort_value":"ASC"}"#,
    r#"{"limit":0}"#,
    r#"{"limit":51}"#,
    r#"{"limit":1e9}"#,
    r#"{"page":0}"#,
    r#"{"page":-1}"#,
    r#"{"page":1.5}"#,
    r#"{"unknown":1}"#,
    r#"{"status":1 "page":1}"#,
    r"{,}",
];

fn writes() -> Vec<String> {
    let with = |change: Value| {
        let mut message = json!({ "uuid": "lc251001-1", "room_id": "r", "type": "text", "msg": "안녕" });
        let fields = message.as_object_mut().expect("an object");
        for (name, value) in change.as_object().expect("an object") {
            if value.is_null() {
                fields.remove(name)
            } else {
                fields.insert(name.clone(), value.clone())
            };
        }
        message.to_string()
    };
    let mut all: Vec<String> = [
        json!({ "uuid": null }),
        json!({ "room_id": null }),
        json!({ "type": null }),
        json!({ "msg": null }),
        json!({ "uuid": "1234" }),
        json!({ "uuid": "x".repeat(21) }),
        json!({ "uuid": 12345 }),
        json!({ "room_id": "a b" }),
        json!({ "type": "TEXT" }),
        json!({ "type": "image" }),
        json!({ "url": "https://a.example/" }),
        json!({ "type": "image", "url": "https://a.example/" }),
        json!({ "type": "image", "msg": null, "url": "javascript:alert(1)" }),
        json!({ "type": "image", "msg": null, "url": "https://a.example/\"" }),
        json!({ "type": "image", "msg": null, "url": format!("https://{}", "a".repeat(260)) }),
        json!({ "msg": "" }),
        json!({ "msg": ["a"] }),
        json!({ "token": "mine" }),
        json!({ "HT-Client-Id": "mine" }),
        json!({ "msg": "a".repeat(1001) }),
    ]
    .map(with)
    .into();
    all.extend(
        [
            r#"{"uuid":"lc251001-1","room_id":"r","type":"text","msg":"a","msg":"b"}"#,
            r#"{"uuid":"lc251001-1","uuid":"lc251001-2","room_id":"r","type":"text","msg":"a"}"#,
            r#"{"uuid":"lc251001-1","room_id":"r","type":"text","type":"text","msg":"a"}"#,
            r#"{"uu\u0069d":"lc251001-1","room_id":"r","type":"text","msg":"a"}"#,
            r#"{"uuid":"lc\u0032","room_id":"r","type":"text","msg":"a"}"#,
            r#"{"uuid":"lc251001-1","room_id":"r","type":"text","msg":"a\x"}"#,
            r#"{"uuid":"lc251001-1","room_id":"r","type":"text","msg":"a\u12"}"#,
            r#"{"uuid":"lc251001-1","room_id":"r","type":"text","msg":"a"b"}"#,
            "{\"uuid\":\"lc251001-1\",\"room_id\":\"r\",\"type\":\"text\",\"msg\":\"a\nb\"}",
            r#"{"uuid":"lc251001-1","room_id":"r","type":"text","msg":"a\"}"#,
        ]
        .map(str::to_owned),
    );
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn foreign_bodies_do_not_reach_the_vendor() -> Result {
    let (vendor, proxy) = open().await?;
    let writes = writes();
    let tables: [(&str, Vec<&str>); 3] =
        [(ROOM, ROOMS.to_vec()), (LIST, LISTS.to_vec()), (WRITE, writes.iter().map(String::as_str).collect())];
    let mut count = 0;
    for (path, bodies) in tables {
        for body in bodies {
            assert_problem(post_json(&proxy, path, body.to_owned()).await?, 400, &format!("{path} {body}")).await?;
            count += 1;
        }
        // Invalid UTF-8, and a character that is cut short.
        for bytes in [&b"{\"room_id\":\"\xff\"}"[..], b"\xea\xb0", b"{\"msg\":\"\xea\xb0\"}"] {
            assert_problem(post_json(&proxy, path, bytes).await?, 400, &format!("{path} {bytes:?}")).await?;
            count += 1;
        }
    }
    assert_eq!(vendor.take_received().len(), 0);
    say(&format!("passthrough: {count} bodies rejected, 0 of them reached the vendor"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn message_with_invalid_utf8_is_rejected_and_not_logged() -> Result {
    let (vendor, proxy) = open().await?;
    // RFC 3629: truncated, stray and overlong sequences, surrogates, and code points beyond Unicode.
    let broken: [&[u8]; 13] = [
        b"\xff",
        b"\x80",
        b"\xc3",
        b"\xc0\x80",
        b"\xc1\xbf",
        b"\xea\xb0",
        b"\xe0\x9f\xbf",
        b"\xed\xa0\x80",
        b"\xed\xbf\xbf",
        b"\xf0\x9f\x98",
        b"\xf0\x8f\xbf\xbf",
        b"\xf4\x90\x80\x80",
        b"\xf5\x80\x80\x80",
    ];
    for bytes in broken {
        let fields = br#"{"uuid":"lc251001-1","room_id":"r","type":"text","msg":"PRIVATE"#;
        let body = [&fields[..], bytes, b"\"}"].concat();
        assert_problem(post_json(&proxy, WRITE, body).await?, 400, &format!("{bytes:?}")).await?;
    }
    // Bodies that are as costly for the patterns as possible. nginx must not log them when a pattern reaches its limit.
    // The names of the last one are all different.
    let letter = |number: u32| char::from_digit(number % 26 + 10, 36).expect("one of 36");
    let names = (0..676).flat_map(|n| ['"', letter(n), letter(n / 26), '"', ':', '1', ',']).collect();
    for filler in
        ["a".repeat(7900), r"\n".repeat(3900), "가".repeat(2600), " ".repeat(7900), r#""a" "#.repeat(1900), names]
    {
        for quote in ["\"", ""] {
            let body = format!("{{\"uuid\":\"lc251001-1\",\"msg\":{quote}PRIVATE{filler}");
            assert_problem(post_json(&proxy, WRITE, body).await?, 400, &filler).await?;
        }
    }
    assert_eq!(vendor.take_received().len(), 0);
    for text in ["\u{7f}", "\u{80}\u{7ff}", "\u{800}\u{d7ff}\u{e000}\u{ffff}", "\u{10000}\u{40000}\u{10ffff}"] {
        let body = json!({ "uuid": "lc251001-1", "room_id": "r", "type": "text", "msg": text });
        assert_eq!(post_json(&proxy, WRITE, body.to_string()).await?.status(), 200, "{text:?}");
    }
    assert_eq!(vendor.take_received().len(), 4);
    let log = proxy.nginx.read("error.log")?;
    assert!(!log.contains("PRIVATE") && !log.contains("pcre"), "{log}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn other_methods_types_sites_paths_and_sizes_do_not_reach_the_vendor() -> Result {
    let (vendor, proxy) = open().await?;
    let body = r#"{"room_id":"a"}"#;
    for method in ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "QUERY"] {
        let request = client().request(method.parse()?, proxy.url(ROOM)).header("content-type", "application/json");
        let answer = request.body(body).send().await?;
        assert_eq!(answer.status(), 405, "{method}");
    }
    for kind in [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "application/json;x=y",
        "text/json",
    ] {
        let answer = client().post(proxy.url(ROOM)).header("content-type", kind).body(body).send().await?;
        assert_problem(answer, 415, kind).await?;
    }
    for (name, value, status) in [
        ("sec-fetch-site", "cross-site", 403),
        ("sec-fetch-site", "same-site", 403),
        ("sec-fetch-site", "none", 403),
        ("content-encoding", "gzip", 415),
    ] {
        let request = client().post(proxy.url(ROOM)).header("content-type", "application/json").header(name, value);
        assert_problem(request.body(body).send().await?, status, value).await?;
    }
    for path in [
        "/api/user/api/chat_data/format/xml",
        "/api/user/api/chat_data/format/json/",
        "/api/user/api/users/format/json",
        "/api/user/api/chat_data/format/json/../../../../../v1/chat/close",
        "/api/v1/chat/write/x",
        "/api/v1/chat/%00write",
        "/api/v2/chat/write",
        "/api/rooms/a",
        "/api/http://169.254.169.254/",
        "/_ht_body",
        "/_ht_auth",
        "/_ht_problem",
    ] {
        let status = post_json(&proxy, path, body).await?.status().as_u16();
        assert!([400, 404, 405].contains(&status), "{path}: {status}");
    }
    assert_problem(post_json(&proxy, &format!("{ROOM}?token=mine"), body).await?, 400, "a query").await?;
    let large = format!(r#"{{"room_id":"a"{}}}"#, " ".repeat(8192));
    assert_problem(post_json(&proxy, ROOM, large).await?, 413, "too large").await?;
    assert!(vendor.take_received().is_empty());
    Ok(())
}

/// Two lengths, two kinds of length, a chunked body.
#[tokio::test(flavor = "multi_thread")]
async fn ambiguous_requests_do_not_reach_the_vendor() -> Result {
    let (vendor, proxy) = open().await?;
    for head in [
        "transfer-encoding: chunked",
        "content-length: 15\r\ntransfer-encoding: chunked",
        "content-length: 15\r\ncontent-length: 3",
        "transfer-encoding: chunked\r\ntransfer-encoding: identity",
        "content-length: +15",
    ] {
        let mut stream = TcpStream::connect(proxy.authority()).await?;
        let request = format!(
            "POST {ROOM} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n{head}\r\n\r\nf\r\n{{\"room_id\":\"a\"}}\r\n0\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await?;
        stream.shutdown().await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.starts_with("HTTP/1.1 4"), "{head}: {answer}");
    }
    assert!(vendor.take_received().is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn access_is_denied_until_it_is_configured() -> Result {
    let vendor = RecordingVendor::start(success).await?;
    let use_session = Some("auth_request /_ht_session;");
    let session = async |status: StatusCode| {
        let checker = RecordingVendor::start(move || status.into_response()).await?;
        let check = format!("proxy_pass http://{}/session; proxy_pass_request_body off;", checker.addr);
        Result::Ok(Some(format!("{check} proxy_set_header Content-Length \"\";")))
    };
    for (auth, session, status) in [
        // The shipped configuration, and incomplete ones.
        (None, None, 403),
        (use_session, None, 403),
        (use_session, session(StatusCode::FORBIDDEN).await?, 403),
        (use_session, session(StatusCode::UNAUTHORIZED).await?, 401),
        (use_session, session(StatusCode::IM_A_TEAPOT).await?, 500),
        (use_session, session(StatusCode::NO_CONTENT).await?, 200),
        (Some("allow 192.0.2.0/24; deny all;"), None, 403),
        (Some("allow 127.0.0.0/8; deny all;"), None, 200),
    ] {
        let setup = Setup { auth, session: session.as_deref(), ..Setup::open(vendor.addr) };
        let proxy = NginxProxy::start(setup).await?;
        for (path, body) in [(ROOM, r#"{"room_id":"a"}"#), (LIST, "{}")] {
            let answer = post_json(&proxy, path, body).await?;
            if status == 200 {
                assert_eq!(answer.status(), 200, "{auth:?} {session:?}");
            } else {
                assert_problem(answer, status, auth.unwrap_or("as shipped")).await?;
            }
        }
        assert_eq!(client().get(proxy.url("/")).send().await?.status(), 200, "the site needs no access");
        assert_eq!(vendor.take_received().len(), if status == 200 { 2 } else { 0 }, "{auth:?} {session:?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn rate_limited_client_receives_429() -> Result {
    let (vendor, proxy) = open().await?;
    let one = client();
    let body = json!({ "uuid": "lc251001-1", "room_id": "r", "type": "text", "msg": "안녕" }).to_string();
    let (start, mut refused) = (Instant::now(), 0);
    for _ in 0..12 {
        let request = one.post(proxy.url(WRITE)).header("content-type", "application/json");
        let answer = request.body(body.clone()).send().await?;
        if answer.status() == 429 {
            assert_eq!(answer.headers()["retry-after"], "1");
            refused += 1;
        }
    }
    // Six at once and one per second. A busy machine may need many seconds.
    let (passed, most) = (12 - refused, 6 + 1 + usize::try_from(start.elapsed().as_secs())?);
    assert!(passed <= most, "{passed} of at most {most}");
    assert_eq!(vendor.take_received().len(), passed);
    Ok(())
}

/// The vendor answers with an error status or a redirect.
#[tokio::test(flavor = "multi_thread")]
async fn vendor_error_becomes_a_problem_without_its_page() -> Result {
    for (status, expected) in [(500, 502), (302, 502), (404, 502), (401, 502), (204, 204), (429, 429), (504, 504)] {
        let status = StatusCode::from_u16(status)?;
        let vendor = RecordingVendor::start(move || {
            (status, [("location", "https://evil.example/")], "<h1>hunter2</h1>").into_response()
        });
        let proxy = NginxProxy::start(Setup::open(vendor.await?.addr)).await?;
        let answer = post_json(&proxy, ROOM, r#"{"room_id":"a"}"#).await?;
        assert!(!answer.headers().contains_key("location"), "{status}");
        if expected == 204 {
            assert_eq!(answer.status(), 204);
        } else {
            assert_problem(answer, expected, status.as_str()).await?;
        }
    }
    Ok(())
}
