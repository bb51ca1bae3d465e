//! Following a link out of a message, and a page that does not want it.

use happytalk_e2e::{Browser, DOCUMENTS_ROOM, Result, Stack, viewer::SHADOW};

#[tokio::test(flavor = "multi_thread")]
async fn a_page_can_stop_a_link_and_is_told_what_was_used() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    browser.ready().await?;
    let link = format!("{SHADOW}.querySelector('article [data-button=\"WEB_LINK\"] a')");
    browser.run("window.stop_it = (event) => event.preventDefault(); document.addEventListener('happytalk-action', window.stop_it)").await?;
    browser.click(&link).await?;
    browser.until("window.__events.some((event) => event.name === 'action')").await?;
    let action = &browser.events("action").await?[0]["detail"];
    assert_eq!(action["type"], "WEB_LINK");
    assert_eq!(action["name"], "링크");
    assert_eq!(action["url"], "https://example.com/");
    assert_eq!(action["messageId"], "942984613");
    assert_eq!(browser.web()?.windows().await?.len(), 1, "preventDefault stops the navigation");

    browser.run("document.removeEventListener('happytalk-action', window.stop_it)").await?;
    browser.click(&link).await?;
    browser.until("window.__events.filter((event) => event.name === 'action').length === 2").await?;
    assert_eq!(browser.web()?.windows().await?.len(), 2, "else a window of its own is opened");
    assert!(browser.web()?.current_url().await?.as_str().starts_with(&stack.origin()), "and this page stays");
    Ok(())
}
