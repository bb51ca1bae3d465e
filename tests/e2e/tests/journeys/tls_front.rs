//! nginx as the gateway's TLS front (`deploy/nginx-tls-front.conf`): a room, events without delay, and its logs.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use happytalk_e2e::{
    Result,
    nginx::{Folder, Nginx, free_ports, on_free_ports},
    root,
};
use tokio::net::TcpSocket;

/// Prepares the values of a deployment: an address, a certificate and the gateway's address.
fn prepare(port: u16) -> Result<(Folder, String)> {
    let folder = Folder::new()?;
    folder.certificate("front", &["localhost"])?;
    let path = folder.path().display().to_string();
    folder.put(
        "happytalk/server.conf",
        &format!(
            "listen 127.0.0.1:{port} ssl http2;\nserver_name localhost;\nssl_certificate {path}/front.crt;\n\
             ssl_certificate_key {path}/front.key;\naccess_log {path}/access.log happytalk_front;\n"
        ),
    )?;
    Ok((folder, format!("include {};", root().join("deploy/nginx-tls-front.conf").canonicalize()?.display())))
}

#[test]
fn nginx_accepts_the_tls_front_configuration() -> Result {
    let [port] = free_ports()?;
    let (folder, http) = prepare(port)?;
    Nginx::check(&folder, &http)
}

/// Starts a front for a gateway. The shipped file names the gateway's default address, which a copy replaces.
async fn start_front(gateway: SocketAddr) -> Result<(Nginx, reqwest::Client, String)> {
    on_free_ports(|| start_front_once(gateway)).await
}

async fn start_front_once(gateway: SocketAddr) -> Result<(Nginx, reqwest::Client, String)> {
    let [port] = free_ports()?;
    let (folder, _) = prepare(port)?;
    let shipped = std::fs::read_to_string(root().join("deploy/nginx-tls-front.conf"))?;
    assert_eq!(shipped.matches("server 127.0.0.1:8787;").count(), 1);
    folder.put("front.conf", &shipped.replace("server 127.0.0.1:8787;", &format!("server {gateway};")))?;
    let authority = reqwest::Certificate::from_pem(&std::fs::read(folder.path().join("front-ca.crt"))?)?;
    let http = format!("include {}/front.conf;", folder.path().display());
    let nginx = Nginx::start(folder, &http, port).await?;
    let client = reqwest::Client::builder().no_proxy().tls_certs_only([authority]).build()?;
    Ok((nginx, client, format!("https://localhost:{port}")))
}

