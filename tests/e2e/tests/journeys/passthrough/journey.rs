//! A reader behind nginx alone.

use happytalk_e2e::{Browser, DOCUMENTS_ROOM, Result};

use super::open;

#[tokio::test(flavor = "multi_thread")]
async fn the_page_is_told_that_its_proxy_is_a_bare_one() -> Result {
    let (_vendor, proxy) = open().await?;
    let browser = Browser::start().await?;
    browser.open(&proxy.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    let mode = browser.run("return document.querySelector('meta[name=happytalk-proxy-mode]')?.content").await?;
    assert_eq!(mode, "passthrough");
    Ok(())
}
