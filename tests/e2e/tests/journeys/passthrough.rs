//! The viewer behind nginx alone (`deploy/nginx.conf`): forwarded requests, rejected requests, headers and the page.

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
    nginx_proxy::{NginxProxy, Setup},
    recording_vendor::RecordingVendor,
};
use reqwest::header::CONTENT_TYPE;

const ROOM: &str = "/api/user/api/chat_data/format/json";
const LIST: &str = "/api/user/api/chat_room_lists/format/json";
const WRITE: &str = "/api/v1/chat/write";

/// Returns a vendor's response with headers that nginx must not forward.
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

async fn open() -> Result<(RecordingVendor, NginxProxy)> {
    let vendor = RecordingVendor::start(success).await?;
    let proxy = NginxProxy::start(Setup::open(vendor.addr)).await?;
    Ok((vendor, proxy))
}

/// Returns a client with its own local address, since the rate limit is per address.
fn client() -> reqwest::Client {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let address = Ipv4Addr::from(u32::from(Ipv4Addr::new(127, 1, 0, 1)) + number);
    let client = reqwest::Client::builder().no_proxy().local_address(IpAddr::from(address));
    client.redirect(reqwest::redirect::Policy::none()).build().expect("no TLS is needed")
}

/// Posts a JSON body like the viewer.
async fn post_json(proxy: &NginxProxy, path: &str, body: impl Into<reqwest::Body>) -> Result<reqwest::Response> {
    let request = client().post(proxy.url(path)).header(CONTENT_TYPE, "application/json");
    Ok(request.body(body).send().await?)
}