#[tokio::test(flavor = "multi_thread")]
async fn room_and_events_pass_the_tls_front_without_delay() -> Result {
    let gateway = gateway::start().await?;
    let (nginx, client, origin) = start_front(gateway.addr).await?;
    let get = |path: &str| client.get(format!("{origin}{path}")).bearer_auth(&gateway.token);

    let room = get("/api/rooms/r").header("x-forwarded-for", "192.0.2.66").send().await?;
    assert_eq!(room.status(), 200, "{}", room.text().await?);
    assert_eq!(room.headers()["strict-transport-security"], "max-age=31536000");
    assert_eq!(room.headers()["cache-control"], "no-store");
    assert!(room.headers().contains_key("x-request-id"));

    let mut events = get("/api/events?room=r").send().await?;
    assert_eq!(events.status(), 200);
    let hook = format!("{origin}/hooks/{}/message/lc251001-1", gateway::WEBHOOK);
    let message =
        r#"{"type":"text","msgid":"m1","room_id":"r","uuid":"lc251001-1","content":{"text":"네, 확인했습니다."}}"#;
    let sent = Instant::now();
    let acknowledged = client.post(hook).header("content-type", "application/json").body(message).send().await?;
    assert_eq!(acknowledged.status(), 200);
    let mut text = String::new();
    while !text.contains("확인했습니다") {
        let chunk = tokio::time::timeout(Duration::from_secs(10), events.chunk()).await??.ok_or("the stream ended")?;
        text += &String::from_utf8_lossy(&chunk);
    }
    assert!(sent.elapsed() < Duration::from_secs(5), "the event was delayed: {:?}", sent.elapsed());

    let log = nginx.read_with("access.log", "/hooks/").await?;
    assert!(log.contains("/api/rooms/r") && !log.contains(gateway::WEBHOOK) && !log.contains("room=r"), "{log}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn webhook_secret_is_not_logged_when_the_gateway_is_down() -> Result {
    // A bound port that does not listen refuses connections and can't be taken by others.
    let unused = TcpSocket::new_v4()?;
    unused.bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
    let (nginx, client, origin) = start_front(unused.local_addr()?).await?;
    // The second is the same path for nginx; the third exceeds its memory buffer, the fourth its size limit.
    for (path, bytes) in [("/hooks", 2), ("//%68ooks", 2), ("/hooks", 100_000), ("/hooks", 2_000_000)] {
        let hook = client.post(format!("{origin}{path}/{}/message/lc251001-1", gateway::WEBHOOK));
        let status = hook.body(" ".repeat(bytes)).send().await?.status();
        assert_eq!(status, if bytes > 1_000_000 { 413 } else { 502 }, "{path} {bytes}");
    }
    // Other errors are still logged, after those of the webhook.
    assert_eq!(client.get(format!("{origin}/api/rooms/last")).send().await?.status(), 502);
    for (log, text) in [("error.log", "/api/rooms/last"), ("access.log", "/api/rooms/last")] {
        let log = nginx.read_with(log, text).await?;
        assert!(!log.contains(gateway::WEBHOOK), "{log}");
    }
    Ok(())
}

/// A gateway in this process that checks tokens and trusts the local proxy.
mod gateway {
    use std::{net::SocketAddr, path::Path, sync::Arc};

    use happytalk_e2e::{Result, recording_vendor::RecordingVendor};
    use happytalk_gateway::{
        AppState, Settings,
        auth::{Auth, KeySet, Verifier},
        rates::Rates,
        router,
        serve::{Limits, serve},
        site::Site,
        start,
        vendor::{HttpVendor, VendorSettings},
    };
    use serde_json::json;
    use tokio::net::TcpListener;
    use url::Url;

    pub const WEBHOOK: &str = "0123456789abcdef0123456789abcdef";
    /// Signing key of 32 bytes.
    const KEY: &[u8] = b"a key of the front's own journey";

    pub struct Running {
        pub addr: SocketAddr,
        pub token: String,
        _vendor: RecordingVendor,
    }

    pub async fn start() -> Result<Running> {
        let answer = || ([("content-type", "application/json")], r#"{"result":"success","data":[]}"#);
        let vendor = RecordingVendor::start(move || axum::response::IntoResponse::into_response(answer())).await?;
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let addr = listener.local_addr()?;
        let keys = json!({ "keys": [{ "kty": "oct", "kid": "front", "alg": "HS256", "k": base64(KEY) }] });
        let state = AppState::new(Settings {
            listen: addr,
            vendor: Arc::new(HttpVendor::new(VendorSettings {
                customer_api: Url::parse(&format!("http://{}", vendor.addr))?,
                token: "unused".into(),
                biz: None,
                timeout: std::time::Duration::from_secs(8),
                threads: 0,
            })?),
            site: Site::embedded(),
            allow_origins: Vec::new(),
            media_hosts: Vec::new(),
            auth: Auth::Jwt(Verifier::new(KeySet::read(keys.to_string().as_bytes())?)),
            rates: Rates::none(),
            live: Some(start::live(Path::new(":memory:"), WEBHOOK.into(), 1)?),
            trusted_proxies: vec!["127.0.0.1/32".parse()?],
        });
        let drain = state.drain();
        tokio::spawn(serve(listener, router(state), Limits::default(), drain, std::future::pending()));
        Ok(Running { addr, token: token()?, _vendor: vendor })
    }

    fn base64(bytes: &[u8]) -> String {
        use base64::Engine as _;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Returns an embed token like one of an admin backend.
    fn token() -> Result<String> {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs();
        let claims = json!({
            "aud": "happytalk-gateway", "exp": now + 600, "sub": "qa", "rooms": ["r"], "scope": "read live"
        });
        let header = jsonwebtoken::Header { kid: Some("front".to_owned()), ..jsonwebtoken::Header::default() };
        Ok(jsonwebtoken::encode(&header, &claims, &jsonwebtoken::EncodingKey::from_secret(KEY))?)
    }
}
