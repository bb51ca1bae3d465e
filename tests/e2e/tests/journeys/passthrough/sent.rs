//! Requests that reach the vendor: a body rebuilt from known fields, with the credentials.

use std::time::Duration;

use happytalk_e2e::{
    Result,
    nginx_proxy::{NginxProxy, SECRETS, Setup},
    recording_vendor::RecordingVendor,
};
use happytalk_model::list::{Day, ListRequest, PageSize, Period, SortKey, StatusFilter};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::{LIST, ROOM, WRITE, open, post_json, success};

#[tokio::test(flavor = "multi_thread")]
async fn each_call_is_rebuilt_with_its_credentials() -> Result {
    let (vendor, proxy) = open().await?;
    let [token, id, secret] = SECRETS;
    for (path, body, rebuilt) in [
        (ROOM, r#"{"room_id":"a-B_9"}"#, format!(r#"{{"token":"{token}","room_id":"a-B_9"}}"#)),
        (ROOM, "\r\n { \"room_id\"\t: \"a\" }\n", format!(r#"{{"token":"{token}","room_id":"a"}}"#)),
        (LIST, "{}", format!(r#"{{"token":"{token}"}}"#)),
        (
            LIST,
            r#"{"page":12, "limit":50 , "status":-2}"#,
            format!(r#"{{"token":"{token}","status":-2,"limit":50,"page":12}}"#),
        ),
        (
            WRITE,
            r#"{"type":"image","url":"https://cdn.example/a.png?b=c%20d","room_id":"r","uuid":"손님 12"}"#,
            r#"{"uuid":"손님 12","room_id":"r","type":"image","url":"https://cdn.example/a.png?b=c%20d"}"#.to_owned(),
        ),
    ] {
        let answer = post_json(&proxy, path, body).await?;
        assert_eq!(answer.status(), 200, "{body}");
        assert_eq!(answer.text().await?, r#"{"result":"success","data":[]}"#);
        let received = vendor.take_received();
        let [received] = &received[..] else { panic!("{body}: {received:?}") };
        assert_eq!(
            (received.method.as_str(), &received.path[..]),
            ("POST", path.strip_prefix("/api").unwrap_or_default())
        );
        assert_eq!(String::from_utf8_lossy(&received.body), rebuilt);
        let header =
            |name: &str| received.headers.get(name).map_or("", |value| value.to_str().unwrap_or("?")).to_owned();
        let (host, id, secret) =
            if path == WRITE { ("biz-api.happytalk.io", id, secret) } else { ("customer.happytalk.io", "", "") };
        assert_eq!(header("host"), host);
        assert_eq!((&header("ht-client-id")[..], &header("ht-client-secret")[..]), (id, secret));
        assert_eq!(header("content-type"), "application/json");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_list_request_of_the_viewer_is_accepted() -> Result {
    let (vendor, proxy) = open().await?;
    let day = |text| Day::parse(text).expect("a day");
    let periods =
        [Period::Today, Period::Day(day("2025-10-01")), Period::Between(day("2025-09-01"), day("2025-09-30"))];
    for (number, status) in StatusFilter::ALL.iter().enumerate() {
        let request = ListRequest {
            period: periods[number % 3],
            status: *status,
            sort: SortKey::ALL[number % 2],
            limit: PageSize::new(if number % 2 == 0 { 50 } else { 9 }).expect("a size"),
            ..ListRequest::default()
        };
        assert_eq!(post_json(&proxy, LIST, serde_json::to_string(&request)?).await?.status(), 200, "{request:?}");
        let mut expected = serde_json::to_value(request)?;
        expected["token"] = SECRETS[0].into();
        let received = vendor.take_received();
        assert_eq!(serde_json::from_slice::<Value>(&received[0].body)?, expected);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn message_text_arrives_unchanged() -> Result {
    let (vendor, proxy) = open().await?;
    for text in [
        "안녕하세요, 반갑습니다.",
        "따옴표 \" 와 역슬래시 \\ 와 \\\" 섞어서",
        "줄\n바꿈\r\n탭\t끝",
        "😀👨‍👩‍👧‍👦🇰🇷 한글(NFD: 한)",
        r#"","token":"x"#,
        r#"{"uuid":"other","room_id":"other","type":"image"}"#,
        r#"\"type\":\"image\""#,
        "type",
        "msg\":",
        "$ht_token ${ht_client_secret} %24",
        "</script><b>&amp;",
        "\u{1}\u{7f}\u{2028}\u{feff}",
        &"가".repeat(1000),
        "\\",
        "\\\\",
    ] {
        let sent = json!({ "uuid": "lc251001-1", "room_id": "r", "type": "text", "msg": text });
        // Encoded like `serde_json` and JavaScript, and like PHP, which escapes everything.
        let escaped = text.encode_utf16().fold(String::new(), |text, unit| text + format!("\\u{unit:04x}").as_str());
        let escaped = format!(r#"{{"uuid":"lc251001-1","room_id":"r","type":"text","msg":"{escaped}"}}"#);
        for body in [sent.to_string(), escaped].into_iter().filter(|body| body.len() < 8192) {
            assert_eq!(post_json(&proxy, WRITE, body.clone()).await?.status(), 200, "{body}");
            let received = vendor.take_received();
            assert_eq!(serde_json::from_slice::<Value>(&received[0].body)?, sent);
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn body_in_pieces_arrives_unchanged() -> Result {
    let (vendor, proxy) = open().await?;
    let body = json!({ "uuid": "lc251001-1", "room_id": "r", "type": "text", "msg": "가".repeat(900) }).to_string();
    let mut stream = TcpStream::connect(proxy.authority()).await?;
    let head = format!(
        "POST {WRITE} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: \
         {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    for piece in body.as_bytes().chunks(700) {
        stream.write_all(piece).await?;
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert_eq!(vendor.take_received()[0].body, body.as_bytes());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_headers_and_vendor_headers_are_not_forwarded() -> Result {
    let (vendor, proxy) = open().await?;
    let request = super::client().post(proxy.url(ROOM)).header("content-type", "application/json; charset=UTF-8");
    let request = request
        .header("cookie", "session=hunter2")
        .header("authorization", "Bearer hunter2")
        .header("x-forwarded-for", "192.0.2.1")
        .header("ht-client-id", "mine")
        .header("token", "mine");
    let answer = request.body(r#"{"room_id":"a"}"#).send().await?;
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let hidden = ["set-cookie", "x-accel-redirect", "access-control-allow-origin"];
    for name in hidden.iter().chain(&["alt-svc", "nel", "report-to", "content-disposition", "via"]) {
        assert!(!answer.headers().contains_key(*name), "{name}");
    }
    let received = vendor.take_received();
    let mut names: Vec<_> = received[0].headers.keys().map(ToString::to_string).collect();
    names.sort();
    // The test's TLS server adds this header.
    names.retain(|name| name != "connection");
    assert_eq!(names, ["content-length", "content-type", "host", "user-agent"]);
    let log = proxy.nginx.read_with("access.log", r#""room":"a""#).await?;
    assert!(!log.contains("hunter2"), "{log}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn vendor_with_an_invalid_certificate_receives_nothing() -> Result {
    let vendor = RecordingVendor::start(success).await?;
    let open = Setup::open(vendor.addr);
    for setup in [Setup { trusted: false, ..Setup::open(vendor.addr) }, Setup { names: &["example.com"], ..open }] {
        let proxy = NginxProxy::start(setup).await?;
        for (path, body) in [(ROOM, r#"{"room_id":"a"}"#), (LIST, "{}")] {
            let answer = post_json(&proxy, path, body).await?;
            assert_eq!(answer.status(), 502);
            assert!(answer.text().await?.contains("problem:vendor-failed"));
        }
    }
    assert!(vendor.take_received().is_empty());
    Ok(())
}
