//! A reader behind nginx alone: the built viewer and the simulated vendor, without the gateway.

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Result,
    nginx_proxy::{NginxProxy, SECRETS, Setup},
};
use happytalk_gateway::simulated::{self, Simulated};

use crate::console::{room_row, shows_room};

/// Errors of pictures, whose host does not exist.
const MISSING_PICTURES: [&str; 2] = ["net::ERR", "404"];

async fn start_behind_nginx() -> Result<(Simulated, NginxProxy, Browser)> {
    let [token, id, secret] = SECRETS.map(Into::into);
    let settings = simulated::Settings {
        token,
        client_id: id,
        client_secret: secret,
        public_base: "https://pictures.example".to_owned(),
        webhook: None,
    };
    let vendor = simulated::spawn(settings).await?;
    let proxy = NginxProxy::start(Setup::open(vendor.addr)).await?;
    Ok((vendor, proxy, Browser::start().await?))
}

#[tokio::test(flavor = "multi_thread")]
async fn room_is_shown_through_nginx_alone() -> Result {
    let (_vendor, proxy, browser) = start_behind_nginx().await?;
    browser.open(&proxy.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    let mode = browser.run("return document.querySelector('meta[name=happytalk-proxy-mode]').content").await?;
    assert_eq!(mode, "passthrough");
    browser.ready().await?;
    assert_eq!(browser.count("article").await?, 8);
    assert!(browser.text().await?.contains("1:1 채팅 상담 문의 드립니다."));
    for secret in SECRETS {
        assert!(!browser.run("return document.documentElement.outerHTML").await?.to_string().contains(secret));
    }
    browser.screenshot("passthrough-room").await?;
    browser.no_complaint_but(&MISSING_PICTURES).await
}

#[tokio::test(flavor = "multi_thread")]
async fn console_lists_and_opens_rooms_through_nginx_alone() -> Result {
    let (_vendor, proxy, browser) = start_behind_nginx().await?;
    browser.open(&proxy.url("/")).await?;
    browser.pane("list", "ready").await?;
    browser.click(room_row(0)).await?;
    browser.pane("transcript", "ready").await?;
    let selected = browser.run("return document.querySelector('happytalk-console').room").await?;
    browser.until(&shows_room(selected.as_str().ok_or("a room is selected")?)).await?;
    browser.no_complaint_but(&MISSING_PICTURES).await
}
