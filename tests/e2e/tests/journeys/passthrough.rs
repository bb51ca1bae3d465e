//! The viewer behind nginx alone (`deploy/nginx.conf`): what reaches the vendor, what does not, and how it looks.

mod headers;
mod journey;
mod refused;
mod sent;

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::atomic::{AtomicU32, Ordering},
};

use axum::response::{IntoResponse as _, Response};
use happytalk_e2e::{
    Result,
    bare_proxy::{BareProxy, Setup},
    vendor::Vendor,
};
use reqwest::header::CONTENT_TYPE;

const ROOM: &str = "/api/user/api/chat_data/format/json";
const LIST: &str = "/api/user/api/chat_room_lists/format/json";
const WRITE: &str = "/api/v1/chat/write";

/// What the vendor answers, with what nginx must keep to itself.
fn success() -> Response {
    (
        [
            ("content-type", "application/json"),
            ("set-cookie", "PHPSESSID=hunter2"),
            ("x-accel-redirect", "/index.html"),
            ("cache-control", "public, max-age=600"),
            ("access-control-allow-origin", "*"),
            ("alt-svc", "h3=\":443\""),
            ("nel", "{\"report_to\":\"v\",\"max_age\":1}"),
            ("report-to", "{\"group\":\"v\",\"max_age\":1,\"endpoints\":[]}"),
            ("content-disposition", "attachment"),
            ("via", "1.1 vendor"),
        ],
        r#"{"result":"success","data":[]}"#,
    )
        .into_response()
}

async fn open() -> Result<(Vendor, BareProxy)> {
    let vendor = Vendor::start(success).await?;
    let proxy = BareProxy::start(Setup::open(vendor.addr)).await?;
    Ok((vendor, proxy))
}

/// A client of an address of its own, since each address may ask only so often.
fn client() -> reqwest::Client {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let address = Ipv4Addr::from(u32::from(Ipv4Addr::new(127, 1, 0, 1)) + number);
    let client = reqwest::Client::builder().no_proxy().local_address(IpAddr::from(address));
    client.redirect(reqwest::redirect::Policy::none()).build().expect("no TLS is needed")
}

/// As the viewer asks.
async fn ask(proxy: &BareProxy, path: &str, body: impl Into<reqwest::Body>) -> Result<reqwest::Response> {
    let request = client().post(proxy.url(path)).header(CONTENT_TYPE, "application/json");
    Ok(request.body(body).send().await?)
}
