//! The network goes away and comes back.

use happytalk_e2e::{Browser, DOCUMENTS_ROOM, Result, Stack};

#[tokio::test(flavor = "multi_thread")]
async fn offline_says_so_and_a_retry_brings_the_room_once_the_network_is_back() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=")).await?;
    browser.state("idle").await?;
    browser.until("window.__events.some((event) => event.name === 'ready')").await?;
    browser.offline(true).await?;
    browser.run(&format!("document.querySelector('happytalk-transcript').room = '{DOCUMENTS_ROOM}'")).await?;
    browser.state("error").await?;
    let text = browser.text().await?;
    assert!(text.contains("네트워크를 확인해 주세요"), "{text}");
    browser.until("window.__events.some((event) => event.name === 'error')").await?;
    let error = &browser.events("error").await?[0]["detail"];
    assert_eq!((&error["kind"], &error["status"]), (&"offline".into(), &serde_json::Value::Null));
    browser.accessible("offline").await?;
    browser.screenshot("offline").await?;

    browser.offline(false).await?;
    browser.click("document.querySelector('happytalk-transcript').shadowRoot.querySelector('button')").await?;
    browser.ready().await?;
    assert_eq!(browser.count("article").await?, 8);
    // The button that was pressed is gone; the keyboard is on the first message.
    browser.until("document.querySelector('happytalk-transcript').shadowRoot.activeElement?.matches('article[data-index=\"0\"]')").await?;
    browser.no_complaint_but(&["ERR_INTERNET_DISCONNECTED"]).await
}
