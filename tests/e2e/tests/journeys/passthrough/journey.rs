//! A reader behind nginx alone: the viewer as built, the simulated vendor, and nothing of the gateway.

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Result,
    bare_proxy::{BareProxy, SECRETS, Setup},
    viewer::CONSOLE,
};
use happytalk_gateway::simulated::{self, Simulated};

/// Pictures are elsewhere, and not there.
const MISSING: [&str; 2] = ["net::ERR", "404"];

async fn behind_nginx() -> Result<(Simulated, BareProxy, Browser)> {
    let [token, id, secret] = SECRETS.map(Into::into);
    let settings = simulated::Settings {
        token,
        client_id: id,
        client_secret: secret,
        public_base: "https://pictures.example".to_owned(),
        webhook: None,
    };
    let vendor = simulated::spawn(settings).await?;
    let proxy = BareProxy::start(Setup::open(vendor.addr)).await?;
    Ok((vendor, proxy, Browser::start().await?))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_is_read_through_nginx_alone() -> Result {
    let (_vendor, proxy, browser) = behind_nginx().await?;
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
    browser.no_complaint_but(&MISSING).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_console_lists_rooms_through_nginx_alone_and_opens_one() -> Result {
    let (_vendor, proxy, browser) = behind_nginx().await?;
    browser.open(&proxy.url("/")).await?;
    browser.pane("list", "ready").await?;
    let room = browser.run(&format!("return {CONSOLE}.querySelector('[data-room]').dataset.room")).await?;
    let room = room.as_str().ok_or("no room")?;
    browser.run(&format!("document.querySelector('happytalk-console').room = '{room}'")).await?;
    browser.pane("transcript", "ready").await?;
    let shown = format!("return {CONSOLE}.querySelector('[data-pane=transcript] [data-room-id]').dataset.roomId");
    assert_eq!(browser.run(&shown).await?, room);
    browser.no_complaint_but(&MISSING).await
}
