//! What never reaches the vendor.

use std::time::Instant;

use axum::{http::StatusCode, response::IntoResponse as _};
use happytalk_e2e::{
    Result,
    axe::say,
    bare_proxy::{BareProxy, Setup},
    vendor::Vendor,
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::{LIST, ROOM, WRITE, ask, client, open, success};

/// A problem of nginx' own, in the form of the gateway's.
async fn problem(answer: reqwest::Response, status: u16, what: &str) -> Result {
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
async fn bodies_that_are_not_the_viewers_reach_nobody() -> Result {
    let (vendor, proxy) = open().await?;
    let writes = writes();
    let tables: [(&str, Vec<&str>); 3] =
        [(ROOM, ROOMS.to_vec()), (LIST, LISTS.to_vec()), (WRITE, writes.iter().map(String::as_str).collect())];
    let mut count = 0;
    for (path, bodies) in tables {
        for body in bodies {
            problem(ask(&proxy, path, body.to_owned()).await?, 400, &format!("{path} {body}")).await?;
            count += 1;
        }
        // No UTF-8, and broken in the middle of a letter.
        for bytes in [&b"{\"room_id\":\"\xff\"}"[..], b"\xea\xb0", b"{\"msg\":\"\xea\xb0\"}"] {
            problem(ask(&proxy, path, bytes).await?, 400, &format!("{path} {bytes:?}")).await?;
            count += 1;
        }
    }
    assert_eq!(vendor.asked().len(), 0);
    say(&format!("passthrough: {count} bodies refused, 0 of them reached the vendor"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_is_no_utf8_is_refused_and_not_logged() -> Result {
    let (vendor, proxy) = open().await?;
    // RFC 3629: letters cut short, stray and overlong ones, halves of pairs, beyond Unicode.
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
        problem(ask(&proxy, WRITE, body).await?, 400, &format!("{bytes:?}")).await?;
    }
    // As much work for the patterns as fits: what gives up is quoted too.
    // Names that are all different, in letters.
    let letter = |number: u32| char::from_digit(number % 26 + 10, 36).expect("one of 36");
    let names = (0..676).flat_map(|n| ['"', letter(n), letter(n / 26), '"', ':', '1', ',']).collect();
    for filler in
        ["a".repeat(7900), r"\n".repeat(3900), "가".repeat(2600), " ".repeat(7900), r#""a" "#.repeat(1900), names]
    {
        for quote in ["\"", ""] {
            let body = format!("{{\"uuid\":\"lc251001-1\",\"msg\":{quote}PRIVATE{filler}");
            problem(ask(&proxy, WRITE, body).await?, 400, &filler).await?;
        }
    }
    assert_eq!(vendor.asked().len(), 0);
    for text in ["\u{7f}", "\u{80}\u{7ff}", "\u{800}\u{d7ff}\u{e000}\u{ffff}", "\u{10000}\u{40000}\u{10ffff}"] {
        let body = json!({ "uuid": "lc251001-1", "room_id": "r", "type": "text", "msg": text });
        assert_eq!(ask(&proxy, WRITE, body.to_string()).await?.status(), 200, "{text:?}");
    }
    assert_eq!(vendor.asked().len(), 4);
    let log = proxy.nginx.read("error.log")?;
    assert!(!log.contains("PRIVATE") && !log.contains("pcre"), "{log}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn other_methods_types_sites_paths_and_sizes_reach_nobody() -> Result {
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
        problem(answer, 415, kind).await?;
    }
    for (name, value, status) in [
        ("sec-fetch-site", "cross-site", 403),
        ("sec-fetch-site", "same-site", 403),
        ("sec-fetch-site", "none", 403),
        ("content-encoding", "gzip", 415),
    ] {
        let request = client().post(proxy.url(ROOM)).header("content-type", "application/json").header(name, value);
        problem(request.body(body).send().await?, status, value).await?;
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
        let status = ask(&proxy, path, body).await?.status().as_u16();
        assert!([400, 404, 405].contains(&status), "{path}: {status}");
    }
    problem(ask(&proxy, &format!("{ROOM}?token=mine"), body).await?, 400, "a query").await?;
    let large = format!(r#"{{"room_id":"a"{}}}"#, " ".repeat(8192));
    problem(ask(&proxy, ROOM, large).await?, 413, "too large").await?;
    assert!(vendor.asked().is_empty());
    Ok(())
}

/// What no honest client writes: two lengths, two kinds of length, a body in chunks.
#[tokio::test(flavor = "multi_thread")]
async fn requests_that_mean_two_things_reach_nobody() -> Result {
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
    assert!(vendor.asked().is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn until_it_is_said_who_may_nobody_may() -> Result {
    let vendor = Vendor::start(success).await?;
    let ask_session = Some("auth_request /_ht_session;");
    let session = async |status: StatusCode| {
        let checker = Vendor::start(move || status.into_response()).await?;
        let ask = format!("proxy_pass http://{}/session; proxy_pass_request_body off;", checker.addr);
        Result::Ok(Some(format!("{ask} proxy_set_header Content-Length \"\";")))
    };
    for (auth, session, status) in [
        // As shipped, and half configured.
        (None, None, 403),
        (ask_session, None, 403),
        (ask_session, session(StatusCode::FORBIDDEN).await?, 403),
        (ask_session, session(StatusCode::UNAUTHORIZED).await?, 401),
        (ask_session, session(StatusCode::IM_A_TEAPOT).await?, 500),
        (ask_session, session(StatusCode::NO_CONTENT).await?, 200),
        (Some("allow 192.0.2.0/24; deny all;"), None, 403),
        (Some("allow 127.0.0.0/8; deny all;"), None, 200),
    ] {
        let setup = Setup { auth, session: session.as_deref(), ..Setup::open(vendor.addr) };
        let proxy = BareProxy::start(setup).await?;
        for (path, body) in [(ROOM, r#"{"room_id":"a"}"#), (LIST, "{}")] {
            let answer = ask(&proxy, path, body).await?;
            if status == 200 {
                assert_eq!(answer.status(), 200, "{auth:?} {session:?}");
            } else {
                problem(answer, status, auth.unwrap_or("as shipped")).await?;
            }
        }
        assert_eq!(client().get(proxy.url("/")).send().await?.status(), 200, "the site is open");
        assert_eq!(vendor.asked().len(), if status == 200 { 2 } else { 0 }, "{auth:?} {session:?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_too_often_is_told_so() -> Result {
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
    // Six at once and one for each second, of which a busy machine may need many.
    let (passed, most) = (12 - refused, 6 + 1 + usize::try_from(start.elapsed().as_secs())?);
    assert!(passed <= most, "{passed} of at most {most}");
    assert_eq!(vendor.asked().len(), passed);
    Ok(())
}

/// A vendor that answers with a status instead of a code, or leads away.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_answer_is_a_problem_without_the_vendors_page() -> Result {
    for (status, expected) in [(500, 502), (302, 502), (404, 502), (401, 502), (204, 204), (429, 429), (504, 504)] {
        let status = StatusCode::from_u16(status)?;
        let vendor = Vendor::start(move || {
            (status, [("location", "https://evil.example/")], "<h1>hunter2</h1>").into_response()
        });
        let proxy = BareProxy::start(Setup::open(vendor.await?.addr)).await?;
        let answer = ask(&proxy, ROOM, r#"{"room_id":"a"}"#).await?;
        assert!(!answer.headers().contains_key("location"), "{status}");
        if expected == 204 {
            assert_eq!(answer.status(), 204);
        } else {
            problem(answer, expected, status.as_str()).await?;
        }
    }
    Ok(())
}
